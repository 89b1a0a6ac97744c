package dev.strongroom.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Shows on the error output how far long work is: nothing for the first two seconds, then a line that renews itself
/// on a terminal, or a line now and then elsewhere.
final class ProgressBar {

    private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long TERMINAL_PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long FILE_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int WIDTH = 30;

    private final Shell shell;
    private final String title;
    private final LongSupplier nanos;
    private final boolean terminal;
    private final long start;
    private long shownAt;
    private boolean shown;

    ProgressBar(Shell shell, String title) {
        this(
                shell,
                title,
                System::nanoTime,
                System.console() != null && System.console().isTerminal());
    }

    /// @param nanos a clock that never goes back
    ProgressBar(Shell shell, String title, LongSupplier nanos, boolean terminal) {
        this.shell = shell;
        this.title = title;
        this.nanos = nanos;
        this.terminal = terminal;
        this.start = nanos.getAsLong();
        this.shownAt = start;
    }

    synchronized void show(long done, long of) {
        long now = nanos.getAsLong();
        boolean due = now - shownAt >= (terminal ? TERMINAL_PAUSE_NANOS : FILE_PAUSE_NANOS) || !shown;
        if (now - start < SILENT_NANOS || !due || of <= 0) {
            return;
        }
        shown = true;
        shownAt = now;
        print(done, of, now);
    }

    /// Shows the end, if anything was shown.
    synchronized void finish(long done, long of) {
        if (shown) {
            print(done, of, nanos.getAsLong());
            if (terminal) {
                shell.err().println();
            }
        }
    }

    private void print(long done, long of, long now) {
        double seconds = (now - start) / 1e9;
        double rate = done / seconds;
        long left = rate > 0 ? Math.round((of - done) / rate) : 0;
        int full = (int) Math.min(WIDTH, done * WIDTH / of);
        var bar = "#".repeat(full) + ".".repeat(WIDTH - full);
        var line = shell.words().say("progress", title, bar, done, of, Math.round(rate), left);
        if (terminal) {
            shell.err().print("\r" + line + "   ");
            shell.err().flush();
        } else {
            shell.err().println(line);
        }
    }
}
