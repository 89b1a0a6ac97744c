package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.web.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Decides for each wish whether there is to be a token, and opens the values of those that are permitted.
final class TokenPlanning {

    private static final Logger log = LoggerFactory.getLogger(TokenPlanning.class);

    /// In UTF-8; a thousand of them are sealed and sent in one statement.
    private static final int LONGEST_VALUE = 4_096;

    private final TokenAccess access;
    private final RecordOpening opening;
    private final FieldDisclosure fields;
    private final TokenIndex indexes;
    private final Clock clock;

    TokenPlanning(TokenAccess access, RecordOpening opening, FieldDisclosure fields, TokenIndex indexes, Clock clock) {
        this.access = access;
        this.opening = opening;
        this.fields = fields;
        this.indexes = indexes;
        this.clock = clock;
    }

    private record Source(StoredRecord stored, Optional<OpenedRecord> opened) {}

    /// @return one plan for each wish, in order
    List<TokenPlan> plan(
            TokenCaller caller, Catalog catalog, Map<RecordId, StoredRecord> stored, List<TokenRequest> requests) {
        var sources = new HashMap<RecordId, Source>();
        stored.forEach((id, record) -> sources.put(id, new Source(record, open(record))));
        return requests.stream()
                .map(request -> plan(caller, catalog, request, Optional.ofNullable(sources.get(request.id()))))
                .toList();
    }

    private TokenPlan plan(TokenCaller caller, Catalog catalog, TokenRequest request, Optional<Source> source) {
        try {
            return wanted(caller, catalog, request, source);
        } catch (Problem refused) {
            if (refused.status() == HttpStatus.SERVICE_UNAVAILABLE) {
                throw refused;
            }
            return new TokenPlan.Refused(refused, request.collection(), source.flatMap(TokenPlanning::about));
        }
    }

    private TokenPlan.Wanted wanted(
            TokenCaller caller, Catalog catalog, TokenRequest request, Optional<Source> source) {
        TokenShape.check(request);
        var expiresAt = TokenTerms.expiry(request, clock);
        var field = permitted(caller, catalog, request);
        if (field.type() == FieldType.FILE) {
            throw FileRefusals.isAFile(field.id());
        }
        var record = source.filter(found -> found.stored().collection().equals(request.collection()))
                .orElseThrow(Refusals::noSuchRecord)
                .opened()
                .orElseThrow(Refusals::damaged);
        var value = value(record, field.id());
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE) {
            throw TokenRefusals.tooLong(field.id());
        }
        var shape = TokenShape.of(request, value);
        var sameValue = request.deterministic()
                ? Optional.of(sameValue(caller.purpose(), record, field, shape, value))
                : Optional.<byte[]>empty();
        var terms = new TokenTerms(caller.purpose(), shape.kind(), request.oneTime(), expiresAt, sameValue);
        return new TokenPlan.Wanted(record, field.id(), value, shape, terms);
    }

    private FieldDefinition permitted(TokenCaller caller, Catalog catalog, TokenRequest request) {
        var decision = access.decide(caller, catalog, request.id(), request.collection(), request.field());
        access.count(caller, decision, request.id());
        if (decision instanceof Decision.Permit permit) {
            if (!permit.levels().containsKey(request.field())) {
                throw TokenRefusals.notGranted(request.field());
            }
            return catalog.collection(request.collection())
                    .flatMap(collection -> collection.field(request.field()))
                    .orElseThrow(Refusals::noSuchRecord);
        }
        throw Refusals.of((Decision.Deny) decision);
    }

    private String value(OpenedRecord record, String field) {
        if (!record.has(field)) {
            throw TokenRefusals.noValue(field);
        }
        try {
            return fields.open(record, field);
        } catch (DoesNotOpen changed) {
            report(record.id(), record.collection());
            throw Refusals.damaged();
        }
    }

    private byte[] sameValue(
            String purpose, OpenedRecord record, FieldDefinition field, TokenShape shape, String value) {
        return indexes.sameValue(
                purpose, record.id().customer(), record.collection(), field.id(), shape, field.normalised(value));
    }

    private Optional<OpenedRecord> open(StoredRecord stored) {
        try {
            return Optional.of(opening.open(stored));
        } catch (DoesNotOpen changed) {
            report(stored.id(), stored.collection());
            return Optional.empty();
        }
    }

    private static void report(RecordId id, String collection) {
        log.error("Record {} in {} does not open: it was changed outside of the vault", id, collection);
    }

    private static Optional<LookEntries.About> about(Source source) {
        return source.opened().map(TokenPlanning::about);
    }

    static LookEntries.About about(OpenedRecord record) {
        return new LookEntries.About(record.id().customer(), record.key());
    }
}
