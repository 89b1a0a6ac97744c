package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many bytes the browser receives for a page, headers and all.
@Order(1)
class PageWeightTests {

    private static final long MOST_AT_FIRST = 600_000;
    private static final long MOST_AFTERWARDS = 60_000;

    @TempDir
    static Path home;

    @Test
    void everyPage_isLight_andLighterOnceItsPartsAreKept() throws IOException {
        var weights = new ArrayList<String>();
        try (var shop = new ConsoleShop(home)) {
            var person = shop.at("/console", ConsoleShop.ADMINISTRATOR, "en");
            var page = person.page();
            var received = new AtomicLong();
            var session = page.context().newCDPSession(page);
            session.send("Network.enable");
            session.on("Network.loadingFinished", event -> received.addAndGet(length(event)));
            var links = page.locator("#navigation a").all().stream()
                    .map(link -> link.getAttribute("href"))
                    .toList();
            assertThat(links).isNotEmpty();
            for (var path : links) {
                session.send("Network.clearBrowserCache");
                long first = load(page, shop.address() + path, received);
                long second = load(page, shop.address() + path, received);
                weights.add("%s %d %d".formatted(path, first, second));
                assertThat(first).as(path).isBetween(MOST_AFTERWARDS, MOST_AT_FIRST);
                assertThat(second).as(path + " again").isBetween(1L, MOST_AFTERWARDS);
            }
        }
        Files.createDirectories(Path.of("target", "pages"));
        Files.write(Path.of("target", "pages", "weights.txt"), weights);
    }

    private static long load(Page page, String address, AtomicLong received) {
        page.navigate("about:blank");
        received.set(0);
        page.navigate(address);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return received.get();
    }

    private static long length(JsonObject event) {
        return event.get("encodedDataLength").getAsLong();
    }
}
