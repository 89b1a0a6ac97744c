package dev.strongroom.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.notify.MessageCentre;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A shop that sends mail and text messages to its customers and gives them accounts.
public final class CustomersShop implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final GreenMail mail;
    private final MessageCentre centre;
    private final RunningServer server;
    private final String backEnd;
    private final String inviter;

    /// @param mail the address on file
    /// @param phone the number on file
    public record Customer(String id, String mail, String phone) {}

    public CustomersShop(Path home) throws IOException {
        this(home, Map.of());
    }

    public CustomersShop(Path home, Map<String, String> extra) throws IOException {
        mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.setUser("strongroom@example.com", "mailer", "mail-password");
        mail.start();
        int port = freePort();
        centre = new MessageCentre(port);
        Files.createDirectories(home);
        var settings = new HashMap<>(Map.of(
                "STRONGROOM_MAIL_HOST", "127.0.0.1",
                "STRONGROOM_MAIL_PORT", Integer.toString(mail.getSmtp().getPort()),
                "STRONGROOM_MAIL_ENCRYPTION", "none",
                "STRONGROOM_MAIL_USER", "mailer",
                "STRONGROOM_MAIL_PASSWORD_FILE",
                        Files.writeString(home.resolve("mail-password"), "mail-password")
                                .toString(),
                "STRONGROOM_MAIL_FROM", "strongroom@example.com"));
        settings.putAll(Map.of(
                "STRONGROOM_SMS_SMPP_HOST", "127.0.0.1",
                "STRONGROOM_SMS_SMPP_PORT", Integer.toString(port),
                "STRONGROOM_SMS_SMPP_WITHOUT_TLS", "true",
                "STRONGROOM_SMS_SMPP_USER", MessageCentre.USER,
                "STRONGROOM_SMS_SMPP_PASSWORD_FILE",
                        Files.writeString(home.resolve("smpp-password"), MessageCentre.PASSWORD)
                                .toString(),
                "STRONGROOM_SMS_SENDER", "Strongroom",
                "STRONGROOM_SMS_COUNTRIES", "CN",
                "STRONGROOM_SMS_COST", "0.05"));
        settings.putAll(extra);
        server = RunningServer.startShop(home, settings);
        backEnd = server.shopClient();
        inviter = server.client(List.of("customer-inviter"), List.of());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public RunningServer server() {
        return server;
    }

    /// The key of the shop's software, which writes, reads, erases, and gives no accounts.
    public String backEnd() {
        return backEnd;
    }

    /// The key that gives accounts, and nothing else.
    String inviter() {
        return inviter;
    }

    /// A customer unlike any other.
    public Customer customer() {
        int number = COUNTER.incrementAndGet();
        return customer("buyer.%d@example.com".formatted(number), "+86138%08d".formatted(number));
    }

    Customer customer(String address, String phone) {
        var fields = Map.of("name", "王小明", "email", address, "phone", phone);
        var id = server.create(backEnd, "customers", RunningServer.JSON.writeValueAsString(Map.of("fields", fields)));
        return new Customer(id, address, phone);
    }

    Answer invite(String id) {
        return server.post("/v1/customers/" + id + "/account/invitations", inviter, "{}");
    }

    /// The token of a fresh link.
    String link(Customer customer) {
        var invited = invite(customer.id());
        assertThat(invited.status()).as(invited.text()).isEqualTo(201);
        return invited.json().get("token").asString();
    }

    StaffMember browser() {
        return new StaffMember(server, "somebody");
    }

    static Answer askForCode(StaffMember browser, String token) {
        return browser.post("/v1/sign-in/customer/invitation/codes", Map.of("token", token));
    }

    static Answer askForText(StaffMember browser, String token) {
        return browser.post("/v1/sign-in/customer/invitation/codes", Map.of("token", token, "channel", "sms"));
    }

    /// Asks for a code and reads the mail.
    String code(StaffMember browser, String token, Customer customer) {
        int before = codesMailedTo(customer).size();
        var asked = askForCode(browser, token);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        RunningServer.await("a code by mail", () -> codesMailedTo(customer).size() > before);
        return found(text(codesMailedTo(customer).getLast()));
    }

    /// Asks for a code and reads the text message.
    String texted(StaffMember browser, String token, Customer customer) {
        int before = textsTo(customer).size();
        var asked = askForText(browser, token);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        RunningServer.await("a code by text", () -> textsTo(customer).size() > before);
        return found(textsTo(customer).getLast().text());
    }

    private List<MessageCentre.Text> textsTo(Customer customer) {
        return centre.texts().stream()
                .filter(text -> ("+" + text.to()).equals(customer.phone()))
                .toList();
    }

    static Answer take(StaffMember browser, String token, String code) {
        return take(browser, token, code, StaffMember.PASSWORD);
    }

    static Answer take(StaffMember browser, String token, String code, String password) {
        return browser.post(
                "/v1/sign-in/customer/invitation", Map.of("token", token, "code", code, "password", password));
    }

    static Answer password(StaffMember browser, String name) {
        return browser.post("/v1/sign-in/customer/password", Map.of("name", name, "password", StaffMember.PASSWORD));
    }

    /// With a password, and no other factor yet.
    public StaffMember takenUp(Customer customer) {
        var browser = browser();
        var token = link(customer);
        var taken = take(browser, token, code(browser, token, customer));
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        return browser;
    }

    /// With a password and an app, and signed in.
    public StaffMember signedIn(Customer customer) {
        var browser = takenUp(customer);
        var enrolled = browser.enrol();
        assertThat(enrolled.status()).as(enrolled.text()).isEqualTo(200);
        return browser;
    }

    /// The same person signs in anew, at another computer.
    StaffMember signInAgain(StaffMember before, Customer customer) {
        var browser = before.atAnotherDevice();
        assertThat(password(browser, customer.mail()).status()).isEqualTo(200);
        forgetCodes();
        assertThat(browser.app(browser.code(0)).status()).isEqualTo(200);
        return browser;
    }

    /// Lets codes of apps be used again that were used in the last half minute.
    void forgetCodes() {
        server.execute("update authenticator_app set last_step = 0");
    }

    private List<MimeMessage> codesMailedTo(Customer customer) {
        return mailsTo(customer).stream()
                .filter(message -> subject(message).equals("Your code to take up your account"))
                .toList();
    }

    List<MimeMessage> mailsTo(Customer customer) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(message -> isTo(message, customer.mail()))
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return message.getRecipients(RecipientType.TO)[0].toString().equals(address);
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static String text(MimeMessage message) {
        try {
            return (String) message.getContent();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String found(String text) {
        var matcher = CODE.matcher(text);
        assertThat(matcher.find()).as("a code in the text").isTrue();
        return matcher.group();
    }

    /// Another code than this one.
    static String wrong(String code) {
        return (code.charAt(0) == '9' ? "1" : "9") + code.substring(1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        mail.stop();
        centre.close();
    }
}
