package dev.strongroom.pages;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Chromium as Debian ships it, and everything it complains about.
final class BrowserForTests implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> OPTIONS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final int PATIENCE_MILLISECONDS = 30_000;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(OPTIONS));
    private final List<String> complaints = new ArrayList<>();

    /// As long as any other wait: many servers may be tested beside this one.
    BrowserForTests() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLISECONDS);
    }

    static boolean isThere() {
        return Files.isExecutable(CHROMIUM);
    }

    /// A page in a browser profile of its own.
    Page page(String language) {
        return page(new Browser.NewContextOptions().setLocale(language));
    }

    /// As [#page(String)], of somebody who has switched scripts off.
    Page pageWithoutScripts() {
        return page(new Browser.NewContextOptions().setLocale("en").setJavaScriptEnabled(false));
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(
                options.setTimezoneId("UTC").setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(PATIENCE_MILLISECONDS);
        var page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // The browser itself notes each answer that is a refusal, and so does htmx
            boolean isRefusal = message.text().startsWith("Failed to load resource: the server responded with")
                    || message.text().startsWith("Response Status Error Code ");
            if (!isRefusal && List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /// Gives the page a device that makes passkeys and always recognises its holder.
    static void addPasskeyDevice(Page page) {
        var session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var device = new JsonObject();
        device.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", device);
    }

    /// Script errors, and whatever the content security policy refused.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// After a test in which the browser had reason to complain.
    void forgetComplaints() {
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
