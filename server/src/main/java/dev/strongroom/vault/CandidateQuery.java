package dev.strongroom.vault;

import dev.strongroom.catalog.SearchKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Asks several conditions at once: the most selective one names records in the order of their ids, the others leave
/// out those that are not in their indexes too.
final class CandidateQuery {

    private final List<Object> parameters = new ArrayList<>();
    private final SearchCondition first;
    private final List<SearchCondition> others;
    private final RecordId after;
    private final int most;

    /// @param conditions at least one
    /// @param after candidates come from the id behind this
    CandidateQuery(List<SearchCondition> conditions, RecordId after, int most) {
        var ordered = conditions.stream()
                .sorted(java.util.Comparator.comparingInt(SearchCondition::order))
                .toList();
        this.first = ordered.getFirst();
        this.others = ordered.subList(1, ordered.size());
        this.after = after;
        this.most = most;
    }

    /// @param snapshot of one moment for all its statements
    Candidates ask(Connection snapshot) throws SQLException {
        var sql = "select " + RecordReads.COLUMNS + " from (" + ids() + ") i"
                + " join record r on r.customer_id = i.customer_id and r.record_id = i.record_id"
                + " join customer_key k on k.customer_id = r.customer_id"
                + " order by r.customer_id, r.record_id";
        var records = new ArrayList<StoredRecord>();
        try (var statement = snapshot.prepareStatement(sql)) {
            bind(statement);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.add(RecordReads.stored(rows, 1));
                }
            }
        }
        return new Candidates(configurationVersion(snapshot), records);
    }

    private String ids() {
        if (first.kind() == SearchKind.CONTAINS) {
            return "select customer_id, record_id from gram_index c where index = "
                    + add(first.index().number()) + " and grams @> " + add(first.grams()) + behindAndOthers()
                    + ordered();
        }
        var table = first.index().unique() ? "unique_index" : "blind_index";
        return "select distinct c.customer_id, c.record_id from unnest("
                + add(first.values().toArray(byte[][]::new))
                + "::bytea[]) v (value) cross join lateral (select c.customer_id, c.record_id from " + table
                + " c where c.index = " + add(first.index().number()) + " and c.value = v.value" + behindAndOthers()
                + ordered() + ") c" + ordered();
    }

    private String behindAndOthers() {
        var sql = new StringBuilder(
                " and (c.customer_id, c.record_id) > (" + add(after.customer()) + ", " + add(after.record()) + ")");
        others.forEach(other ->
                sql.append(" and exists (select 1 from ").append(isIn(other)).append(')'));
        return sql.toString();
    }

    private String isIn(SearchCondition other) {
        boolean isGram = other.kind() == SearchKind.CONTAINS;
        var table = isGram ? "gram_index" : other.index().unique() ? "unique_index" : "blind_index";
        var same = table + " o where o.customer_id = c.customer_id and o.record_id = c.record_id and o.index = "
                + add(other.index().number());
        return isGram
                ? same + " and o.grams @> " + add(other.grams())
                : same + " and o.value = any (" + add(other.values().toArray(byte[][]::new)) + ")";
    }

    private String ordered() {
        return " order by 1, 2 limit " + add(most);
    }

    private String add(Object parameter) {
        parameters.add(parameter);
        return "?";
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    private static long configurationVersion(Connection snapshot) throws SQLException {
        try (var statement = snapshot.prepareStatement("select version from configuration_version");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
