package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.core.crypto.SecretBytes;
import dev.strongroom.core.tlog.Cosigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are clients of a running server, and auditing it.
class ServerCommandTests {

    private static final Pattern SECRET = Pattern.compile("srk_([0-9a-f]{12})_[0-9a-f]{64}");

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static RunningServer server;
    private static String key;
    private static String customer;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        customer = server.create(
                key,
                "customers",
                "{\"fields\": {\"name\": \"Li Si\", \"email\": \"li@example.com\"}, \"reference\": \"R-1\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void settings() {
        environment.put("STRONGROOM_URL", server.uri("").toString());
        environment.put("STRONGROOM_KEY", server.administrator());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    @Test
    void clients_areCreatedRotatedListedAndRevoked_andSecretsShownOnceOnly() {
        var created = run("clients", "create", "--name", "till", "--role", "support_agent", "--purpose", "support");
        assertThat(created.exitCode()).isZero();
        var secret = SECRET.matcher(created.out());
        assertThat(secret.find()).isTrue();
        var id = secret.group(1);
        assertThat(run("clients", "list").out()).contains(id, "till").doesNotContain(secret.group());
        var rotated = run("clients", "rotate", id);
        assertThat(SECRET.matcher(rotated.out()).find()).isTrue();
        assertThat(rotated.out()).doesNotContain(secret.group());
        assertThat(run("clients", "revoke", id).exitCode()).isZero();
        assertThat(run("clients", "revoke", id).exitCode()).isEqualTo(1);
    }

    @Test
    void clients_withAMisspeltRole_areRefusedInTheLanguageOfTheUser() {
        environment.put("LANG", "zh_CN.UTF-8");
        var refused = run("clients", "create", "--name", "x", "--role", "suport", "--purpose", "support");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.all()).contains("client.invalid").doesNotContain(server.administrator());
    }

    @Test
    void catalog_isShownPlannedAndRefusedWhenItWouldOrphanData() throws IOException {
        assertThat(run("catalog", "show").out()).contains("strongroom-catalog: 1");
        var same = Files.writeString(folder.resolve("same.yaml"), RunningServer.sample("shop.yaml"));
        assertThat(run("catalog", "apply", same.toString(), "--plan").exitCode())
                .isZero();
        var clinic = Files.writeString(folder.resolve("clinic.yaml"), RunningServer.sample("clinic.yaml"));
        var refused = run("catalog", "apply", clinic.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.all()).contains("catalog.orphans_data");
        assertThat(run("catalog", "show").out()).contains("support_agent");
    }

    @Test
    void keys_areShownAndRotated() {
        assertThat(run("keys", "status").out()).contains("kek", "index", "log", "root");
        for (var kind : new String[] {"kek", "root"}) {
            assertThat(run("keys", "rotate", kind).exitCode()).isZero();
        }
        assertThat(run("keys", "rotate", "customer", customer).exitCode()).isZero();
        assertThat(run("keys", "rotate", "nothing").exitCode()).isEqualTo(2);
        var answer = server.get("/v1/records/customers/" + customer, key, "Strongroom-Purpose", "support");
        assertThat(answer.json().get("fields").get("name").asString()).isEqualTo("Li Si");
    }

    @Test
    void whatIsNoId_neverBecomesPartOfAPath() {
        for (var id : new String[] {"../catalog", "a/b", "x?y=1", "x#y", "%2e%2e", "", "a b"}) {
            assertThat(run("clients", "revoke", id).exitCode()).as(id).isEqualTo(2);
            assertThat(run("people", "disable", id).exitCode()).as(id).isEqualTo(2);
            assertThat(run("keys", "rotate", "customer", id).exitCode()).as(id).isEqualTo(2);
        }
        for (var url : new String[] {"javascript:alert(1)", "file:///etc/passwd", "data:x", "http://u:p@127.0.0.1/"}) {
            environment.put("STRONGROOM_URL", url);
            assertThat(run("clients", "list").exitCode()).as(url).isEqualTo(2);
        }
    }

    @Test
    void keyOfAnotherRole_isRefused() {
        environment.put("STRONGROOM_KEY", key);
        assertThat(run("keys", "status").exitCode()).isEqualTo(1);
        assertThat(run("clients", "list").all()).contains("caller.role_missing").doesNotContain(key);
    }

    @Test
    void verify_remembersWhatItSaw_andNamesAChangedEntry() throws IOException {
        awaitCheckpoint();
        var token = Files.writeString(folder.resolve("token"), key);
        var first = verify(token);
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("ot compared with any earlier state");
        assertThat(verify(token).out()).doesNotContain("ot compared");

        server.execute("update ledger_entry set entry = set_byte(entry, 20, get_byte(entry, 20) # 1) where idx = 1");
        var tampered = verify(token);
        server.execute("update ledger_entry set entry = set_byte(entry, 20, get_byte(entry, 20) # 1) where idx = 1");
        assertThat(tampered.exitCode()).isEqualTo(1);
        assertThat(tampered.out()).contains("entry 1 ");
        assertThat(verify(token).exitCode()).isZero();
    }

    @Test
    void verify_withoutAToken_checksHashesAndSaysSo() {
        awaitCheckpoint();
        var verified = run("verify", "--url", server.uri("").toString(), "--key", verifierKey());
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out()).contains("hash");
    }

    @Test
    void verify_withTheKeyOfAnotherLog_isTamperedOrMisused() {
        awaitCheckpoint();
        var other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        assertThat(run("verify", "--url", server.uri("").toString(), "--key", other)
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void verify_withTheCosignersKey_demandsItsSignature() {
        awaitCheckpoint();
        var cosigner =
                server.get("/v1/log", key).json().get("cosignerKeys").get(0).asString();
        assertThat(verifyCosigned(cosigner).exitCode()).isZero();
        var stranger = Cosigner.fromSeed("log.example", SecretBytes.random(32, new SecureRandom()), new SecureRandom())
                .key();
        var refused = verifyCosigned(stranger.encoded());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("not signed by the key of log.example");
        assertThat(verifyCosigned(verifierKey()).exitCode()).isEqualTo(2);
        assertThat(verifyCosigned("nonsense").exitCode()).isEqualTo(2);
    }

    private Transcript verifyCosigned(String cosigner) {
        var url = server.uri("").toString();
        return run("verify", "--url", url, "--key", verifierKey(), "--cosigner-key", cosigner);
    }

    @Test
    void proof_ofALook_isCheckedOffline_andAChangedOneRefused() throws IOException {
        var look = server.get("/v1/records/customers/" + customer, key, "Strongroom-Purpose", "support");
        var receipt = look.json().get("receipt").asString();
        environment.put("STRONGROOM_KEY", key);
        var file = folder.resolve("look.tlog-proof");
        assertThat(run("proof", "--receipt", receipt, "--to", file.toString()).exitCode())
                .isZero();
        environment.remove("STRONGROOM_KEY");
        environment.put("STRONGROOM_URL", "http://127.0.0.1:1");
        var checked = run("verify-proof", file.toString(), "--key", verifierKey());
        assertThat(checked.exitCode()).isZero();
        assertThat(checked.out()).contains("\"kind\":\"look\"").doesNotContain("Li Si");

        var text = Files.readString(file);
        int digit = text.indexOf("index ") + 6;
        Files.writeString(file, text.substring(0, digit) + "9" + text.substring(digit + 1));
        assertThat(run("verify-proof", file.toString(), "--key", verifierKey()).exitCode())
                .isEqualTo(1);
    }

    @Test
    void certificate_ofAnErasure_isCheckedOffline_andAChangedOneRefused() throws IOException {
        var erased =
                server.create(key, "customers", "{\"fields\": {\"name\": \"Wang\", \"email\": \"wang@example.com\"}}");
        var accepted = server.post("/v1/customers/" + erased + "/erasures", key, "");
        var answer = server.get("/v1/erasures/" + accepted.json().get("erasure").asString(), key);
        var file = Files.writeString(folder.resolve("certificate.json"), answer.text());
        assertThat(run("verify-certificate", file.toString(), "--key", verifierKey())
                        .out())
                .contains(erased);
        Files.writeString(file, answer.text().replace("records 1", "records 2"));
        assertThat(run("verify-certificate", file.toString(), "--key", verifierKey())
                        .exitCode())
                .isEqualTo(1);
    }

    private Transcript verify(Path token) {
        return run(
                "verify", "--url", server.uri("").toString(), "--token-file", token.toString(), "--key", verifierKey());
    }

    private static String verifierKey() {
        return server.get("/v1/log", key).json().get("verifierKeys").get(0).asString();
    }

    private static void awaitCheckpoint() {
        RunningServer.await(
                "a checkpoint over everything",
                () -> server.get("/v1/log", key).json().get("size").asLong()
                        == server.count("select next from ledger_head"));
    }

    private Transcript run(String... arguments) {
        return Transcript.of(environment, arguments);
    }
}
