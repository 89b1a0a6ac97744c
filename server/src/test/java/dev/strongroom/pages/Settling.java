package dev.strongroom.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Knows when a page has fetched what it asks for by itself. The browser's own measure waits half a second on each.
final class Settling {

    private static final Duration QUIET = Duration.ofMillis(150);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double LOOK_MILLIS = 20;

    private final Page page;
    private final Set<Request> underWay = new HashSet<>();
    private long changedNanos = System.nanoTime();

    Settling(Page page) {
        this.page = page;
        page.onRequest(request -> {
            underWay.add(request);
            changedNanos = System.nanoTime();
        });
        page.onRequestFinished(this::isOver);
        page.onRequestFailed(this::isOver);
        // Nothing is told of what the page before had under way
        page.onFrameNavigated(frame -> {
            if (frame == page.mainFrame()) {
                underWay.clear();
                changedNanos = System.nanoTime();
            }
        });
    }

    private void isOver(Request request) {
        underWay.remove(request);
        changedNanos = System.nanoTime();
    }

    /// @throws AssertionError if it goes on fetching for long
    void await() {
        long begunNanos = System.nanoTime();
        while (!underWay.isEmpty() || System.nanoTime() - changedNanos < QUIET.toNanos()) {
            if (System.nanoTime() - begunNanos > LIMIT.toNanos()) {
                throw new AssertionError(page.url() + " still waits for " + underWay.size() + " answers");
            }
            page.waitForTimeout(LOOK_MILLIS);
        }
    }
}
