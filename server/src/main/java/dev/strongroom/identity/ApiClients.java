package dev.strongroom.identity;

import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.AskedChange;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.AddressRange;
import dev.strongroom.web.Caller;
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
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes, lists, rotates and revokes API clients. Each change is an entry in the ledger, in the same transaction.
public final class ApiClients {

    private final RecordedChanges recorded;
    private final ClientDirectory directory;
    private final ConfigurationChanges changes;
    private final KnownNames known;
    private final Approvals approvals;
    private final SecureRandom random;
    private final Clock clock;

    ApiClients(
            RecordedChanges recorded,
            ClientDirectory directory,
            ConfigurationChanges changes,
            KnownNames known,
            Approvals approvals,
            SecureRandom random,
            Clock clock) {
        this.recorded = recorded;
        this.directory = directory;
        this.changes = changes;
        this.known = known;
        this.approvals = approvals;
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
            Optional<Instant> expiresAt) {

        private AskedChange asked() {
            return AskedChange.of(
                    AskedChange.Kind.CREATE_CLIENT,
                    "client",
                    Map.of(
                            "name", name,
                            "roles", roles.stream().sorted().collect(Collectors.joining(", ")),
                            "purposes", purposes.stream().sorted().collect(Collectors.joining(", ")),
                            "address-ranges", String.join(", ", addressRanges),
                            "expires-at", expiresAt.map(Instant::toString).orElse("")));
        }
    }

    /// The id, and the secret that is shown this once.
    public record Issued(String id, String secret) {}

    /// @throws dev.strongroom.web.Problem `approval.needed` unless another person has approved exactly this
    public Issued create(Request request, Caller actor) {
        validate(request);
        var agreement = approvals.agreed(actor, request.asked());
        var secret = ClientSecret.fresh(ClientSecret.freshId(random), random);
        change(actor.id(), secret.id(), "created", (transaction, connection) -> {
            var agreed = agreement.use(transaction, request.asked());
            insert(connection, request, secret);
            return agreed;
        });
        return new Issued(secret.id(), secret.exposeCleartext());
    }

    public List<ApiClient> list() {
        return directory.all();
    }

    /// Replaces the secret; the old one is refused from now on.
    ///
    /// @throws dev.strongroom.web.Problem `approval.needed` unless another person has approved it: whoever gets the new
    /// secret can do all that the client can
    public Issued rotate(String id, Caller actor) {
        var asked = rotating(id);
        var agreement = approvals.agreed(actor, asked);
        var secret = ClientSecret.fresh(id, random);
        change(actor.id(), id, "rotated", (transaction, connection) -> {
            var agreed = agreement.use(transaction, asked);
            try (var statement = connection.prepareStatement(
                    "update api_client set secret_hash = ? where id = ? and revoked_at is null")) {
                statement.setBytes(1, secret.hash());
                statement.setString(2, id);
                requireOne(statement.executeUpdate());
            }
            return agreed;
        });
        return new Issued(id, secret.exposeCleartext());
    }

    public void revoke(String id, String actor) {
        change(actor, id, "revoked", (transaction, connection) -> {
            try (var statement = connection.prepareStatement(
                    "update api_client set revoked_at = clock_timestamp() where id = ? and revoked_at is null")) {
                statement.setString(1, id);
                requireOne(statement.executeUpdate());
            }
            return Map.of();
        });
    }

    private void validate(Request request) {
        boolean isPrintable = request.name().codePoints().noneMatch(ApiClients::isUnseen);
        if (request.name().isBlank() || request.name().length() > 100 || !isPrintable) {
            throw invalid("name", "Give the client a name of 1 to 100 characters.");
        }
        if (!request.roles().stream().allMatch(known::isRole)) {
            throw invalid(
                    "roles",
                    "Name roles of the catalog, or administrator, assigner, log-reader, eraser, exporter, tokenizer,"
                            + " backup-operator or customer-inviter.");
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

    private interface Statements {
        /// @return what the entry tells besides
        Map<String, String> run(JdbcClient transaction, Connection connection) throws SQLException;
    }

    private void change(String actor, String id, String what, Statements statements) {
        recorded.run((transaction, connection) -> {
            ConfigurationChanges.announce(connection);
            var further = statements.run(transaction, connection);
            var told = Told.done(EntryKind.CLIENT, actor, Map.of("client-" + id, what));
            return Outcome.of(id, told.with(further));
        });
        changes.catchUp();
    }

    /// What a second person sees of a client whose secret is to be replaced.
    private AskedChange rotating(String id) {
        var client = directory.all().stream()
                .filter(one -> one.id().equals(id) && one.revokedAt().isEmpty())
                .findFirst()
                .orElseThrow(ApiClients::unknown);
        return AskedChange.of(
                AskedChange.Kind.ROTATE_CLIENT,
                "client-" + id,
                Map.of(
                        "name", client.name(),
                        "roles", client.roles().stream().sorted().collect(Collectors.joining(", ")),
                        "purposes", client.purposes().stream().sorted().collect(Collectors.joining(", "))));
    }

    /// A control character, or one that turns the order of others round.
    private static boolean isUnseen(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
    }

    private static void requireOne(int changed) {
        if (changed != 1) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "client.unknown", "Name a client that exists and is not revoked.");
    }
}
