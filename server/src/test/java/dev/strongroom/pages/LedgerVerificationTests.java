package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TreeEdge;
import dev.strongroom.core.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the browser of an auditor verifies by itself, and what it refuses to.
class LedgerVerificationTests {

    @TempDir
    static Path home;

    private static ConsoleShop shop;

    @BeforeAll
    static void start() throws IOException {
        shop = new ConsoleShop(home);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    private static void write(int entries) {
        var key = shop.server().shopClient();
        for (int i = 0; i < entries; i++) {
            shop.server().get("/v1/records/customers/nothing", key, "Strongroom-Purpose", "support");
        }
        RunningServer.await(
                "a checkpoint", () -> shop.server().logSize() == shop.server().count("select next from ledger_head"));
    }

    private static void verify(Person auditor) {
        auditor.open("/console/ledger");
        auditor.press("ledger.verify");
    }

    private static void isVerified(Page page, String told) {
        assertThat(page.locator("#verified.bg-green-lt")).containsText(told);
    }

    private static void isRefused(Page page, String reason) {
        assertThat(page.locator("#verified.bg-red-lt")).containsText(reason);
    }

    @Test
    void log_isVerified_andAllThatWasSeenBefore_andRefusedOnceThatIsChanged() {
        var auditor = shop.at("/console/ledger", ConsoleShop.AUDITOR, "en");
        var page = auditor.page();
        write(1);
        verify(auditor);
        isVerified(page, "under a valid signature");
        verify(auditor);
        isVerified(page, "unchanged since");
        write(300);
        verify(auditor);
        isVerified(page, "are still there, unchanged");

        var remember = "size => Object.keys(localStorage).filter(key => key.startsWith('strongroom-checkpoint:'))"
                + ".forEach(key => localStorage.setItem(key, size + ' ' + btoa('\\0'.repeat(32))))";
        page.evaluate(remember, 40);
        verify(auditor);
        isRefused(page, "what was there before has been changed");
        page.evaluate(remember, 1_000_000);
        verify(auditor);
        isRefused(page, "what was there before has been changed");
        assertThat(shop.browser().complaints()).isEmpty();
    }

    @Test
    void entry_isVerified_andRefusedOnceAnythingOfItsProofIsChanged() {
        var auditor = shop.at("/console/ledger", ConsoleShop.AUDITOR, "en");
        var page = auditor.page();
        write(3);
        auditor.open("/console/ledger/5");
        auditor.press("ledger.verify");
        isVerified(page, "entry 5 is in the signed log");

        page.route("**/v1/receipts/*", route -> answerChanged(route, "index 5", "index 4"));
        auditor.press("ledger.verify");
        isRefused(page, "Not verified");
        page.unroute("**/v1/receipts/*");
        page.route("**/v1/receipts/*", route -> answerChanged(route, "extra e", "extra f"));
        auditor.press("ledger.verify");
        isRefused(page, "the proof does not lead");
        page.unroute("**/v1/receipts/*");
        page.route("**/v1/log", route -> answerChanged(route, "\"verifierKeys\":[\"", "\"verifierKeys\":[\"x"));
        auditor.press("ledger.verify");
        isRefused(page, "the signature does not fit");
    }

    private static void answerChanged(Route route, String text, String other) {
        var answer = route.fetch();
        assertThat(answer.text()).contains(text);
        route.fulfill(new Route.FulfillOptions()
                .setResponse(answer)
                .setBody(answer.text().replace(text, other)));
    }

    @Test
    void rootsOfAnySize_areTheOnesThatTheServerSigns_andNoTileMayDiffer() {
        int size = 66_000;
        var growth = TreeEdge.empty().append(leaves(size));
        var page = shop.at("/console/ledger", ConsoleShop.AUDITOR, "en").page();
        page.route("**/log/tile/**", route -> serve(route, growth.tiles(), false));
        for (int part : List.of(1, 2, 255, 256, 257, 511, 512, 40_000, 65_535, 65_536, 65_537, size)) {
            var root = Base64.getEncoder()
                    .encodeToString(TreeEdge.empty().append(leaves(part)).edge().root());
            assertThat(earlierRoot(page, part, size)).as("%d of %d", part, size).isEqualTo(root);
        }
        page.unroute("**/log/tile/**");
        page.route("**/log/tile/**", route -> serve(route, growth.tiles(), true));
        assertThat(earlierRoot(page, 300, size)).isEqualTo("refused");
    }

    private static List<byte[]> leaves(int count) {
        var leaves = new ArrayList<byte[]>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(TreeHash.leaf(Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    private static Object earlierRoot(Page page, int part, int size) {
        return page.evaluate("""
                async ([part, size]) => {
                  const scripts = document.querySelector('script[src*="verify.js"]').src;
                  const {earlierRoot} = await import(scripts.replace('verify.js', 'tiles.js'));
                  try {
                    return btoa(String.fromCharCode(...await earlierRoot(part, size)));
                  } catch (refused) {
                    return refused instanceof RangeError ? 'refused' : String(refused);
                  }
                }
                """, List.of(part, size));
    }

    /// @param changed whether one bit of each full tile of leaves is another
    private static void serve(Route route, SortedMap<TilePath, byte[]> tiles, boolean changed) {
        var url = route.request().url();
        var asked = TilePath.parse(url.substring(url.indexOf("tile/"))).orElseThrow();
        var whole = tiles.entrySet().stream()
                .filter(tile ->
                        tile.getKey().level() == asked.level() && tile.getKey().index() == asked.index())
                .map(tile -> tile.getValue())
                .findFirst()
                .orElseThrow();
        var bytes = Arrays.copyOf(whole, asked.width() * TreeHash.BYTES);
        if (changed && asked.level() == 0 && !asked.isPartial()) {
            bytes[0] ^= 1;
        }
        route.fulfill(new Route.FulfillOptions().setBodyBytes(bytes));
    }
}
