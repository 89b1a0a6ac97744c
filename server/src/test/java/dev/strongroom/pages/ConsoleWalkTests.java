package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page that is offered to somebody, in both languages, each in both themes: usable, by everybody, on any screen.
/// Keeps a picture of each under `target/pages`.
@Order(1)
class ConsoleWalkTests {

    private static final List<String> LANGUAGES = List.of("en", "zh-CN");
    private static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    private static final int NARROW = 360;
    private static final int WIDE = 1440;
    private static final int HIGH = 900;

    @TempDir
    static Path home;

    private static ConsoleShop shop;

    /// Pages that no link of the navigation leads to, by the one they are reached from.
    private static final Map<String, String> BELOW = Map.of(
            "/console/customers",
            "/console/customers/my-looks",
            "/console/ledger",
            "/console/ledger/1",
            "/console/clients",
            "/console/rules/edit",
            "/console/account",
            "/console/rules/mine");

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

    @ParameterizedTest
    @ValueSource(strings = {ConsoleShop.AGENT, ConsoleShop.OFFICER, ConsoleShop.ADMINISTRATOR, ConsoleShop.AUDITOR})
    void everyPageThatIsOffered_canBeUsedByEverybody(String who) {
        var person = shop.at("/console", who, "en");
        var offered = offered(person.page());
        assertThat(offered).contains("/console", "/console/account");
        walk(person.page(), who, isDifferent(who, offered));
        assertThat(shop.browser().complaints()).isEmpty();
    }

    /// Pages that show everybody the same are walked once, by the agent.
    private static List<String> isDifferent(String who, List<String> offered) {
        var paths = new ArrayList<>(offered);
        if (!who.equals(ConsoleShop.AGENT)) {
            paths.removeAll(List.of("/console/customers", "/console/rules", "/console/account"));
        }
        BELOW.forEach((page, below) -> {
            if (paths.contains(page)) {
                paths.add(below);
            }
        });
        return paths;
    }

    @Test
    void wayIn_canBeUsedByEverybody() {
        var stranger = shop.stranger("en");
        stranger.open("/sign-in");
        stranger.isAskedToSignIn();
        walk(stranger.page(), "stranger", List.of("/sign-in", "/invitation"));
        assertThat(shop.browser().complaints()).isEmpty();
    }

    @Test
    void chart_takesTheColoursOfTheTheme_thatTheDeviceChangesTo() {
        var page = shop.at("/console", ConsoleShop.OFFICER, "en").page();
        become(page, ColorScheme.LIGHT);
        RunningServer.await(
                "it is drawn in the light theme", () -> inkOfChart(page).equals(inkOfPage(page)));
        var light = inkOfPage(page);
        become(page, ColorScheme.DARK);
        RunningServer.await(
                "it is drawn in the dark theme", () -> inkOfChart(page).equals(inkOfPage(page)));
        assertThat(inkOfPage(page)).isNotEqualTo(light);
    }

    private static String inkOfChart(Page page) {
        return (String) page.locator("[data-chart]")
                .evaluate(
                        "place => window.echarts?.getInstanceByDom(place)?.getOption().xAxis[0].axisLabel.color ?? ''");
    }

    private static String inkOfPage(Page page) {
        return (String) page.evaluate(
                "() => getComputedStyle(document.documentElement).getPropertyValue('--tblr-body-color').trim()");
    }

    @Test
    void onANarrowScreen_pagesAreReachedByTheMenu_andByKeyboardAlone() {
        var page = shop.at("/console", ConsoleShop.AGENT, "en").page();
        page.setViewportSize(NARROW, HIGH);
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        var menu = page.locator("#menu-button");
        page.keyboard().press("Tab");
        assertThat(menu).isFocused();
        assertThat(page.locator("#navigation")).isHidden();
        page.keyboard().press("Enter");
        assertThat(menu).hasAttribute("aria-expanded", "true");
        var account = page.locator("#navigation a[href='/console/account']");
        assertThat(account).isVisible();
        account.focus();
        page.keyboard().press("Enter");
        page.waitForURL(shop.address() + "/console/account");
        assertThat(account).hasAttribute("aria-current", "page");
    }

    private static List<String> offered(Page page) {
        var paths = new ArrayList<String>();
        page.locator("#navigation a").all().forEach(link -> paths.add(link.getAttribute("href")));
        return paths;
    }

    private static void walk(Page page, String who, List<String> paths) {
        var settling = new Settling(page);
        var findings = new SoftAssertions();
        for (var language : LANGUAGES) {
            prefer(page, "language", language);
            for (var path : paths) {
                var person = new Person(page, shop.address(), language);
                person.open(path);
                settling.await();
                person.canUseThePage(language);
                var name = "%s-%s-%s".formatted(who, name(path), language);
                page.setViewportSize(NARROW, HIGH);
                keepPictures(page, name + "-" + NARROW);
                findings.assertThat(Accessibility.seriousFindings(page))
                        .as("%s, narrow", name)
                        .isEmpty();
                page.setViewportSize(WIDE, HIGH);
                keepPictures(page, name + "-" + WIDE);
                for (var theme : THEMES) {
                    become(page, theme);
                    findings.assertThat(Accessibility.seriousFindings(page))
                            .as("%s, %s", name, theme)
                            .isEmpty();
                }
            }
        }
        findings.assertAll();
    }

    /// In both themes, as the device changes from one to the other.
    private static void keepPictures(Page page, String name) {
        for (var theme : THEMES) {
            become(page, theme);
            var word = theme.name().toLowerCase(Locale.ROOT);
            assertThat(page.locator("html")).hasAttribute("data-bs-theme", word);
            var file = Path.of("target", "pages", name + "-" + word + ".png");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
        }
    }

    private static void become(Page page, ColorScheme scheme) {
        // At once: colours that are still changing are no colours of either theme
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    }

    /// Chosen in the bar, which loads the page again.
    private static void prefer(Page page, String name, String value) {
        page.waitForNavigation(
                () -> page.locator("[name=%s][value=%s]".formatted(name, value)).click());
    }

    private static String name(String path) {
        return path.equals("/console")
                ? "home"
                : path.replaceFirst("^/(console/)?", "").replace('/', '-');
    }
}
