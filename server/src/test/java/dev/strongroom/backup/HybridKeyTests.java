package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import dev.strongroom.RunningServer;
import dev.strongroom.config.ConfigurationErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hybrid recipient of age, by the example of its specification, and under everything that stanza may not be.
class HybridKeyTests {

    private static final Properties VECTOR = new Properties();

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws IOException {
        try (var stream = HybridKeyTests.class.getResourceAsStream("/vectors/age-hybrid.properties")) {
            VECTOR.load(stream);
        }
    }

    private static String vector(String name) {
        return VECTOR.getProperty(name);
    }

    private record Given(String type, List<String> arguments, byte[] body) implements RecipientStanza {
        @Override
        public String getType() {
            return type;
        }

        @Override
        public List<String> getArguments() {
            return arguments;
        }

        @Override
        public byte[] getBody() {
            return body;
        }
    }

    private static Given published() {
        return new Given(
                "mlkem768x25519", List.of(vector("enc")), Base64.getDecoder().decode(vector("body")));
    }

    private static FileKey open(RecipientStanza stanza) throws GeneralSecurityException {
        return HybridKey.reader(vector("identity")).getFileKey(List.of(stanza));
    }

    @Test
    void publishedIdentity_hasThePublishedRecipient() {
        assertThat(HybridKey.recipient(vector("identity"))).isEqualTo(vector("recipient"));
    }

    @Test
    void publishedStanza_isOpened() throws GeneralSecurityException {
        assertThat(open(published()).getEncoded()).hasSize(16);
    }

    @Test
    void wrappedKey_isOpenedByItsIdentityAlone() throws GeneralSecurityException {
        var fileKey = new FileKey();
        var stanzas = HybridKey.writer(vector("recipient")).getRecipientStanzas(fileKey);
        assertThat(HybridKey.reader(vector("identity")).getFileKey(stanzas).getEncoded())
                .isEqualTo(fileKey.getEncoded());
        var other = HybridKey.freshIdentity(new java.security.SecureRandom());
        assertThatThrownBy(() -> HybridKey.reader(other).getFileKey(stanzas))
                .isInstanceOf(UnsupportedRecipientStanzaException.class);
    }

    @Test
    void stanza_ofAnotherType_isPassedOver() throws GeneralSecurityException {
        var other = new Given("X25519", List.of("x"), new byte[3]);
        assertThat(HybridKey.reader(vector("identity"))
                        .getFileKey(List.of(other, published()))
                        .getEncoded())
                .hasSize(16);
    }

    @Test
    void stanza_changedAnywhere_doesNotOpen() {
        var enc = Base64.getDecoder().decode(vector("enc"));
        for (int place : new int[] {0, 500, 1_087, 1_088, 1_119}) {
            var changed = enc.clone();
            changed[place] ^= 1;
            var text = Base64.getEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> open(new Given(
                            "mlkem768x25519", List.of(text), published().body())))
                    .as("byte %d", place)
                    .isInstanceOf(GeneralSecurityException.class);
        }
        var body = published().body();
        body[31] ^= 1;
        assertThatThrownBy(() -> open(new Given("mlkem768x25519", List.of(vector("enc")), body)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void stanza_ofAnotherForm_isRefused() {
        var shorter = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(Base64.getDecoder().decode(vector("enc")), 1_119));
        var stanzas = List.of(
                new Given("mlkem768x25519", List.of(), published().body()),
                new Given(
                        "mlkem768x25519",
                        List.of(vector("enc"), "more"),
                        published().body()),
                new Given(
                        "mlkem768x25519",
                        List.of(vector("enc") + "="),
                        published().body()),
                new Given("mlkem768x25519", List.of(shorter), published().body()),
                new Given("mlkem768x25519", List.of("?"), published().body()),
                new Given("mlkem768x25519", List.of(vector("enc")), new byte[31]),
                new Given("mlkem768x25519", List.of(vector("enc")), new byte[48]));
        assertThat(stanzas)
                .allSatisfy(
                        stanza -> assertThatThrownBy(() -> open(stanza)).isInstanceOf(GeneralSecurityException.class));
    }

    @Test
    void keys_thatAreMalformed_areRefused() {
        for (var text : List.of(
                "age1pq1", vector("recipient") + "q", vector("recipient").replace("age1pq1", "age1pp1"))) {
            assertThatThrownBy(() -> Recipients.of(List.of(text))).isInstanceOf(ConfigurationErrors.class);
        }
        assertThat(RecoveryKey.read(vector("identity") + "Q")).isEmpty();
        assertThat(RecoveryKey.read(vector("recipient"))).isEmpty();
    }

    @Test
    void recipients_mixedWithOnesThatAreNotPostQuantum_areRefused() {
        assertThatThrownBy(() -> Recipients.of(
                        List.of(vector("recipient"), RecoveryKey.make().recipient())))
                .isInstanceOf(ConfigurationErrors.class);
    }

    @Test
    void backup_underTwoHybridKeys_isRestoredWithEither() throws IOException {
        var one = RecoveryKey.makePostQuantum();
        var other = RecoveryKey.makePostQuantum();
        var settings = new HashMap<String, String>();
        settings.put("STRONGROOM_BACKUP_RECIPIENTS", one.recipient() + "," + other.recipient());
        try (var server = RunningServer.startShop(Files.createDirectory(folder.resolve("home")), settings)) {
            var operator = server.client(List.of("backup-operator"), List.of());
            var backup = folder.resolve("backup");
            ReceivedBackup.receive(
                    new java.io.ByteArrayInputStream(
                            server.post("/v1/backups", operator, "").bytes()),
                    backup,
                    received -> {});
            for (var made : List.of(one, other)) {
                var key = RecoveryKey.read(made.identityFile()).orElseThrow();
                var fresh = server.settingsOnFreshDatabase(server.home());
                assertThat(ShopWithBackups.restore(backup, key, fresh).rows()).isPositive();
            }
        }
    }
}
