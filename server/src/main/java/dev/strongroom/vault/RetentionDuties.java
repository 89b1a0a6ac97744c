package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;

/// What the law requires to be kept, as the catalog says: a record younger than its collection's duty is removed by
/// nobody, neither alone nor with its customer (GDPR Art. 17(3)(b); PIPL Art. 47).
///
/// A record's age counts from when it was stored here, so a duty never ends too early.
final class RetentionDuties {

    private final ActiveCatalog active;
    private final Clock clock;

    RetentionDuties(ActiveCatalog active, Clock clock) {
        this.active = active;
        this.clock = clock;
    }

    /// Collections in which the customer has a record that must be kept.
    List<String> heldByLaw(Connection connection, long customer) throws SQLException {
        var held = new TreeSet<String>();
        var collections = active.current().map(catalog -> catalog.collections()).orElse(List.of());
        for (var collection : collections) {
            if (collection.retentionDuty().isPresent()
                    && isYoung(collection, newest(connection, customer, collection.id()))) {
                held.add(collection.id());
            }
        }
        return List.copyOf(held);
    }

    /// @throws Problem 409 that names the collections
    void refuseIfHeld(Connection connection, long customer) throws SQLException {
        var held = heldByLaw(connection, customer);
        if (!held.isEmpty()) {
            throw refusal(held);
        }
    }

    /// @throws Problem 409 that names the collection
    void refuseIfHeld(Connection connection, CollectionDefinition collection, RecordId record) throws SQLException {
        if (collection.retentionDuty().isPresent() && isYoung(collection, createdAt(connection, record))) {
            throw refusal(List.of(collection.id()));
        }
    }

    private static Problem refusal(List<String> collections) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "erasure.retention_duty",
                        "Wait until the law no longer requires the records in `collections`, or delete those it"
                                + " does not hold.")
                .with("collections", collections);
    }

    private boolean isYoung(CollectionDefinition collection, Optional<OffsetDateTime> created) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return created.flatMap(at -> collection.retentionDuty().map(duty -> at.plus(duty.keep())))
                .filter(now::isBefore)
                .isPresent();
    }

    private static Optional<OffsetDateTime> newest(Connection connection, long customer, String collection)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "select max(created_at) from record where customer_id = ? and collection = ?")) {
            statement.setLong(1, customer);
            statement.setString(2, collection);
            return time(statement);
        }
    }

    private static Optional<OffsetDateTime> createdAt(Connection connection, RecordId record) throws SQLException {
        try (var statement =
                connection.prepareStatement("select created_at from record where customer_id = ? and record_id = ?")) {
            statement.setLong(1, record.customer());
            statement.setLong(2, record.record());
            return time(statement);
        }
    }

    private static Optional<OffsetDateTime> time(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getObject(1, OffsetDateTime.class)) : Optional.empty();
        }
    }
}
