package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.Receipt;
import dev.strongroom.web.Problem;
import io.micrometer.core.instrument.Counter;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens tokens: each for the purpose it was made for, at the level the caller's grants give, and only after the
/// ledger has it on disk who looked. A token that opens once is removed by the transaction that records the look.
///
/// What never existed, is over, was erased, belongs to another purpose, or may not be seen, is answered alike.
public final class TokenLooks {

    private static final Logger log = LoggerFactory.getLogger(TokenLooks.class);

    private final Transactions transactions;
    private final TokenAccess access;
    private final TokenIndex indexes;
    private final TokenSealing sealing;
    private final RecordOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;
    private final Counter opened;

    TokenLooks(
            Transactions transactions,
            TokenAccess access,
            TokenIndex indexes,
            TokenSealing sealing,
            RecordOpening opening,
            LookEntries entries,
            Ledger ledger,
            Clock clock,
            Counter opened) {
        this.transactions = transactions;
        this.access = access;
        this.indexes = indexes;
        this.sealing = sealing;
        this.opening = opening;
        this.entries = entries;
        this.ledger = ledger;
        this.clock = clock;
        this.opened = opened;
    }

    /// What is seen of one token, not yet released.
    private sealed interface Seen {}

    private record Shown(TokenRow row, LookEntries.About about, Disclosure.Shown shown) implements Seen {}

    /// @param code in the entry, which may be more exact than the answer
    private record Refused(Problem problem, String code, String collection, Optional<LookEntries.About> about)
            implements Seen {

        static Refused unknown() {
            return unknown(TokenRefusals.unknown().code(), "", Optional.empty());
        }

        static Refused unknown(String code, String collection, Optional<LookEntries.About> about) {
            return new Refused(TokenRefusals.unknown(), code, collection, about);
        }
    }

    /// @param tokens at least one
    /// @return one answer for each, in order; a refused one leaves an entry too
    /// @throws Problem if the caller may not state the purpose
    public List<TokenAnswer> open(TokenCaller caller, List<String> tokens) {
        var catalog = access.requirePurpose(caller);
        var stored = read(caller.purpose(), tokens);
        stored.values().forEach(token -> access.refuseOutdated(token.configurationVersion()));
        var seen = new ArrayList<Seen>();
        var once = new HashSet<ByteBuffer>();
        for (var token : tokens) {
            var found = Optional.ofNullable(stored.get(key(caller.purpose(), token)));
            seen.add(found.map(row -> see(caller, catalog, row))
                    .filter(one -> isFirst(one, once))
                    .orElseGet(Refused::unknown));
        }
        var answers = once.isEmpty() ? release(caller, catalog, seen) : releaseOnce(caller, catalog, seen, once);
        opened.increment(
                answers.stream().filter(TokenAnswer.Opened.class::isInstance).count());
        return answers;
    }

    /// A token that opens once, named twice in one request, opens for the first of them.
    private static boolean isFirst(Seen seen, Set<ByteBuffer> once) {
        return !(seen instanceof Shown shown)
                || !shown.row().terms().oneTime()
                || once.add(ByteBuffer.wrap(shown.row().index()));
    }

    private Map<ByteBuffer, StoredToken> read(String purpose, List<String> tokens) {
        var asked = tokens.stream()
                .filter(TokenIndex::isToken)
                .map(token -> indexes.of(purpose, token))
                .toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        var stored = new HashMap<ByteBuffer, StoredToken>();
        transactions
                .run(connection -> TokenRows.byIndex(connection, asked))
                .forEach(token -> stored.put(ByteBuffer.wrap(token.row().index()), token));
        return stored;
    }

    private ByteBuffer key(String purpose, String token) {
        return ByteBuffer.wrap(TokenIndex.isToken(token) ? indexes.of(purpose, token) : new byte[0]);
    }

    private Seen see(TokenCaller caller, Catalog catalog, StoredToken stored) {
        var row = stored.row();
        var about = about(row, stored.key());
        if (row.terms().isOver(clock.instant())) {
            return Refused.unknown("token.unknown", row.collection(), about);
        }
        var level = level(caller, catalog, row);
        if (level.isEmpty()) {
            return Refused.unknown("token.not_granted", row.collection(), about);
        }
        return about.flatMap(key -> open(catalog, row, key, level.get())).orElseGet(() -> damaged(row, about));
    }

    private Optional<Level> level(TokenCaller caller, Catalog catalog, TokenRow row) {
        return access.decide(caller, catalog, row.collection(), row.field()) instanceof Decision.Permit permit
                ? Optional.ofNullable(permit.levels().get(row.field()))
                : Optional.empty();
    }

    private Optional<Seen> open(Catalog catalog, TokenRow row, LookEntries.About about, Level level) {
        try {
            var value = sealing.open(about.key().fieldKey(), row).value();
            return catalog.collection(row.collection())
                    .flatMap(collection -> collection.field(row.field()))
                    .map(field -> new Shown(row, about, FieldDisclosure.show(field, level, value)));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }

    private static Seen damaged(TokenRow row, Optional<LookEntries.About> about) {
        log.error(
                "A token of record {} in {} does not open: it was changed outside of the vault",
                row.id(),
                row.collection());
        var problem = TokenRefusals.damaged();
        return new Refused(problem, problem.code(), row.collection(), about);
    }

    private Optional<LookEntries.About> about(TokenRow row, CustomerKey.Wrapped wrapped) {
        try {
            long customer = row.id().customer();
            return Optional.of(new LookEntries.About(customer, opening.openKey(customer, wrapped)));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }

    private List<TokenAnswer> release(TokenCaller caller, Catalog catalog, List<Seen> seen) {
        var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.LOOK, entries, clock);
        var positions = gather(seen, drafts);
        return answers(seen, positions, ledger.append(drafts.drafts()));
    }

    /// INVARIANT: whoever removes the row is the only one who is shown its value, and both commit together.
    private List<TokenAnswer> releaseOnce(TokenCaller caller, Catalog catalog, List<Seen> seen, Set<ByteBuffer> once) {
        return transactions.runBounded(connection -> {
            var wanted = once.stream().map(ByteBuffer::array).toList();
            var removed = TokenRows.remove(connection, wanted);
            var left = seen.stream()
                    .map(one -> isLost(one, removed) ? Refused.unknown() : one)
                    .toList();
            var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.LOOK, entries, clock);
            var positions = gather(left, drafts);
            return answers(left, positions, ledger.appendWithin(connection, drafts.drafts()));
        });
    }

    private static boolean isLost(Seen seen, Set<ByteBuffer> removed) {
        return seen instanceof Shown shown
                && shown.row().terms().oneTime()
                && !removed.contains(ByteBuffer.wrap(shown.row().index()));
    }

    private static int[] gather(List<Seen> seen, TokenDrafts drafts) {
        return seen.stream().mapToInt(one -> gather(one, drafts)).toArray();
    }

    private static int gather(Seen seen, TokenDrafts drafts) {
        return switch (seen) {
            case Shown shown -> {
                var level = shown.shown().level().name().toLowerCase(Locale.ROOT);
                yield drafts.permitted(
                        shown.about(), shown.row().collection(), shown.row().field(), level);
            }
            case Refused refused -> {
                drafts.refused(refused.about(), refused.collection(), refused.code());
                yield -1;
            }
        };
    }

    private static List<TokenAnswer> answers(List<Seen> seen, int[] positions, List<Receipt> receipts) {
        var answers = new ArrayList<TokenAnswer>();
        for (int i = 0; i < positions.length; i++) {
            answers.add(
                    switch (seen.get(i)) {
                        case Shown shown ->
                            new TokenAnswer.Opened(
                                    shown.row().collection(),
                                    shown.row().field(),
                                    shown.shown(),
                                    receipts.get(positions[i]));
                        case Refused refused -> new TokenAnswer.Refused(refused.problem());
                    });
        }
        return answers;
    }
}
