package dev.strongroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.Suite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class StrongroomConfigurationTests {

    @TempDir
    Path home;

    @Test
    void load_withoutSettings_givesTheRecordedDefaults() {
        var configuration = load(Map.of());
        assertThat(configuration.http())
                .isEqualTo(
                        new StrongroomConfiguration.Http("127.0.0.1", 8420, 8421, URI.create("http://localhost:8420")));
        assertThat(configuration.messages())
                .isEqualTo(new StrongroomConfiguration.Messages(Optional.empty(), Optional.empty(), false));
        assertThat(configuration.passkeys().relyingParty()).isEqualTo("localhost");
        assertThat(configuration.tls()).isEmpty();
        assertThat(configuration.company()).isEmpty();
        assertThat(configuration.database().external()).isEmpty();
        assertThat(configuration.database().sharedBuffers())
                .isBetween(DataSize.ofMegabytes(128), DataSize.ofGigabytes(1));
        assertThat(configuration.keys().keyEncryptionKeyLifetime()).isEqualTo(Duration.ofDays(30));
        assertThat(configuration.limits().body()).isEqualTo(DataSize.ofKilobytes(256));
        assertThat(configuration.vault().suite()).isEqualTo(Suite.AES_256_GCM);
    }

    @Test
    void load_everySetting_isMapped() {
        var configuration = load(Map.ofEntries(
                Map.entry("STRONGROOM_HTTP_ADDRESS", "0.0.0.0"),
                Map.entry("STRONGROOM_HTTP_PORT", "1"),
                Map.entry("STRONGROOM_MANAGEMENT_PORT", "2"),
                Map.entry("STRONGROOM_HTTP_PUBLIC_URL", "https://vault.example.com"),
                Map.entry("STRONGROOM_PASSKEYS_RELYING_PARTY", "example.com"),
                Map.entry("STRONGROOM_TLS_CERTIFICATE", "chain.pem"),
                Map.entry("STRONGROOM_TLS_KEY", "key.pem"),
                Map.entry("STRONGROOM_DB_URL", "jdbc:postgresql://localhost/x"),
                Map.entry("STRONGROOM_DB_USER", "u"),
                Map.entry("STRONGROOM_DB_PASSWORD", "p"),
                Map.entry("STRONGROOM_DB_SHARED_BUFFERS", "1GB"),
                Map.entry("STRONGROOM_DB_POOL_SIZE", "7"),
                Map.entry("STRONGROOM_KEYS_FOLDER", "/keys"),
                Map.entry("STRONGROOM_PASSPHRASE_FILE", "/pass"),
                Map.entry("STRONGROOM_KEYS_KEK_LIFETIME", "P7D"),
                Map.entry("STRONGROOM_KEYS_BACKUP_KEEPING_TIME", "P1D"),
                Map.entry("STRONGROOM_VAULT_SUITE", "sm4-gcm"),
                Map.entry("STRONGROOM_LOG_ORIGIN", "log.example.com/x"),
                Map.entry("STRONGROOM_BACKUP_RECIPIENTS", "age1qqqqqq, age1pqqqqqq"),
                Map.entry("STRONGROOM_LIMITS_BODY", "1KB"),
                Map.entry("STRONGROOM_LIMITS_REQUESTS_PER_SECOND", "3"),
                Map.entry("STRONGROOM_LIMITS_BODY_DEADLINE", "PT2S"),
                Map.entry("STRONGROOM_BUDGETS_SEARCHES_PER_HOUR", "4"),
                Map.entry("STRONGROOM_BUDGETS_DISCLOSURES_PER_HOUR", "5"),
                Map.entry("STRONGROOM_BUDGETS_IMPORTS_PER_HOUR", "6"),
                Map.entry("STRONGROOM_SESSIONS_IDLE", "PT7M"),
                Map.entry("STRONGROOM_SESSIONS_ABSOLUTE", "PT8H"),
                Map.entry("STRONGROOM_AUTHENTICATOR_APPS_HASH", "sha-256"),
                Map.entry("STRONGROOM_COMPANY_ISSUER", "https://id.example.com/realms/x"),
                Map.entry("STRONGROOM_COMPANY_CLIENT_ID", "strongroom"),
                Map.entry("STRONGROOM_COMPANY_CLIENT_SECRET_FILE", "/client"),
                Map.entry("STRONGROOM_COMPANY_NAME", "Example Works")));
        assertThat(configuration)
                .isEqualTo(new StrongroomConfiguration(
                        home,
                        new StrongroomConfiguration.Http("0.0.0.0", 1, 2, URI.create("https://vault.example.com")),
                        Optional.of(new StrongroomConfiguration.Tls(Path.of("chain.pem"), Path.of("key.pem"))),
                        new StrongroomConfiguration.Database(
                                Optional.of(new StrongroomConfiguration.External(
                                        "jdbc:postgresql://localhost/x", "u", "p")),
                                DataSize.ofGigabytes(1),
                                7),
                        new StrongroomConfiguration.Keys(
                                Path.of("/keys"),
                                Optional.of(Path.of("/pass")),
                                Duration.ofDays(7),
                                Duration.ofDays(1)),
                        new StrongroomConfiguration.Vault(Suite.SM4_GCM),
                        new StrongroomConfiguration.Log(Optional.of("log.example.com/x")),
                        new StrongroomConfiguration.Limits(DataSize.ofKilobytes(1), 3, Duration.ofSeconds(2)),
                        new StrongroomConfiguration.Budgets(4, 5, 6),
                        new StrongroomConfiguration.Sessions(Duration.ofMinutes(7), Duration.ofHours(8)),
                        new StrongroomConfiguration.AuthenticatorApps(AuthenticatorHash.SHA_256),
                        new StrongroomConfiguration.Messages(Optional.empty(), Optional.empty(), false),
                        new StrongroomConfiguration.Passkeys("example.com"),
                        Optional.of(new StrongroomConfiguration.Company(
                                URI.create("https://id.example.com/realms/x"),
                                "strongroom",
                                Path.of("/client"),
                                "Example Works")),
                        new StrongroomConfiguration.Backup(List.of("age1qqqqqq", "age1pqqqqqq"))));
    }

    @Test
    void load_reportsEveryErrorAtOnceAndNoValue() {
        assertThatThrownBy(() -> load(Map.of(
                        "STRONGROOM_HTTP_PORT", "seventy",
                        "STRONGROOM_DB_URL", "mysql://secret-value",
                        "STRONGROOM_TLS_KEY", "key.pem",
                        "STRONGROOM_KEYS_KEK_LIFETIME", "secret-month")))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigurationErrors.class))
                .satisfies(errors -> {
                    assertThat(errors.errors()).hasSize(5);
                    assertThat(errors.getMessage()).doesNotContain("seventy", "secret-value", "secret-month");
                });
    }

    @Test
    void load_anUnknownSuite_isAnErrorAndNoDefault() {
        assertThatThrownBy(() -> load(Map.of("STRONGROOM_VAULT_SUITE", "des")))
                .isInstanceOfSatisfying(
                        ConfigurationErrors.class,
                        errors -> assertThat(errors.errors())
                                .containsExactly("vault.suite must be aes-256-gcm or sm4-gcm"));
    }

    @Test
    void load_anUnknownHash_isAnErrorAndNoDefault() {
        assertThatThrownBy(() -> load(Map.of("STRONGROOM_AUTHENTICATOR_APPS_HASH", "md5")))
                .isInstanceOfSatisfying(
                        ConfigurationErrors.class,
                        errors -> assertThat(errors.errors())
                                .containsExactly("authenticator-apps.hash must be sha-1 or sha-256"));
    }

    private static final Map<String, String> COMPANY = Map.of(
            "STRONGROOM_COMPANY_ISSUER", "https://id.example.com",
            "STRONGROOM_COMPANY_CLIENT_ID", "strongroom",
            "STRONGROOM_COMPANY_CLIENT_SECRET_FILE", "/client",
            "STRONGROOM_COMPANY_NAME", "Example Works");

    @ParameterizedTest
    @ValueSource(strings = {"ISSUER", "CLIENT_ID", "CLIENT_SECRET_FILE", "NAME"})
    void load_halfACompanySignIn_isAnError(String missing) {
        var half = new HashMap<>(COMPANY);
        half.remove("STRONGROOM_COMPANY_" + missing);
        assertThatThrownBy(() -> load(half))
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessage("company.issuer, company.client-id, company.client-secret-file and company.name must be set"
                        + " together");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com",
                "ftp://id.example.com",
                "https://user@id.example.com",
                "https://id.example.com?x=1",
                "id.example.com"
            })
    void load_anIssuerThatIsNotEncrypted_orIsNoPlainAddress_isAnError(String issuer) {
        var wrong = new HashMap<>(COMPANY);
        wrong.put("STRONGROOM_COMPANY_ISSUER", issuer);
        assertThatThrownBy(() -> load(wrong))
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessage("company.issuer must begin with https://, or be http:// to localhost");
    }

    @Test
    void load_aCompanyNameWithControlCharacters_orTooLong_isAnError() {
        for (var name : List.of("x".repeat(61), "Example\u0007Works")) {
            var wrong = new HashMap<>(COMPANY);
            wrong.put("STRONGROOM_COMPANY_NAME", name);
            assertThatThrownBy(() -> load(wrong))
                    .isInstanceOf(ConfigurationErrors.class)
                    .hasMessageContaining("company.name");
        }
    }

    @Test
    void load_misspeltSettingInFile_isAnError() throws IOException {
        Files.writeString(home.resolve(StrongroomConfiguration.FILE_NAME), "http.prot=1\n");
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessageContaining("http.prot");
    }

    @Test
    void load_environmentWinsOverFile() throws IOException {
        Files.writeString(home.resolve(StrongroomConfiguration.FILE_NAME), "http.port=1\nmanagement.port=5\n");
        var http = load(Map.of("STRONGROOM_HTTP_PORT", "2")).http();
        assertThat(http.port()).isEqualTo(2);
        assertThat(http.managementPort()).isEqualTo(5);
    }

    @Test
    void external_toString_leavesThePasswordOut() {
        assertThat(new StrongroomConfiguration.External("jdbc:postgresql://h/d", "u", "hunter2").toString())
                .doesNotContain("hunter2");
    }

    private StrongroomConfiguration load(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("STRONGROOM_HOME", home.toString());
        return StrongroomConfiguration.load(all);
    }
}
