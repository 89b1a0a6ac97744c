package dev.strongroom.config;

import com.sun.management.OperatingSystemMXBean;
import dev.strongroom.core.crypto.Suite;
import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/// The server's whole configuration, read once at start.
///
/// A setting `a.b-c` comes from the environment variable `STRONGROOM_A_B_C` or, failing that, from
/// `strongroom.properties` in the home folder. Every error is reported at once as [ConfigurationErrors]; a half-set
/// security option (a certificate without its key) is an error, not a default.
///
/// @param home the folder that holds the database, key files and configuration (`STRONGROOM_HOME`, default `./var`)
public record StrongroomConfiguration(
        Path home,
        Http http,
        Optional<Tls> tls,
        Database database,
        Keys keys,
        Vault vault,
        Log log,
        Limits limits,
        Budgets budgets,
        Sessions sessions,
        AuthenticatorApps authenticatorApps,
        Messages messages,
        Passkeys passkeys,
        Optional<Company> company,
        Backup backup) {

    public static final String FILE_NAME = "strongroom.properties";

    /// Where requests are answered. Both listeners are on loopback unless `http.address` says otherwise;
    /// the management listener is always on loopback. Port 0 takes a free one.
    ///
    /// @param publicUrl what people enter in their browsers: scheme, host and perhaps a port, without a path
    public record Http(String address, int port, int managementPort, URI publicUrl) {}

    /// PEM files of the certificate chain and its private key; when present only TLS 1.3 is spoken.
    public record Tls(Path certificate, Path privateKey) {}

    /// How the database is reached.
    ///
    /// @param external absent: an embedded PostgreSQL is started under the home folder
    /// @param sharedBuffers of the embedded PostgreSQL; a quarter of the machine's memory by default, at most 1 GB
    public record Database(Optional<External> external, DataSize sharedBuffers, int poolSize) {}

    /// An external PostgreSQL. `toString` leaves the password out.
    public record External(String url, String user, String password) {
        @Override
        public String toString() {
            return "External[url=%s, user=%s]".formatted(url, user);
        }
    }

    /// @param folder holds the root key file and the wrapped keys, outside the database
    /// @param passphraseFile where the root passphrase is read from; absent: systemd credential, then prompt
    /// @param keyEncryptionKeyLifetime after which a new key-encryption key is made
    /// @param backupKeepingTime how long a backup is kept; a key-encryption key that it needs is destroyed after that
    public record Keys(
            Path folder,
            Optional<Path> passphraseFile,
            Duration keyEncryptionKeyLifetime,
            Duration backupKeepingTime) {}

    /// @param suite what is sealed from now on; what another suite sealed stays readable until it is sealed anew
    public record Vault(Suite suite) {}

    /// @param origin the log's name, a host and path without scheme; absent: made from the deployment's id
    public record Log(Optional<String> origin) {}

    /// @param body largest request body
    /// @param requestsPerSecond sustained requests of one client; its burst is the same number
    /// @param bodyDeadline a request body that has not arrived whole by then is refused
    public record Limits(DataSize body, int requestsPerSecond, Duration bodyDeadline) {}

    /// What one client may do in bulk within an hour.
    ///
    /// @param disclosuresPerHour records disclosed by search, batch and export
    /// @param importsPerHour records stored by import
    public record Budgets(int searchesPerHour, int disclosuresPerHour, int importsPerHour) {}

    /// How long people stay signed in.
    ///
    /// @param idle without a request
    /// @param absolute whatever happens
    public record Sessions(Duration idle, Duration absolute) {}

    /// @param hash within the codes of apps that are begun from now on; those of before keep theirs
    public record AuthenticatorApps(AuthenticatorHash hash) {}

    /// How people are told something outside of the product.
    ///
    /// @param mail absent: no mail is sent
    /// @param sms absent: no text message is sent
    /// @param shownInsecurely whether messages are shown to everybody on a page of this server instead of being sent
    public record Messages(Optional<Mail> mail, Optional<Sms> sms, boolean shownInsecurely) {}

    /// A server that takes mail (RFC 6409).
    ///
    /// @param credentials absent: it takes mail without
    /// @param from the sender's address
    public record Mail(String host, int port, Encryption encryption, Optional<Credentials> credentials, String from) {}

    public enum Encryption {
        /// From the first byte (RFC 8314).
        TLS,
        /// Begun in the clear and refused without encryption (RFC 3207).
        STARTTLS,
        /// Only to the loopback interface.
        NONE
    }

    /// @param passwordFile holds the password and nothing else
    public record Credentials(String user, Path passwordFile) {}

    /// Text messages.
    ///
    /// @param sender shown on the phone: a number, or up to 11 letters
    /// @param countries to which messages go, by their two-letter codes (ISO 3166-1)
    /// @param perDay after that many no more are sent on the same day (UTC)
    /// @param cost of one, in any currency; counted in a metric
    public record Sms(Gateway gateway, String sender, Set<String> countries, int perDay, BigDecimal cost) {
        public Sms {
            countries = Set.copyOf(countries);
        }
    }

    /// Who takes text messages.
    public sealed interface Gateway {
        /// A message centre that speaks SMPP 3.4.
        record Smpp(String host, int port, boolean tls, Credentials credentials) implements Gateway {}

        /// A web service that takes each message as a JSON object by POST.
        ///
        /// @param tokenFile holds the bearer token and nothing else
        record Web(URI url, Path tokenFile) implements Gateway {}

        /// A page of this server, for trying the product on one machine.
        record ShownInsecurely() implements Gateway {}
    }

    /// @param relyingParty the domain that passkeys are made for (WebAuthn, relying party identifier)
    public record Passkeys(String relyingParty) {}

    /// A provider of sign-ins of the company's own, by OpenID Connect.
    ///
    /// @param issuer exactly as the provider writes it
    /// @param secretFile holds the client's secret and nothing else
    /// @param name what people call it
    public record Company(URI issuer, String clientId, Path secretFile, String name) {}

    /// @param recipients public keys in the form of age that backups are encrypted to; empty: no backup is made
    public record Backup(List<String> recipients) {
        public Backup {
            recipients = List.copyOf(recipients);
        }
    }

    /// @throws ConfigurationErrors with every error found
    public static StrongroomConfiguration load(Map<String, String> environment) {
        var home = Settings.home(environment);
        var settings = new Settings(environment, file(home.resolve(FILE_NAME)));
        var configuration = read(home, settings);
        settings.throwIfWrong();
        return configuration;
    }

    private static StrongroomConfiguration read(Path home, Settings settings) {
        var http = http(settings);
        return new StrongroomConfiguration(
                home,
                http,
                tls(settings),
                new Database(
                        external(settings),
                        settings.size("db.shared-buffers", sharedBuffers()),
                        settings.number("db.pool-size", 10, 2, 200)),
                new Keys(
                        settings.path("keys.folder").orElse(home.resolve("keys")),
                        settings.path("passphrase.file"),
                        settings.duration("keys.kek-lifetime", Duration.ofDays(30), Duration.ofMinutes(1)),
                        settings.duration("keys.backup-keeping-time", Duration.ofDays(30), Duration.ZERO)),
                new Vault(suite(settings)),
                new Log(origin(settings)),
                new Limits(
                        settings.size("limits.body", DataSize.ofKilobytes(256)),
                        settings.number("limits.requests-per-second", 1_000, 1, 10_000_000),
                        settings.duration("limits.body-deadline", Duration.ofSeconds(10), Duration.ofMillis(100))),
                new Budgets(
                        settings.number("budgets.searches-per-hour", 100_000, 1, 2_000_000_000),
                        settings.number("budgets.disclosures-per-hour", 2_000_000, 1, 2_000_000_000),
                        settings.number("budgets.imports-per-hour", 5_000_000, 1, 2_000_000_000)),
                new Sessions(
                        settings.duration("sessions.idle", Duration.ofMinutes(30), Duration.ofSeconds(1)),
                        settings.duration("sessions.absolute", Duration.ofHours(12), Duration.ofSeconds(1))),
                new AuthenticatorApps(authenticatorHash(settings)),
                MessageSettings.read(settings, http),
                passkeys(settings, http),
                company(settings),
                new Backup(recipients(settings)));
    }

    private static Http http(Settings settings) {
        int port = settings.port("http.port", 8420);
        var address = settings.text("http.address", "127.0.0.1");
        boolean isEncrypted = settings.text("tls.certificate").isPresent();
        var local = (isEncrypted ? "https" : "http") + "://localhost:" + port;
        var url = settings.url("http.public-url").orElse(URI.create(local));
        if (!settings.flag("http.without-tls") && !isEncrypted && !Settings.isLoopback(address)) {
            settings.error(
                    "Set tls.certificate and tls.key where http.address is not this machine; or http.without-tls,"
                            + " behind a proxy that encrypts");
        }
        if (!url.getPath().isEmpty()) {
            settings.error("http.public-url must end after the host or the port");
        }
        return new Http(address, port, settings.port("management.port", 8421), url);
    }

    private static AuthenticatorHash authenticatorHash(Settings settings) {
        var hash = AuthenticatorHash.of(settings.text("authenticator-apps.hash", "sha-1"));
        if (hash.isEmpty()) {
            settings.error("authenticator-apps.hash must be sha-1 or sha-256");
        }
        return hash.orElse(AuthenticatorHash.SHA_1);
    }

    private static Passkeys passkeys(Settings settings, Http http) {
        var host = http.publicUrl().getHost();
        var domain = settings.text("passkeys.relying-party", host);
        if (!host.equals(domain) && !host.endsWith("." + domain)) {
            settings.error("passkeys.relying-party must be the host of http.public-url or a domain above it");
        }
        return new Passkeys(domain);
    }

    private static Optional<Company> company(Settings settings) {
        var issuer = settings.url("company.issuer");
        var client = settings.text("company.client-id");
        var secret = settings.path("company.client-secret-file");
        var name = settings.text("company.name");
        long given = Stream.of(settings.text("company.issuer"), client, secret, name)
                .filter(Optional::isPresent)
                .count();
        if (given != 0 && given != 4) {
            settings.error("company.issuer, company.client-id, company.client-secret-file and company.name must be set"
                    + " together");
        }
        name.filter(text -> text.length() > 60 || text.codePoints().anyMatch(Character::isISOControl))
                .ifPresent(text -> settings.error("company.name must have at most 60 characters, all of them visible"));
        return issuer.flatMap(found ->
                client.flatMap(id -> secret.flatMap(file -> name.map(text -> new Company(found, id, file, text)))));
    }

    private static Suite suite(Settings settings) {
        var suite = settings.text("vault.suite").map(Suite::of).orElse(Optional.of(Suite.AES_256_GCM));
        if (suite.isEmpty()) {
            settings.error("vault.suite must be aes-256-gcm or sm4-gcm");
        }
        return suite.orElse(Suite.AES_256_GCM);
    }

    private static List<String> recipients(Settings settings) {
        var recipients = settings.text("backup.recipients").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .filter(recipient -> !recipient.isEmpty())
                .toList();
        if (!recipients.stream().allMatch(recipient -> recipient.matches("age1(pq1)?[02-9ac-hj-np-z]{6,4000}"))) {
            settings.error("backup.recipients must be public keys as backup-key prints them, divided by commas");
        }
        return recipients;
    }

    /// A quarter of the memory, as PostgreSQL's manual advises for a first guess (§19.4.1), at most 1 GB: a server that
    /// keeps more records than that chooses for itself.
    private static DataSize sharedBuffers() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long quarter = machine.getTotalMemorySize() / 4;
        return DataSize.ofMegabytes(Math.clamp(quarter >> 20, 128, 1_024));
    }

    private static Optional<String> origin(Settings settings) {
        var origin = settings.text("log.origin");
        origin.filter(given -> !given.matches("[A-Za-z0-9][A-Za-z0-9./_-]{0,200}"))
                .ifPresent(given -> settings.error("log.origin must be a host and path without scheme or spaces"));
        return origin;
    }

    private static Optional<Tls> tls(Settings settings) {
        var certificate = settings.path("tls.certificate");
        var privateKey = settings.path("tls.key");
        if (certificate.isPresent() != privateKey.isPresent()) {
            settings.error("tls.certificate and tls.key must be set together");
        }
        return certificate.flatMap(chain -> privateKey.map(key -> new Tls(chain, key)));
    }

    private static Optional<External> external(Settings settings) {
        var url = settings.text("db.url");
        var user = settings.text("db.user");
        var password = settings.text("db.password");
        if (url.isPresent() != user.isPresent() || url.isPresent() != password.isPresent()) {
            settings.error("db.url, db.user and db.password must be set together");
        }
        url.filter(given -> !given.startsWith("jdbc:postgresql:"))
                .ifPresent(given -> settings.error("db.url must start with jdbc:postgresql:"));
        return url.map(given -> new External(given, user.orElse(""), password.orElse("")));
    }

    private static Map<String, String> file(Path path) {
        if (!Files.exists(path)) {
            return Map.of();
        }
        try {
            var properties = new Properties();
            properties.load(new StringReader(Files.readString(path)));
            var settings = new HashMap<String, String>();
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
            return settings;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ConfigurationErrors(
                    List.of("%s cannot be read; check its encoding and permissions".formatted(FILE_NAME)));
        }
    }
}
