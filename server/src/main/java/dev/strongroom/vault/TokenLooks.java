package dev.strongroom.vault;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.Receipt;
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

/// Opens tokens: each for the purpose it was made for, at the level the caller's grants give, and only after the
/// ledger has it on disk who looked. A token that opens once is removed by the transaction that records the look.
///
/// What never existed, is over, was erased, belongs to another purpose, or may not be seen, is answered alike.
public final class TokenLooks {

    private static final int NOT_SHOWN = -1;

    private final Transactions transactions;
    private final TokenAccess access;
    private final TokenIndex indexes;
    private final TokenOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;
    private final Counter opened;

    TokenLooks(
            Transactions transactions,
            TokenAccess access,
            TokenIndex indexes,
            TokenOpening opening,
            LookEntries entries,
            Ledger ledger,
            Clock clock,
            Counter opened) {
        this.transactions = transactions;
        this.access = access;
        this.indexes = indexes;
        this.opening = opening;
        this.entries = entries;
        this.ledger = ledger;
        this.clock = clock;
        this.opened = opened;
    }

    /// @param tokens at least one
    /// @return one answer for each, in order; a refused one leaves an entry too
    /// @throws dev.strongroom.web.Problem if the caller may not state the purpose
    public List<TokenAnswer> open(TokenCaller caller, List<String> tokens) {
        var catalog = access.requirePurpose(caller);
        var stored = read(caller.purpose(), tokens);
        stored.values().forEach(token -> access.refuseOutdated(token.configurationVersion()));
        var once = new HashSet<ByteBuffer>();
        var seen = tokens.stream()
                .map(token -> see(caller, catalog, Optional.ofNullable(stored.get(token)), once))
                .toList();
        var answers = once.isEmpty() ? release(caller, catalog, seen) : releaseOnce(caller, catalog, seen, once);
        opened.increment(
                answers.stream().filter(TokenAnswer.Opened.class::isInstance).count());
        return answers;
    }

    /// @param once the tokens of this request so far that open once: named again, they are over already
    private TokenSeen see(TokenCaller caller, Catalog catalog, Optional<StoredToken> stored, Set<ByteBuffer> once) {
        var seen = stored.map(token -> opening.see(caller, catalog, token)).orElseGet(TokenSeen.Refused::unknown);
        boolean isAgain = seen instanceof TokenSeen.Shown shown && shown.isOnce() && !once.add(shown.index());
        return isAgain ? TokenSeen.Refused.unknown() : seen;
    }

    private Map<String, StoredToken> read(String purpose, List<String> tokens) {
        var asked = new HashMap<ByteBuffer, String>();
        tokens.stream()
                .filter(TokenIndex::isToken)
                .forEach(token -> asked.put(ByteBuffer.wrap(indexes.of(purpose, token)), token));
        if (asked.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<String, StoredToken>();
        var rows = transactions.run(connection -> TokenRows.byIndex(
                connection, asked.keySet().stream().map(ByteBuffer::array).toList()));
        for (var row : rows) {
            Optional.ofNullable(asked.get(ByteBuffer.wrap(row.row().index())))
                    .ifPresent(token -> found.put(token, row));
        }
        return found;
    }

    private List<TokenAnswer> release(TokenCaller caller, Catalog catalog, List<TokenSeen> seen) {
        var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.LOOK, entries, clock);
        var positions = gather(seen, drafts);
        return answers(seen, positions, ledger.append(drafts.drafts()));
    }

    /// INVARIANT: whoever removes the row is the only one who is shown its value, and both commit together.
    private List<TokenAnswer> releaseOnce(
            TokenCaller caller, Catalog catalog, List<TokenSeen> seen, Set<ByteBuffer> once) {
        return transactions.runBounded(connection -> {
            var removed = TokenRows.remove(
                    connection, once.stream().map(ByteBuffer::array).toList());
            var left = seen.stream()
                    .map(one -> isLost(one, removed) ? TokenSeen.Refused.unknown() : one)
                    .toList();
            var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.LOOK, entries, clock);
            var positions = gather(left, drafts);
            return answers(left, positions, ledger.appendWithin(connection, drafts.drafts()));
        });
    }

    private static boolean isLost(TokenSeen seen, Set<ByteBuffer> removed) {
        return seen instanceof TokenSeen.Shown shown && shown.isOnce() && !removed.contains(shown.index());
    }

    private static int[] gather(List<TokenSeen> seen, TokenDrafts drafts) {
        return seen.stream().mapToInt(one -> gather(one, drafts)).toArray();
    }

    /// @return the position of the entry among the drafts
    private static int gather(TokenSeen seen, TokenDrafts drafts) {
        return switch (seen) {
            case TokenSeen.Shown shown -> {
                var level = shown.value().level().name().toLowerCase(Locale.ROOT);
                yield drafts.permitted(
                        shown.about(), shown.row().collection(), shown.row().field(), level);
            }
            case TokenSeen.Refused refused -> {
                drafts.refused(refused.about(), refused.collection(), refused.code());
                yield NOT_SHOWN;
            }
        };
    }

    private static List<TokenAnswer> answers(List<TokenSeen> seen, int[] positions, List<Receipt> receipts) {
        var answers = new ArrayList<TokenAnswer>();
        for (int i = 0; i < positions.length; i++) {
            answers.add(
                    switch (seen.get(i)) {
                        case TokenSeen.Shown shown ->
                            new TokenAnswer.Opened(
                                    shown.row().collection(),
                                    shown.row().field(),
                                    shown.value(),
                                    receipts.get(positions[i]));
                        case TokenSeen.Refused refused -> new TokenAnswer.Refused(refused.problem());
                    });
        }
        return answers;
    }
}
