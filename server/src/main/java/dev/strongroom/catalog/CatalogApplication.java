package dev.strongroom.catalog;

import dev.strongroom.approval.Agreement;
import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.AskedChange;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Puts a catalog in force: plans, refuses what would leave stored data without a purpose or a type, and records the
/// change in the ledger in the same transaction.
public final class CatalogApplication {

    private final DataSource dataSource;
    private final ActiveCatalog active;
    private final ObjectProvider<StoredData> stored;
    private final ConfigurationChanges changes;
    private final ObjectProvider<RequirementAnswers> answers;
    private final Approvals approvals;
    private final Ledger ledger;
    private final Clock clock;

    CatalogApplication(
            DataSource dataSource,
            ActiveCatalog active,
            ObjectProvider<StoredData> stored,
            ConfigurationChanges changes,
            ObjectProvider<RequirementAnswers> answers,
            Approvals approvals,
            Ledger ledger,
            Clock clock) {
        this.dataSource = dataSource;
        this.active = active;
        this.stored = stored;
        this.changes = changes;
        this.answers = answers;
        this.approvals = approvals;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// One change of a plan.
    ///
    /// @param refused why it cannot be applied now, or empty
    /// @param reindexes whether stored records are indexed anew, online
    public record PlannedChange(Change change, boolean refused, boolean reindexes) {}

    /// What applying `next` would change, compared with the catalog in force and the data stored.
    public List<PlannedChange> plan(Catalog next) {
        return CatalogPlan.between(active.current(), next).changes().stream()
                .map(change -> new PlannedChange(change, isRefused(change), change.reindexes()))
                .toList();
    }

    /// @throws Problem 409 when the plan has refused changes; `approval.needed` unless another person has approved this
    /// catalog in place of the one in force
    public List<PlannedChange> apply(Catalog next, Caller actor) {
        refuseUnanswered(next);
        refuse(plan(next));
        var agreement = approvals.agreed(actor, asked(next));
        return apply(next, actor.id(), agreement);
    }

    private AskedChange asked(Catalog next) {
        var before = active.current().map(Catalog::hash).orElse("");
        return AskedChange.of(
                AskedChange.Kind.APPLY_CATALOG,
                "catalog-" + next.hash(),
                Map.of("before", before, "source", new String(next.source(), StandardCharsets.UTF_8)));
    }

    private List<PlannedChange> apply(Catalog next, String actor, Agreement agreement) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                ConfigurationChanges.announce(connection);
                active.refresh();
                var plan = plan(next);
                refuse(plan);
                var changed = asked(next);
                insert(connection, next, actor);
                stored.getObject().prepare(connection, next);
                var agreed = agreement.use(jdbc, changed);
                ledger.appendWithin(connection, List.of(Draft.of(entry(next, actor, agreed))));
                connection.commit();
                changes.catchUp();
                return plan;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("The catalog could not be applied", failure);
        }
    }

    /// A change that would orphan data, or make stored values unique that may not be.
    private boolean isRefused(Change change) {
        var data = stored.getObject();
        return switch (change) {
            case Change.CollectionRemoved removed -> data.holdsRecords(removed.collection());
            case Change.CustomerCollectionChanged changed -> data.holdsRecords(changed.from());
            case Change.FieldRemoved removed -> data.holdsField(removed.collection(), removed.field());
            case Change.FieldTypeChanged changed -> data.holdsField(changed.collection(), changed.field());
            case Change.FieldUncovered uncovered -> data.holdsField(uncovered.collection(), uncovered.field());
            case Change.UniqueAdded added -> data.holdsField(added.collection(), added.field());
            case Change.UniqueRemoved removed -> data.holdsField(removed.collection(), removed.field());
            default -> change.wouldOrphanData();
        };
    }

    /// What nobody answers for would never hold, and data that is needed could not be seen by anybody.
    private void refuseUnanswered(Catalog next) {
        var answered = answers.stream().map(RequirementAnswers::kind).toList();
        var unanswered = next.requirements().stream()
                .filter(requirement -> !answered.contains(requirement.kind()))
                .map(requirement -> Words.of(requirement.kind()) + " " + requirement.word())
                .sorted()
                .toList();
        if (!unanswered.isEmpty()) {
            throw Problem.of(
                            HttpStatus.CONFLICT,
                            "catalog.nobody_answers",
                            "Leave out what `unanswered` names: no part of this server can tell whether it holds.")
                    .with("unanswered", unanswered);
        }
    }

    private static void refuse(List<PlannedChange> plan) {
        var refused = plan.stream()
                .filter(PlannedChange::refused)
                .map(planned -> planned.change().describe(Locale.ENGLISH))
                .toList();
        if (!refused.isEmpty()) {
            throw Problem.of(
                            HttpStatus.CONFLICT,
                            "catalog.orphans_data",
                            "Keep what stored data needs, or delete that data first; `refused` names each change.")
                    .with("refused", refused);
        }
    }

    private LedgerEntry entry(Catalog next, String actor, Map<String, String> agreed) {
        var told = new HashMap<>(agreed);
        told.put("catalog-" + next.hash(), "applied");
        return LedgerEntry.of(clock.instant(), EntryKind.CATALOG, actor, next.hash())
                .withFields(told);
    }

    private static void insert(Connection connection, Catalog next, String actor) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into catalog_applied (hash, source, applied_by) values (?, ?, ?)")) {
            statement.setString(1, next.hash());
            statement.setBytes(2, next.source());
            statement.setString(3, actor);
            statement.executeUpdate();
        }
    }
}
