package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.keys.KeysForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Administrators made by the command line, by whoever has the key file and its passphrase and by nobody else.
class AdminCommandTests {

    private static final String PASSPHRASE = "correct horse battery";
    private static final Pattern TOKEN = Pattern.compile("sri_[0-9a-f]{64}");

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static RunningServer server;
    private final Map<String, String> environment = new HashMap<>();
    private long accountsBefore;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void settings() throws IOException {
        environment.put("STRONGROOM_HOME", home.toString());
        environment.put("STRONGROOM_URL", server.uri("").toString());
        environment.put("STRONGROOM_PASSPHRASE_FILE", passphrase(PASSPHRASE));
        accountsBefore = accounts();
    }

    private String passphrase(String text) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), text + "\n").toString();
    }

    private static long accounts() {
        return server.count("select count(*) from account");
    }

    private Transcript admin(String command, String name) {
        return Transcript.of(environment, "admin", command, "--name", name, "--sign-in-name", name + "@example.com");
    }

    private static StaffMember taken(String name, Transcript invited) {
        var member = new StaffMember(server, name);
        assertThat(member.take(invited.out().strip()).status()).isEqualTo(200);
        member.enrol();
        return member;
    }

    @Test
    void firstAdministrator_isInvitedOnce_andOneMoreByRecoveryOnly() {
        var invited = admin("invite", "first");
        assertThat(invited.exitCode()).as(invited.err()).isZero();
        assertThat(invited.out()).as("the token alone, for scripts").matches(TOKEN.pattern() + "\\R");
        assertThat(invited.err()).contains("staff-").doesNotContain("sri_", PASSPHRASE);
        assertThat(taken("first", invited).get("/v1/accounts").status()).isEqualTo(200);

        var again = admin("invite", "second");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.all()).contains("administrator.exists").doesNotContain("sri_");

        environment.put("LANG", "zh_CN.UTF-8");
        var recovered = admin("recover", "third");
        assertThat(recovered.exitCode()).as(recovered.err()).isZero();
        assertThat(recovered.err()).containsPattern("\\p{IsHan}");
        var third = taken("third", recovered);
        assertThat(third.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(third.get("/v1/me").json().get("language").asString())
                .as("the language of the command")
                .isEqualTo("zh-CN");
        assertThat(admin("recover", "third").all()).contains("account.name_taken");
    }

    @Test
    void wrongPassphrase_makesNobody_andIsNotRepeated() throws IOException {
        environment.put("STRONGROOM_PASSPHRASE_FILE", passphrase("wrong horse battery"));
        for (var command : new String[] {"invite", "recover"}) {
            refused(admin(command, "nobody"), 1, "passphrase", "wrong horse battery");
        }
    }

    @Test
    void keyFileOfAnotherDeployment_makesNobody() {
        KeysForTests.create(folder.resolve("keys"), PASSPHRASE.toCharArray());
        environment.put("STRONGROOM_KEYS_FOLDER", folder.resolve("keys").toString());
        refused(admin("recover", "stranger"), 1, "administrator.proof_refused", PASSPHRASE);
    }

    @Test
    void withoutAKeyFile_nobodyIsMade() {
        environment.put("STRONGROOM_HOME", folder.resolve("empty").toString());
        refused(admin("recover", "stranger"), 1, "strongroom init", PASSPHRASE);
    }

    @Test
    void passphraseInsideTheHome_isRefused() throws IOException {
        environment.put(
                "STRONGROOM_PASSPHRASE_FILE",
                Files.writeString(home.resolve("passphrase"), PASSPHRASE).toString());
        refused(admin("recover", "careless"), 1, "STRONGROOM_HOME", PASSPHRASE);
    }

    @Test
    void serverBeyondThisMachine_isAskedOverTlsOnly() {
        for (var url :
                new String[] {"http://192.0.2.1:8080", "http://strongroom.example", "http://127.0.0.1.example"}) {
            environment.put("STRONGROOM_URL", url);
            refused(admin("recover", "overheard"), 2, "https", PASSPHRASE);
        }
    }

    @Test
    void serverThatDoesNotAnswer_isToldApart_fromARefusal() {
        environment.put("STRONGROOM_URL", "http://127.0.0.1:1");
        refused(admin("recover", "alone"), 3, "127.0.0.1:1", PASSPHRASE);
    }

    @Test
    void badNamesAndLanguages_areRefused_andMissingOnesAreMisuse() {
        refused(admin("recover", "x".repeat(101)), 1, "account.invalid", PASSPHRASE);
        var language = Transcript.of(
                environment, "admin", "recover", "--name", "x", "--sign-in-name", "x", "--language", "fr");
        refused(language, 1, "account.invalid", PASSPHRASE);
        refused(Transcript.of(environment, "admin", "recover", "--name", "x"), 2, "--sign-in-name", PASSPHRASE);
        refused(Transcript.of(environment, "admin", "invite"), 2, "--name", PASSPHRASE);
        assertThat(Transcript.of(environment, "admin", "promote").exitCode()).isEqualTo(2);
    }

    private void refused(Transcript transcript, int exitCode, String says, String hides) {
        assertThat(transcript.exitCode()).as(transcript.all()).isEqualTo(exitCode);
        assertThat(transcript.all()).contains(says).doesNotContain(hides).doesNotContain("sri_");
        assertThat(transcript.out()).isEmpty();
        assertThat(accounts()).isEqualTo(accountsBefore);
    }
}
