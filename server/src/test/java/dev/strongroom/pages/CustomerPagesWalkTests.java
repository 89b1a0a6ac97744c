package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.MouseButton;
import com.microsoft.playwright.options.ReducedMotion;
import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An agent finds a customer in a browser and looks at them.
class CustomerPagesWalkTests {

    private static final String EMAIL = "walk.in@example.com";
    private static final String NAME = "欧阳小明";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String address;
    private static BrowserForTests browser;
    private static String customer;
    private static String officer;

    private static final Map<String, Page> PAGES = new HashMap<>();
    private static final Map<String, StaffMember> MEMBERS = new HashMap<>();

    private final List<String> addresses = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                BrowserForTests.isThere() || Boolean.getBoolean("browser.required"),
                "No Chromium is installed: the pages are left out");
        browser = new BrowserForTests();
        try (var free = new ServerSocket(0)) {
            address = "http://localhost:" + free.getLocalPort();
        }
        var port = address.substring(address.lastIndexOf(':') + 1);
        server = RunningServer.startShop(
                home, Map.of("STRONGROOM_HTTP_PORT", port, "STRONGROOM_HTTP_PUBLIC_URL", address));
        officer = server.client(List.of("log-reader"), List.of());
        var backend = server.client(List.of("shop_backend"), List.of());
        customer = server.create(backend, "customers", """
                {"fields": {"name": "%s", "email": "%s", "phone": "+8613800138000", "address": "北京市海淀区中关村大街1号",
                 "card": "4242424242424242"}, "reference": "R-1"}""".formatted(NAME, EMAIL));
        for (int i = 0; i < 3; i++) {
            server.create(backend, "orders", """
                    {"customer": "%s", "fields": {"number": "N-%d", "total": "12.50 CNY", "placed_on": "2026-01-31",
                     "items": {"sku": [1, 2]}, "shipping_address": "%s"}}""".formatted(customer, i, "很长的地址 ".repeat(80)));
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    @AfterEach
    void nothingOfTheCustomerStandsInAnyAddress_andNothingWentWrong() {
        assertThat(addresses)
                .isNotEmpty()
                .allSatisfy(visited -> assertThat(visited)
                        .doesNotContain(EMAIL, "walk.in", "%E6", NAME, "4242", "13800138000", "13900139000"));
        assertThat(browser.complaints())
                .filteredOn(complaint -> !complaint.startsWith("Response Status Error Code"))
                .isEmpty();
    }

    @Test
    void customer_isFoundByMail_revealedForAReason_andMaskedAgainWhenThePageIsHidden() {
        var page = signedIn("agent", "en");
        page.navigate(address + "/console/customers");
        keep(page, "find-without-purpose");
        page.getByRole(AriaRole.LINK, named("Answering questions")).click();
        page.getByLabel("Search by").selectOption("customers.email");
        assertThat(page.locator("#kind option")).hasCount(1);
        page.getByLabel("What to look for").fill(EMAIL);
        page.getByRole(AriaRole.BUTTON, named("Find")).click();
        var row = page.locator("#found tbody tr");
        assertThat(row).hasCount(1);
        assertThat(row).not().containsText(NAME);
        keep(page, "found");
        row.getByRole(AriaRole.LINK).click();
        var field = field(page, "name");
        assertThat(field.locator(".masked")).isVisible();
        assertThat(page).hasTitle("Customer · Strongroom");
        keep(page, "customer");
        field.locator("summary").click();
        keep(page, "reveal");
        reveal(field, "the caller asked");
        assertThat(field.locator(".revealed-value")).hasText(NAME);
        assertThat(field.locator(".masked")).isHidden();
        assertThat(field.locator(".revealed-value")).hasCSS("user-select", "none");
        keep(page, "revealed");
        hide(page);
        assertThat(page.locator("[data-revealed]")).hasCount(0);
        assertThat(field.locator(".masked")).isVisible();
        assertThat(page.content()).doesNotContain(NAME);
    }

    @Test
    void value_isTakenAwayAgain_afterHalfAMinute() {
        var page = signedIn("patient", "en");
        page.clock().install();
        openCustomer(page);
        var field = field(page, "name");
        field.locator("summary").click();
        reveal(field, "the caller asked");
        assertThat(field.locator(".revealed-value")).hasText(NAME);
        page.clock().runFor(20_000);
        assertThat(field.locator("[data-left]")).hasText("10");
        page.clock().runFor(11_000);
        assertThat(field.locator("[data-revealed]")).hasCount(0);
        assertThat(page.content()).doesNotContain(NAME);
    }

    @Test
    void copy_reachesTheClipboard_onlyOnceItIsInTheLedger() {
        var page = signedIn("agent", "en");
        openCustomer(page);
        var field = field(page, "name");
        field.locator("summary").click();
        reveal(field, "the caller asked");
        field.getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#message")).containsText("It is copied");
        assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo(NAME);
        assertThat(looks()).contains("\"fields\":{\"name\":\"copied\"}");
    }

    @Test
    void copy_thatTheServerRefuses_leavesTheClipboardAsItWas() {
        var page = signedIn("agent", "en");
        openCustomer(page);
        page.evaluate("() => navigator.clipboard.writeText('before')");
        var field = field(page, "name");
        field.locator("summary").click();
        reveal(field, "the caller asked");
        field.locator("[data-copy] [name=field]").evaluate("input => { input.value = 'card'; }");
        field.getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#message.refusal")).containsText("Copy only what you may see");
        assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo("before");
    }

    @Test
    void staleFactor_isProvenInBetween_andTheReasonIsKept() {
        var page = signedIn("agent", "en");
        openCustomer(page);
        var field = field(page, "name");
        field.locator("summary").click();
        var agent = Objects.requireNonNull(MEMBERS.get("agent"));
        agent.waitElevenMinutes();
        reveal(field, "the caller asked for the second time");
        var dialog = page.locator("dialog[open]");
        assertThat(dialog).isVisible();
        agent.forgetCodes();
        dialog.locator("input[name=code]").fill(agent.code(0));
        dialog.locator("button[type=submit]").click();
        assertThat(field.locator(".revealed-value")).hasText(NAME);
        assertThat(looks()).contains("the caller asked for the second time");
    }

    @Test
    void records_areReachedByKeyboard_andLoadedOnceOpened() {
        var page = signedIn("kefu", "zh-CN");
        openCustomer(page);
        page.locator("#tab-customers").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#tab-orders")).isFocused();
        assertThat(page.locator("#panel-customers")).isHidden();
        var record = page.locator("#panel-orders details.record").first();
        record.locator("summary").first().focus();
        page.keyboard().press("Enter");
        assertThat(record.locator(".field").first()).isVisible();
        assertThat(record).containsText("订单号");
        keep(page, "orders");
    }

    @Test
    void officer_seesWhoLooked_whatWasWritten_andWhatAnErasureWouldRemove() {
        var page = signedIn("officer", "en", List.of("support_agent", "shop_backend", "log-reader", "eraser"));
        openCustomer(page);
        var field = field(page, "name");
        field.locator("summary").click();
        reveal(field, "the caller asked");
        page.locator("[data-hide]").click();
        assertThat(field.locator("[data-revealed]")).hasCount(0);
        page.locator("#panel-customers").getByText("History").click();
        assertThat(page.locator(".versions li").last()).isVisible();
        keep(page, "history");
        page.getByRole(AriaRole.LINK, named("Who looked")).click();
        assertThat(page.locator("tbody")).containsText("the caller asked");
        keep(page, "looks");
        page.navigate(address + "/console/customers/" + customer + "/erasure");
        assertThat(page.locator("tbody tr")).hasCount(2);
        keep(page, "erasure");
    }

    /// The pages that the other tests keep in one language, in the other one.
    @Test
    void pagesOfACustomer_canBeUsedInTheOtherLanguage() {
        var english = signedIn("keeper-too", "en", List.of("support_agent", "shop_backend"));
        openCustomer(english);
        english.locator("#tab-orders").click();
        english.locator("#panel-orders details.record summary").first().click();
        assertThat(english.locator("#panel-orders .field").first()).isVisible();
        picture(english, "orders");
        openCustomer(english);
        english.locator("#panel-customers").getByText("Edit").click();
        assertThat(english.locator("[name='set.phone']")).isVisible();
        picture(english, "edit");
        var chinese = signedIn("zhuguan", "zh-CN", List.of("support_agent", "log-reader", "eraser"));
        chinese.navigate(address + "/console/customers");
        picture(chinese, "find-without-purpose");
        chinese.navigate(address + "/console/customers?purpose=support");
        picture(chinese, "find");
        openCustomer(chinese);
        picture(chinese, "customer");
        var field = field(chinese, "name");
        field.locator("summary").click();
        picture(chinese, "reveal");
        reveal(field, "客户来电");
        assertThat(field.locator(".revealed-value")).hasText(NAME);
        picture(chinese, "revealed");
        chinese.locator("#panel-customers").getByText("历史").click();
        assertThat(chinese.locator(".versions li").last()).isVisible();
        picture(chinese, "history");
        chinese.locator("a[href*='/looks']").first().click();
        assertThat(chinese.locator("tbody")).containsText("客户来电");
        picture(chinese, "looks");
        chinese.navigate(address + "/console/customers/" + customer + "/erasure");
        assertThat(chinese.locator("tbody tr")).hasCount(2);
        picture(chinese, "erasure");
    }

    @ParameterizedTest
    @EnumSource(names = {"LEFT", "MIDDLE"})
    void proof_isDownloadedRightAfterTheLook(MouseButton button) throws IOException {
        var page = signedIn("prover" + button.ordinal(), "en", List.of("support_agent"));
        openCustomer(page);
        var link = page.locator("#panel-customers .record-foot a[download]");
        var taken = page.waitForDownload(() -> link.click(new Locator.ClickOptions().setButton(button)));
        assertThat(Files.readString(taken.path())).startsWith("c2sp.org/tlog-proof@v1");
        assertThat(taken.suggestedFilename()).isEqualTo("proof-" + customer + ".txt");
        assertThat(page.locator("#message")).containsText("The proof is downloaded.");
        assertThat(page.context().pages()).hasSize(1);
    }

    @Test
    void proof_thatIsClickedTwice_isAskedForOnce() {
        var page = signedIn("hasty", "en", List.of("support_agent"));
        openCustomer(page);
        page.context().clearCookies();
        page.locator("#panel-customers .record-foot a[download]").evaluate("link => { link.click(); link.click(); }");
        assertThat(page.locator("dialog")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    void change_isShownFirst_andNothingTypedIsLost_whenSomebodyElseWasFaster() {
        var page = signedIn("keeper", "zh-CN", List.of("support_agent", "shop_backend"));
        openCustomer(page);
        page.locator("#panel-customers").getByText("修改").click();
        page.locator("[name='set.phone']").fill("+8613900139000");
        page.locator(".edit button[type=submit]").first().click();
        assertThat(page.locator(".changes")).containsText("+8613900139000");
        keep(page, "edit");
        var faster = server.patch(
                "/v1/records/customers/" + customer,
                server.client(List.of("shop_backend"), List.of()),
                "{\"fields\": {\"phone\": \"+8613700137000\"}}",
                "If-Match",
                "\"1\"");
        assertThat(faster.status()).isEqualTo(200);
        page.locator(".edit button[name=save]").click();
        assertThat(page.locator(".overtaken")).isVisible();
        assertThat(page.locator("[name='set.phone']")).hasValue("+8613900139000");
        page.locator(".edit button[name=save]").click();
        assertThat(page.locator(".saved")).isVisible();
    }

    @Test
    void file_isSentWithItsProgress_andDownloadedForAReason(@TempDir Path folder) throws IOException {
        var page = signedIn("filer", "en", List.of("support_agent", "shop_backend"));
        page.navigate(address + "/console/customers/" + customer + "?purpose=support");
        page.locator("#tab-orders").click();
        var record = page.locator("#panel-orders details.record").first();
        record.locator("summary").first().click();
        record.getByText("Edit").click();
        var letters = Files.writeString(folder.resolve("letters.txt"), "发票 " + "x".repeat(200_000));
        var upload = record.locator("form[data-upload]");
        upload.locator("input[type=file]").setInputFiles(letters);
        upload.locator("button").click();
        assertThat(page.locator("#message")).hasText("The file is stored.");
        var download = record.locator("form[data-download]");
        assertThat(record.locator("form[data-upload]")).hasCount(0);
        record.getByText("Download").first().click();
        keep(page, "files");
        download.locator("[name=reason]").fill("核对发票");
        var taken = page.waitForDownload(() -> download.locator("button").click());
        assertThat(Files.readString(taken.path())).isEqualTo(Files.readString(letters));
        assertThat(taken.suggestedFilename()).startsWith("invoice-").endsWith(".txt");
        assertThat(looks()).contains("\"fields\":{\"invoice\":\"clear\"}", "核对发票");
    }

    @Test
    void fileThatTheServerRefuses_isTold_andCanBeChosenAgain(@TempDir Path folder) throws IOException {
        var page = signedIn("filer", "en", List.of("support_agent", "shop_backend"));
        page.navigate(address + "/console/customers/" + customer + "?purpose=support");
        page.locator("#tab-orders").click();
        var record = page.locator("#panel-orders details.record").last();
        record.locator("summary").first().click();
        record.getByText("Edit").click();
        var upload = record.locator("form[data-upload]");
        upload.locator("input[type=file]").setInputFiles(Files.writeString(folder.resolve("a.pdf"), "no pdf"));
        upload.locator("button").click();
        assertThat(page.locator("#message.refusal")).containsText("content");
        upload.locator("input[type=file]").setInputFiles(Files.writeString(folder.resolve("b.sql"), "select '文本'"));
        upload.locator("button").click();
        assertThat(page.locator("#message")).hasText("The file is stored.");
    }

    @Test
    void earlierVersion_isRestored_afterTheDifference() {
        var page = signedIn("restorer", "zh-CN", List.of("support_agent", "shop_backend"));
        var restored = server.create(
                server.client(List.of("shop_backend"), List.of()),
                "orders",
                "{\"customer\": \"%s\", \"fields\": {\"number\": \"R-1\", \"total\": \"1.00 CNY\"}}"
                        .formatted(customer));
        server.patch(
                "/v1/records/orders/" + restored,
                server.client(List.of("shop_backend"), List.of()),
                "{\"fields\": {\"total\": \"2.00 CNY\"}}",
                "If-Match",
                "\"1\"");
        page.navigate(address + "/console/customers/" + customer + "?purpose=support&record=" + restored);
        var body = page.locator("#record-orders-" + restored);
        body.getByText("历史").first().click();
        body.getByText("第 1 版").last().click();
        body.getByText("恢复此版本").click();
        assertThat(body.locator("form.restore table")).isVisible();
        body.locator("button[name=restore]").click();
        assertThat(body.locator(".saved")).containsText("3");
        body.locator(".saved button").click();
        assertThat(body.locator("> div > .record-foot")).containsText("第 3 版");
    }

    /// Each has one browser for all tests, since signing in too often is refused.
    private Page signedIn(String name, String language) {
        return signedIn(name, language, List.of("support_agent"));
    }

    private Page signedIn(String name, String language, List<String> roles) {
        var page = PAGES.computeIfAbsent(name, missing -> signIn(name, language, roles));
        page.onRequest(request -> addresses.add(request.url()));
        return page;
    }

    private static Page signIn(String name, String language, List<String> roles) {
        var member = StaffMember.signedIn(server, name, roles, List.of("support", "fulfilment"));
        MEMBERS.put(name, member);
        member.forgetCodes();
        var page = browser.page(language);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.navigate(address + "/sign-in");
        page.evaluate(
                "async steps => { for (const [path, body] of steps) { await fetch(path, {method: 'POST',"
                        + " headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}); } }",
                List.of(
                        List.of(
                                "/v1/sign-in/password",
                                Map.of("name", name + "@example.com", "password", StaffMember.PASSWORD)),
                        List.of("/v1/sign-in/app", Map.of("code", member.code(0)))));
        return page;
    }

    private static void openCustomer(Page page) {
        page.navigate(address + "/console/customers/" + customer + "?purpose=support");
        assertThat(field(page, "name").locator(".masked")).isVisible();
    }

    private static Locator field(Page page, String name) {
        return page.locator(".field:has(input[name=field][value=" + name + "])").first();
    }

    private static void reveal(Locator field, String reason) {
        field.locator("[name=reason]").fill(reason);
        field.locator("form button[type=submit]").first().click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /// As if another tab were chosen.
    private static void hide(Page page) {
        page.evaluate("() => { Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
                + " document.dispatchEvent(new Event('visibilitychange')); }");
    }

    private static String looks() {
        return server.get("/v1/customers/" + customer + "/looks", officer).text();
    }

    /// Nobody is kept from using it, by its parts or its colours.
    private static void keep(Page page, String name) {
        picture(
                page,
                name,
                theme -> assertThat(Accessibility.seriousFindings(page))
                        .as("%s, %s", name, theme)
                        .isEmpty());
    }

    private static void picture(Page page, String name) {
        picture(page, name, theme -> {});
    }

    /// For whoever wants to see what was walked through: a telephone and a desk, light and dark.
    private static void picture(Page page, String name, Consumer<String> checked) {
        var language = page.locator("html").getAttribute("lang");
        assertThat(page.locator(".htmx-request")).hasCount(0);
        page.mouse().move(0, 0);
        for (int width : new int[] {360, 1440}) {
            page.setViewportSize(width, 800);
            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                    .as(name)
                    .isLessThanOrEqualTo(width);
            for (var theme : List.of("light", "dark")) {
                page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme);
                checked.accept(theme);
                var file = "%s-%s-%d-%s.png".formatted(name, language, width, theme);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "pages", "customers", file)));
            }
        }
        assertThat(page.locator("h1")).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(1_000));
    }
}
