package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.promise.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Puts over two hundred distinctive values wherever a value can go, then plays the thief: reads every file of the
/// database, the logs and the metrics, and looks for each value and for its unkeyed hashes. Alone,
/// since files of other tests' databases would come and go meanwhile.
@Promise(1)
@Isolated
@ExtendWith(OutputCaptureExtension.class)
class Promise1DatabaseThiefTests {

    private static final int CUSTOMERS = 30;
    private static final Path DATABASE = Path.of("target", "test-postgresql", "data");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;
    private static TokenShop shop;
    private static final List<String> canaries = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        shop = new TokenShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thief_findsNoValueAndNoHashOfOne(CapturedOutput output) throws Exception {
        for (int i = 0; i < CUSTOMERS; i++) {
            storeLookAndSearch(i);
        }
        sendWhereValuesDoNotBelong();
        signIn();
        assertThat(canaries).hasSizeGreaterThan(200);
        server.execute("checkpoint");

        var needles = needles();
        for (var file : databaseFiles()) {
            assertThat(found(content(file), needles)).as(file.toString()).isEmpty();
        }
        var said = output.getAll() + server.management("/actuator/prometheus").text();
        assertThat(found(said.getBytes(StandardCharsets.UTF_8), needles)).isEmpty();
        for (var file : regularFiles(home)) {
            assertThat(found(content(file), needles)).as(file.toString()).isEmpty();
        }
    }

    /// The same search does find what is stored in clear: the name of a client.
    @Test
    void search_findsWhatIsInClear() throws IOException {
        server.post("/v1/clients", server.administrator(), "{\"name\": \"canary in clear 4711\"}");
        server.execute("checkpoint");
        var needle = Map.of("in clear", "canary in clear 4711".getBytes(StandardCharsets.UTF_8));
        boolean found = false;
        for (var file : databaseFiles()) {
            found |= !found(content(file), needle).isEmpty();
        }
        assertThat(found).isTrue();
    }

    /// PostgreSQL removes files of its own now and then; one that is gone holds nothing.
    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        }
    }

    private static void storeLookAndSearch(int i) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", canary("Canaryname" + i + " Quetzalcoatl"));
        fields.put("email", canary("canary" + i + ".mail@quetzal.example"));
        fields.put("phone", canary("+86139%04d%04d".formatted(4000 + i, 7000 + i)));
        fields.put("address", canary("Canarystreet " + i + ", Tenochtitlan"));
        fields.put("card", canary(card("411111%09d".formatted(777_000_000 + i))));
        var body = Map.of("fields", fields, "reference", canary("canary-reference-" + i));
        var created = server.post(
                "/v1/records/customers",
                key,
                RunningServer.JSON.writeValueAsString(body),
                "Idempotency-Key",
                canary("canary-idempotency-" + i));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.json().get("id").asString();
        server.create(
                key,
                "orders",
                RunningServer.JSON.writeValueAsString(Map.of(
                        "customer",
                        id,
                        "fields",
                        Map.of(
                                "number",
                                canary("CANARY-ORDER-" + i),
                                "items",
                                Map.of("what", canary("canary parrot cage " + i)),
                                "total",
                                "12.50 CNY",
                                "placed_on",
                                "2026-01-31"))));
        server.get(
                "/v1/records/customers/" + id,
                key,
                "Strongroom-Purpose",
                "support",
                "Strongroom-On-Behalf-Of",
                canary("canary clerk " + i));
        shop.made(
                        TokenShop.wish(id, "name", "random"),
                        TokenShop.wish(id, "card", "digits", "luhn", "valid", "deterministic", true),
                        TokenShop.wish(id, "email", "digits", "length", 12))
                .forEach(made -> shop.open(canary(made.get("token").asString())));
        Shop.searchByEmail(server, key, "canary" + i + ".mail@quetzal.example");
        Shop.searchByEmail(server, key, canary("nobody" + i + "@quetzal.example"));
    }

    /// What people know, have and are called, and what is mistyped for it.
    private static void signIn() {
        var person = StaffMember.signedIn(
                server, canary("Canarystaff Tlaloc"), List.of("support_agent"), List.of("support"));
        canary("Canarystaff Tlaloc@example.com");
        canary(StaffMember.PASSWORD);
        person.recoveryCodes().forEach(Promise1DatabaseThiefTests::canary);
        person.password(canary("canary of a wrong password"));
        new StaffMember(server, canary("Canarystranger Tlaloc")).password("wrong");
        person.post("/v1/sign-in/recovery-code", Map.of("code", canary("canary-code-4711")));
        person.post("/v1/sign-in/invitation", Map.of("token", canary("sri_" + "c0".repeat(32)), "password", "x"));
    }

    private static void sendWhereValuesDoNotBelong() {
        server.post("/v1/records/customers", key, "{\"fields\": {\"" + canary("canary_field_one") + "\": 1}}");
        server.post("/v1/records/customers", key, "{\"" + canary("canary member") + "\": 1}");
        server.post("/v1/records/customers", key, "{\"fields\": {\"email\": \"" + canary("canary no mail") + "\"}}");
        server.post("/v1/records/customers", key, "{\"fields\": {\"name\": \"" + canary("canary cut sho"));
        server.get("/v1/records/customers/" + canary("canaryid00001"), key, Shop.SUPPORT);
        server.get("/v1/records/customers/0123456789abc?fields=" + canary("canaryfieldtwo"), key, Shop.SUPPORT);
        server.get("/v1/records/customers/0123456789abc", key, "Strongroom-Purpose", canary("canary purpose"));
        server.get("/v1/records/" + canary("canary.collection"), key, Shop.SUPPORT);
    }

    private static String canary(String value) {
        canaries.add(value);
        return value;
    }

    private static String card(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits + (10 - sum % 10) % 10;
    }

    /// Each value itself, and its hashes raw, in hexadecimal and in base64.
    private static Map<String, byte[]> needles() throws GeneralSecurityException {
        var needles = new LinkedHashMap<String, byte[]>();
        for (var canary : canaries) {
            var bytes = canary.getBytes(StandardCharsets.UTF_8);
            needles.put(canary, bytes);
            for (var algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
                var hash = MessageDigest.getInstance(algorithm).digest(bytes);
                needles.put(algorithm + " of " + canary, hash);
                needles.put(
                        "hex " + algorithm + " of " + canary,
                        ascii(HexFormat.of().formatHex(hash)));
                needles.put(
                        "base64 " + algorithm + " of " + canary,
                        ascii(Base64.getEncoder().encodeToString(hash)));
            }
        }
        return needles;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// One pass over the content: needles are found by their first four bytes.
    private static List<String> found(byte[] content, Map<String, byte[]> needles) {
        var byStart = new java.util.HashMap<Integer, List<Map.Entry<String, byte[]>>>();
        needles.entrySet()
                .forEach(needle -> byStart.computeIfAbsent(start(needle.getValue(), 0), unused -> new ArrayList<>())
                        .add(needle));
        var found = new ArrayList<String>();
        for (int i = 0; i + 4 <= content.length; i++) {
            for (var needle : byStart.getOrDefault(start(content, i), List.of())) {
                if (isAt(content, i, needle.getValue())) {
                    found.add(needle.getKey());
                }
            }
        }
        return found;
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    private static boolean isAt(byte[] content, int at, byte[] needle) {
        return at + needle.length <= content.length
                && java.util.Arrays.equals(content, at, at + needle.length, needle, 0, needle.length);
    }

    /// Tables, indexes and the write-ahead log of the last minutes; all test databases share one PostgreSQL.
    private static List<Path> databaseFiles() throws IOException {
        return regularFiles(DATABASE);
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        var started = Files.getLastModifiedTime(home);
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> isNewer(path, started))
                    .toList();
        }
    }

    private static boolean isNewer(Path path, java.nio.file.attribute.FileTime started) {
        try {
            return Files.getLastModifiedTime(path).toMillis() >= started.toMillis() - 5_000;
        } catch (IOException gone) {
            return false;
        }
    }
}
