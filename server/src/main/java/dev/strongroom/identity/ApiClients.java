package dev.strongroom.identity;

import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.identity.RecordedChanges.Outcome;
import dev.strongroom.identity.RecordedChanges.Told;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.web.Problem;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;

/// Makes, lists, rotates and revokes API clients. Each change is an entry in the ledger, in the same transaction.
public final class ApiClients {

    private final RecordedChanges recorded;
    private final ClientDirectory directory;
    private final ConfigurationChanges changes;
    private final KnownNames known;
    private final SecureRandom random;
    private final Clock clock;

    ApiClients(
            RecordedChanges recorded,
            ClientDirectory directory,
            ConfigurationChanges changes,
            KnownNames known,
            SecureRandom random,
            Clock clock) {
        this.recorded = recorded;
        this.directory = directory;
        this.changes = changes;
        this.known = known;
        this.random = random;
        this.clock = clock;
    }

    /// The last moment that every form of a date can hold.
    private static final Instant LATEST_END = Instant.parse("9999-12-31T00:00:00Z");

    /// What a new client shall be.
    public record Request(
            String name,
            Set<String> roles,
            Set<String> purposes,
            List<String> addressRanges,
            Optional<Instant> expiresAt) {}

    /// The id, and the secret that is shown this once.
    public record Issued(String id, String secret) {}

    public Issued create(Request request, String actor) {
        validate(request);
        var secret = ClientSecret.fresh(ClientSecret.freshId(random), random);
        change(actor, secret.id(), "created", connection -> insert(connection, request, secret));
        return new Issued(secret.id(), secret.exposeCleartext());
    }

    public List<ApiClient> list() {
        return directory.all();
    }

    /// Replaces the secret; the old one is refused from now on.
    public Issued rotate(String id, String actor) {
        var secret = ClientSecret.fresh(id, random);
        change(actor, id, "rotated", connection -> {
            try (var statement = connection.prepareStatement(
                    "update api_client set secret_hash = ? where id = ? and revoked_at is null")) {
                statement.setBytes(1, secret.hash());
                statement.setString(2, id);
                requireOne(statement.executeUpdate());
            }
        });
        return new Issued(id, secret.exposeCleartext());
    }

    public void revoke(String id, String actor) {
        change(actor, id, "revoked", connection -> {
            try (var statement = connection.prepareStatement(
                    "update api_client set revoked_at = clock_timestamp() where id = ? and revoked_at is null")) {
                statement.setString(1, id);
                requireOne(statement.executeUpdate());
            }
        });
    }

    private void validate(Request request) {
        boolean isPrintable = request.name().codePoints().noneMatch(Character::isISOControl);
        if (request.name().isBlank() || request.name().length() > 100 || !isPrintable) {
            throw invalid("name", "Give the client a name of 1 to 100 characters.");
        }
        if (!request.roles().stream().allMatch(known::isRole)) {
            throw invalid(
                    "roles",
                    "Name roles of the catalog, or administrator, log-reader, eraser, exporter, tokenizer or"
                            + " backup-operator.");
        }
        if (!request.purposes().stream().allMatch(known::isPurpose)) {
            throw invalid("purposes", "Name purposes of the catalog.");
        }
        if (!request.addressRanges().stream()
                .allMatch(range -> AddressRange.parse(range).isPresent())) {
            throw invalid("addressRanges", "Write address ranges in CIDR notation, such as 10.1.0.0/16.");
        }
        if (request.expiresAt()
                .filter(end -> !end.isAfter(clock.instant()) || end.isAfter(LATEST_END))
                .isPresent()) {
            throw invalid("expiresAt", "Let the client expire in the future, before the year 10000.");
        }
    }

    private static Problem invalid(String member, String detail) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "client.invalid", detail)
                .with("member", member);
    }

    private static void insert(Connection connection, Request request, ClientSecret secret) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into api_client (id, name, secret_hash, roles, purposes, address_ranges, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """)) {
            statement.setString(1, secret.id());
            statement.setString(2, request.name());
            statement.setBytes(3, secret.hash());
            statement.setArray(
                    4, connection.createArrayOf("text", request.roles().toArray()));
            statement.setArray(
                    5, connection.createArrayOf("text", request.purposes().toArray()));
            statement.setArray(
                    6, connection.createArrayOf("text", request.addressRanges().toArray()));
            statement.setTimestamp(7, request.expiresAt().map(Timestamp::from).orElse(null));
            statement.executeUpdate();
        }
    }

    private interface Change {
        void apply(Connection connection) throws SQLException;
    }

    private void change(String actor, String id, String what, Change change) {
        recorded.run((jdbc, connection) -> {
            change.apply(connection);
            ConfigurationChanges.announce(connection);
            return Outcome.of(id, Told.done(EntryKind.CLIENT, actor, Map.of("client-" + id, what)));
        });
        changes.catchUp();
    }

    private static void requireOne(int changed) {
        if (changed != 1) {
            throw Problem.of(HttpStatus.NOT_FOUND, "client.unknown", "Name a client that exists and is not revoked.");
        }
    }
}
