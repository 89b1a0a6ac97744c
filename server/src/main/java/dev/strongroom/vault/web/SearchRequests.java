package dev.strongroom.vault.web;

import dev.strongroom.catalog.SearchKind;
import dev.strongroom.vault.RecordId;
import dev.strongroom.vault.RecordSearch;
import dev.strongroom.vault.SearchTerm;
import dev.strongroom.web.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/// Reads what a search asks for.
final class SearchRequests {

    private static final int LARGEST_PAGE = 100;
    private static final int USUAL_PAGE = 20;

    private SearchRequests() {}

    /// @throws Problem naming the member that is missing or wrong
    static RecordSearch.Query query(RecordRequests.Search sent) {
        int limit = sent.limit() == null ? USUAL_PAGE : sent.limit();
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw invalid("limit", "Ask for 1 to 100 records at a time.");
        }
        return new RecordSearch.Query(conditions(sent), limit, cursor(sent.cursor()));
    }

    private static List<RecordSearch.Condition> conditions(RecordRequests.Search sent) {
        var several = sent.and();
        if (several == null) {
            return List.of(condition(sent.field(), sent.match(), sent.value()));
        }
        if (sent.field() != null || sent.match() != null || sent.value() != null) {
            throw invalid("and", "Send either one condition or several under `and`.");
        }
        if (several.isEmpty() || several.size() > RecordSearch.MOST_CONDITIONS) {
            throw invalid("and", "Send one to four conditions under `and`.");
        }
        var conditions = new ArrayList<RecordSearch.Condition>();
        for (var condition : several) {
            if (condition == null) {
                throw invalid("and", "Send one to four conditions under `and`.");
            }
            conditions.add(condition(condition.field(), condition.match(), condition.value()));
        }
        return conditions;
    }

    private static RecordSearch.Condition condition(
            @Nullable String field, @Nullable String match, @Nullable JsonNode value) {
        if (field == null) {
            throw invalid("field", "Name the field to search by.");
        }
        var kind = Arrays.stream(SearchKind.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(match))
                .findFirst()
                .orElseThrow(() -> invalid("match", "Send exact, suffix, prefix, contains or between as `match`."));
        if (value == null || value.isNull()) {
            throw invalid("value", "Send the value to search for.");
        }
        return new RecordSearch.Condition(
                field, kind, kind == SearchKind.BETWEEN ? range(value) : new SearchTerm.Value(value));
    }

    private static SearchTerm range(JsonNode value) {
        var from = value.get("from");
        var to = value.get("to");
        if (from == null || to == null || value.size() != 2) {
            throw invalid("value", "Send the range as an object with `from` and `to`, both included.");
        }
        return new SearchTerm.Range(from, to);
    }

    private static Optional<RecordId> cursor(@Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        return Optional.of(RecordId.parse(cursor)
                .orElseThrow(() -> invalid("cursor", "Send `cursor` as the previous answer gave it.")));
    }

    private static Problem invalid(String member, String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, "search.invalid", detail).with("member", member);
    }
}
