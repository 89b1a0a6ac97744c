package dev.strongroom.cli;

/// A progress bar that counts megabytes.
final class ByteProgress {

    private static final long MEGABYTE = 1_000_000;

    private final ProgressBar bar;

    /// @param title key of the sentence before the bar
    ByteProgress(Shell shell, String title) {
        this.bar = new ProgressBar(shell, shell.words().say(title));
    }

    void show(long bytes, long of) {
        bar.show(megabytes(bytes), megabytes(of));
    }

    void finish(long bytes, long of) {
        bar.finish(megabytes(bytes), megabytes(of));
    }

    static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, MEGABYTE);
    }

    /// Megabytes a second since a moment of `System.nanoTime`.
    static long rate(long bytes, long started) {
        double seconds = Math.max((System.nanoTime() - started) / 1e9, 1e-3);
        return Math.round(bytes / seconds / MEGABYTE);
    }
}
