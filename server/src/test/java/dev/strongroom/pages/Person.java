package dev.strongroom.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.strongroom.identity.StaffMember;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/// Somebody in front of the pages, who reads their words and looks for labels, as people do.
final class Person {

    private static final Pattern SECRET = Pattern.compile("secret=([A-Z2-7]+)");

    private static final AtomicInteger PICTURES = new AtomicInteger();

    private final Page page;
    private final String address;
    private final Map<String, String> words;

    Person(Page page, String address, String language) {
        this.page = page;
        this.address = address;
        this.words = PageWords.all(Locale.forLanguageTag(language));
    }

    Page page() {
        return page;
    }

    String word(String key) {
        return Objects.requireNonNull(words.get(key), key);
    }

    String word(String key, String name, String value) {
        return word(key).replace("{" + name + "}", value);
    }

    void open(String path) {
        page.navigate(address + path);
    }

    Locator field(String key) {
        return visible(page.getByLabel(word(key), new Page.GetByLabelOptions().setExact(true)));
    }

    void fill(String key, String value) {
        field(key).fill(value);
    }

    void press(String key) {
        pressNamed(word(key));
    }

    void pressNamed(String name) {
        visible(page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true)))
                .click();
    }

    void follow(String key) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(word(key)).setExact(true))
                .click();
    }

    void unfold(String label) {
        page.locator("summary[aria-label=\"" + label + "\"]").click();
    }

    private static Locator visible(Locator found) {
        return found.locator("visible=true");
    }

    void sees(String text) {
        assertThat(visible(page.getByText(text, new Page.GetByTextOptions().setExact(true)))
                        .first())
                .isVisible();
    }

    void isTold(String text) {
        assertThat(page.locator(".message:visible")).hasText(text);
    }

    /// Something that is refused leaves a message which has the focus, and nothing else.
    void isRefused() {
        var message = page.locator(".message.refusal:visible");
        assertThat(message).isFocused();
        assertThat(message.textContent()).isNotBlank();
    }

    void isAt(String path) {
        page.waitForURL(address + path);
        assertThat(page.locator("#sign-out")).isEnabled();
    }

    /// The first step.
    void givePassword(String name, String password) {
        fill("sign-in.name", name);
        fill("sign-in.password-field", password);
        press("sign-in.go-on");
    }

    void signIn(String name, String code) {
        givePassword(name, StaffMember.PASSWORD);
        fill("sign-in.app-code", code);
        press("sign-in.title");
        isSignedIn();
    }

    /// The page that was asked for is shown in place of the way in, with everything it needs.
    void isSignedIn() {
        assertThat(page.locator("#sign-out")).isEnabled();
    }

    /// The way in, at the address that was asked for.
    void isAskedToSignIn() {
        assertThat(page.locator("h1")).hasText(word("sign-in.title"));
        assertThat(page.locator("#password-form button")).isEnabled();
    }

    /// Takes an invitation up by its address, with an app, and keeps the recovery codes.
    ///
    /// @return the secret of the app
    String takeUp(String invitation) throws IOException, NotFoundException {
        page.navigate("about:blank");
        page.navigate(invitation);
        fill("invitation.password-field", StaffMember.PASSWORD);
        press("invitation.go-on");
        sees(word("invitation.factor"));
        field("frame.label").first().fill("phone");
        press("enrolment.app-begin");
        var secret = scannedSecret();
        fill("enrolment.code", StaffMember.codeOf(secret));
        press("enrolment.confirm");
        press("recovery.kept");
        isAt("/console");
        follow("account.title");
        isAt("/console/account");
        return secret;
    }

    /// With a virtual device of this page's own.
    void addsAPasskey() {
        BrowserForTests.addPasskeyDevice(page);
        unfold(word("passkeys.add"));
        fill("frame.label", "this computer");
        press("enrolment.passkey-make");
        isTold(word("passkeys.added"));
        sees("this computer");
    }

    /// What the API tells of the one who is signed in here.
    String id() {
        return (String) page.evaluate("async () => (await (await fetch('/v1/me')).json()).id");
    }

    /// What the camera of a phone reads from the picture.
    String scannedSecret() throws IOException, NotFoundException {
        var source = page.locator("img.qr").getAttribute("src");
        var bytes = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        var image = ImageIO.read(new ByteArrayInputStream(bytes));
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));
        var read = new QRCodeMultiReader().decodeMultiple(bitmap)[0].getText();
        var secret = SECRET.matcher(read);
        assertThat(secret.find()).as("otpauth URI").isTrue();
        return secret.group(1);
    }

    /// What anybody can expect of any page: one heading, its language, labels, and no sideways scrolling on a phone.
    void canUseThePage(String language) {
        assertThat(page.locator("html")).hasAttribute("lang", language);
        assertThat(page.locator("#sections:empty, #people:empty, #approvals:empty"))
                .hasCount(0);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("main")).hasCount(1);
        var unlabelled = page.evaluate("() => [...document.querySelectorAll('input, select')]"
                + ".filter(input => input.checkVisibility()).filter(input => input.labels.length !== 1 || input.labels[0].textContent === '')"
                + ".map(input => input.outerHTML)");
        assertThat((List<?>) unlabelled).isEmpty();
        var nameless = page.evaluate(
                "() => [...document.querySelectorAll('button, a, summary, h1, h2, h3')]"
                        + ".filter(part => part.checkVisibility() && part.textContent.trim() === '' && !part.hasAttribute('aria-label')).map(part => part.outerHTML)");
        assertThat((List<?>) nameless).isEmpty();
        page.setViewportSize(320, 640);
        var width = page.evaluate("() => document.documentElement.scrollWidth");
        if (Boolean.getBoolean("pages.pictures")) {
            keepPicture(language, 360);
            keepPicture(language, 1280);
        }
        page.setViewportSize(1280, 800);
        assertThat((Integer) width).isLessThanOrEqualTo(320);
    }

    /// For whoever wants to see what was walked through.
    private void keepPicture(String language, int width) {
        var name = page.url().replaceAll(".*/|#.*", "");
        var file = "%s-%d-%02d-%s.png".formatted(language, width, PICTURES.incrementAndGet(), name);
        page.setViewportSize(width, 800);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "pages", file)));
    }
}
