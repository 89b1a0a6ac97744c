package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.web.Problem;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Opens a stored token as far as the caller may see what it stands for. What may not be seen is not opened.
final class TokenOpening {

    private static final Logger log = LoggerFactory.getLogger(TokenOpening.class);

    private final TokenAccess access;
    private final TokenSealing sealing;
    private final RecordOpening opening;
    private final Clock clock;

    TokenOpening(TokenAccess access, TokenSealing sealing, RecordOpening opening, Clock clock) {
        this.access = access;
        this.sealing = sealing;
        this.opening = opening;
        this.clock = clock;
    }

    TokenSeen see(TokenCaller caller, Catalog catalog, StoredToken stored) {
        var row = stored.row();
        var about = about(row, stored.key());
        if (row.terms().isOver(clock.instant())) {
            return TokenSeen.Refused.unknown("token.unknown", row.collection(), about);
        }
        try {
            return see(caller, catalog, row, about);
        } catch (Problem exceeded) {
            if (exceeded.status() != HttpStatus.TOO_MANY_REQUESTS) {
                throw exceeded;
            }
            return new TokenSeen.Refused(exceeded, exceeded.code(), row.collection(), about);
        }
    }

    private TokenSeen see(TokenCaller caller, Catalog catalog, TokenRow row, Optional<LookEntries.About> about) {
        var decision = access.decide(caller, catalog, row.id(), row.collection(), row.field());
        if (decision instanceof Decision.Deny deny && deny.reason() == Decision.Reason.FACTOR_STALE) {
            var problem = Refusals.of(deny);
            return new TokenSeen.Refused(problem, problem.code(), row.collection(), about);
        }
        var level = level(decision, row);
        if (level.isEmpty()) {
            return TokenSeen.Refused.unknown("token.not_granted", row.collection(), about);
        }
        // Only what is shown counts: a limit that is used up must not tell of tokens that are answered as unknown
        access.count(caller, decision, row.id());
        return about.flatMap(key -> open(catalog, row, key, level.get())).orElseGet(() -> damaged(row, about));
    }

    /// Whether a caller could have made this token, and it is not over.
    boolean isWithinReach(TokenCaller caller, Catalog catalog, TokenRow row) {
        return !row.terms().isOver(clock.instant())
                && level(access.decide(caller, catalog, row.id(), row.collection(), row.field()), row)
                        .isPresent();
    }

    Optional<LookEntries.About> about(TokenRow row, CustomerKey.Wrapped wrapped) {
        try {
            long customer = row.id().customer();
            return Optional.of(new LookEntries.About(customer, opening.openKey(customer, wrapped)));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }

    private static Optional<Level> level(Decision decision, TokenRow row) {
        return decision instanceof Decision.Permit permit
                ? Optional.ofNullable(permit.levels().get(row.field()))
                : Optional.empty();
    }

    private Optional<TokenSeen> open(Catalog catalog, TokenRow row, LookEntries.About about, Level level) {
        try {
            var value = sealing.open(about.key().fieldKey(), row).value();
            return catalog.collection(row.collection())
                    .flatMap(collection -> collection.field(row.field()))
                    .map(field -> new TokenSeen.Shown(row, about, FieldDisclosure.show(field, level, value)));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }

    private static TokenSeen damaged(TokenRow row, Optional<LookEntries.About> about) {
        log.error(
                "A token of record {} in {} does not open: it was changed outside of the vault",
                row.id(),
                row.collection());
        var problem = TokenRefusals.damaged();
        return new TokenSeen.Refused(problem, problem.code(), row.collection(), about);
    }
}
