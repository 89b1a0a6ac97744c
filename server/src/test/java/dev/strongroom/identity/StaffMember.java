package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/// A person with a browser that keeps cookies, and a phone with an app that shows codes.
public final class StaffMember {

    public static final String PASSWORD = "nine quiet harbours";

    private final RunningServer server;
    private final String name;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String id = "";
    private String secret = "";
    private List<String> recoveryCodes = List.of();

    public StaffMember(RunningServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /// Invited by the first administrator, with a password and an app, and signed in.
    public static StaffMember signedIn(RunningServer server, String name, List<String> roles, List<String> purposes) {
        var member = new StaffMember(server, name);
        member.take(member.invite(roles, purposes));
        assertThat(member.enrol().status()).isEqualTo(200);
        return member;
    }

    /// @return the token of the invitation
    public String invite(List<String> roles, List<String> purposes) {
        var body = Map.of("name", name, "signInName", name + "@example.com", "roles", roles, "purposes", purposes);
        var answer = server.post("/v1/accounts", server.administrator(), RunningServer.JSON.writeValueAsString(body));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        id = answer.json().get("id").asString();
        return answer.json().get("token").asString();
    }

    public Answer take(String token) {
        return post("/v1/sign-in/invitation", Map.of("token", token, "password", PASSWORD));
    }

    /// Begins an app and confirms it with its newest code.
    public Answer enrol() {
        var begun = post("/v1/me/apps", Map.of("label", "phone"));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        secret = begun.json().get("secret").asString();
        var confirmed = post("/v1/me/apps/confirmations", Map.of("code", code(0)));
        if (confirmed.status() == 200) {
            recoveryCodes = confirmed
                    .json()
                    .get("recoveryCodes")
                    .valueStream()
                    .map(code -> code.asString())
                    .toList();
        }
        return confirmed;
    }

    /// Makes a passkey and proves it.
    public SoftPasskeys addPasskey() {
        var device = new SoftPasskeys();
        var options = post("/v1/me/passkeys/options", Map.of()).json().get("publicKey");
        var made = post("/v1/me/passkeys", Map.of("label", "key", "credential", device.make(options)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        prove(device);
        return device;
    }

    public void prove(SoftPasskeys device) {
        var options = post("/v1/sign-in/passkey/options", Map.of()).json().get("publicKey");
        var proven = post("/v1/sign-in/passkey", Map.of("credential", device.sign(options)));
        assertThat(proven.status()).as(proven.text()).isEqualTo(200);
    }

    public Answer password(String password) {
        return post("/v1/sign-in/password", Map.of("name", name + "@example.com", "password", password));
    }

    public Answer app(String code) {
        return post("/v1/sign-in/app", Map.of("code", code));
    }

    /// Proves both factors anew, as if the codes shown before had been long ago.
    public void signIn() {
        assertThat(password(PASSWORD).status()).isEqualTo(200);
        forgetCodes();
        assertThat(app(code(0)).status()).isEqualTo(200);
    }

    /// Lets a code be used again that was used in the last half minute.
    public void forgetCodes() {
        server.execute("update authenticator_app set last_step = 0 where account_id = '" + id + "'");
    }

    /// As if the second factor had been proven eleven minutes ago.
    public void waitElevenMinutes() {
        server.execute("update account_session set app_at = app_at - interval '11 minutes',"
                + " recovery_at = recovery_at - interval '11 minutes' where account_id = '" + id + "'");
    }

    /// As if the password had been proven eleven minutes ago.
    public void forgetPassword() {
        server.execute("update account_session set password_at = password_at - interval '11 minutes'"
                + " where account_id = '" + id + "'");
    }

    /// @param steps of half a minute from now
    public String code(int steps) {
        return codeAt(secret, Instant.now().getEpochSecond() / 30 + steps);
    }

    /// What an app shows now.
    ///
    /// @param secret in base 32
    public static String codeOf(String secret) {
        return codeAt(secret, Instant.now().getEpochSecond() / 30);
    }

    private static String codeAt(String secret, long step) {
        try {
            var key = new Base32().decode(secret);
            var mac = Mac.getInstance(key.length == 20 ? "HmacSHA1" : "HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            var tag = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(tag).getInt(tag[tag.length - 1] & 15) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer post(String path, Map<String, ?> body, String... headers) {
        return send("POST", path, RunningServer.JSON.writeValueAsString(body), headers);
    }

    /// As the script of a page sends a form.
    ///
    /// @param values name and value in turn
    public Answer form(String path, String... values) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < values.length; i += 2) {
            pairs.add(values[i] + "=" + URLEncoder.encode(values[i + 1], StandardCharsets.UTF_8));
        }
        return send(
                "POST",
                path,
                String.join("&", pairs),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "HX-Request",
                "true");
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, RunningServer.JSON.writeValueAsString(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public Answer send(String method, String path, String body, String... headers) {
        var all = new ArrayList<>(Arrays.asList(headers));
        if (!cookies.isEmpty()) {
            all.add("Cookie");
            all.add(cookieHeader());
        }
        var answer = server.send(method, path, "", body, all.toArray(String[]::new));
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    /// For whoever sends a request by hand.
    public String cookieHeader() {
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .toList());
    }

    private void keep(String header) {
        var pair = header.substring(0, header.indexOf(';')).split("=", 2);
        if (header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    /// The cookies as they are now, for somebody who has copied them.
    public StaffMember stolenCookies() {
        var thief = new StaffMember(server, name);
        thief.cookies.putAll(cookies);
        thief.secret = secret;
        thief.id = id;
        return thief;
    }

    /// The same person at another computer.
    public StaffMember atAnotherDevice() {
        return at(server);
    }

    /// The same person at another computer, in front of another server.
    public StaffMember at(RunningServer elsewhere) {
        var other = new StaffMember(elsewhere, name);
        other.secret = secret;
        other.id = id;
        other.recoveryCodes = recoveryCodes;
        return other;
    }

    public Map<String, String> cookies() {
        return Map.copyOf(cookies);
    }

    public void setCookie(String cookie, String value) {
        cookies.put(cookie, value);
    }

    public String id() {
        return id;
    }

    public List<String> recoveryCodes() {
        return recoveryCodes;
    }
}
