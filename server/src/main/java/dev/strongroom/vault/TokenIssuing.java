package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.web.Problem;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the tokens that exist already, draws the others, and stores them, all wishes of a request at a time.
final class TokenIssuing {

    /// In each round a token is drawn anew only where it met another one by chance, or is its own value.
    private static final int MOST_ROUNDS = 20;

    private static final byte[] NOT_SEALED = new byte[0];

    private final TokenIndex indexes;
    private final TokenDrawing drawing;
    private final TokenSealing sealing;

    TokenIssuing(TokenIndex indexes, TokenDrawing drawing, TokenSealing sealing) {
        this.indexes = indexes;
        this.drawing = drawing;
        this.sealing = sealing;
    }

    /// What became of each wish, told apart by identity: equal wishes may have different tokens.
    static final class Outcome {
        private final Map<TokenPlan.Wanted, String> tokens = new IdentityHashMap<>();
        private final Map<TokenPlan.Wanted, Problem> refused = new IdentityHashMap<>();

        Optional<String> token(TokenPlan.Wanted wanted) {
            return Optional.ofNullable(tokens.get(wanted));
        }

        Problem problem(TokenPlan.Wanted wanted) {
            return refused.getOrDefault(wanted, TokenRefusals.exhausted());
        }

        private boolean isSettled(TokenPlan.Wanted wanted) {
            return tokens.containsKey(wanted) || refused.containsKey(wanted);
        }

        private void copy(TokenPlan.Wanted from, TokenPlan.Wanted to) {
            token(from).ifPresentOrElse(token -> tokens.put(to, token), () -> refused.put(to, problem(from)));
        }
    }

    /// @return a token or a problem for each
    Outcome issue(Connection connection, List<TokenPlan.Wanted> wanted) throws SQLException {
        var outcome = new Outcome();
        var leaders = leaders(wanted);
        var open = new ArrayList<>(leaders.values());
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
            findAgain(connection, open, outcome);
            open.removeIf(outcome::isSettled);
            store(connection, open, outcome);
            open.removeIf(outcome::isSettled);
        }
        for (var follower : wanted) {
            var leader = leaders.get(identity(follower));
            if (leader != null && leader != follower) {
                outcome.copy(leader, follower);
            }
        }
        return outcome;
    }

    /// One wish for each deterministic value, and every other one.
    private static Map<Object, TokenPlan.Wanted> leaders(List<TokenPlan.Wanted> wanted) {
        var leaders = new LinkedHashMap<Object, TokenPlan.Wanted>();
        wanted.forEach(wish -> leaders.putIfAbsent(identity(wish), wish));
        return leaders;
    }

    private static Object identity(TokenPlan.Wanted wanted) {
        return wanted.terms().sameValue().<Object>map(ByteBuffer::wrap).orElseGet(() -> new Unequal(wanted));
    }

    /// Equal to nothing but the same wish.
    private static final class Unequal {
        private final TokenPlan.Wanted wanted;

        Unequal(TokenPlan.Wanted wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unequal unequal && unequal.wanted == wanted;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(wanted);
        }
    }

    private void findAgain(Connection connection, List<TokenPlan.Wanted> open, Outcome outcome) throws SQLException {
        var deterministic = new HashMap<ByteBuffer, TokenPlan.Wanted>();
        for (var wanted : open) {
            wanted.terms().sameValue().ifPresent(value -> deterministic.put(ByteBuffer.wrap(value), wanted));
        }
        if (deterministic.isEmpty()) {
            return;
        }
        var values = deterministic.keySet().stream().map(ByteBuffer::array).toList();
        for (var stored : TokenRows.bySameValue(connection, values)) {
            var value = ByteBuffer.wrap(stored.row().terms().sameValue().orElseThrow());
            var wanted = deterministic.get(value);
            if (wanted != null) {
                again(wanted, stored.row(), outcome);
            }
        }
    }

    private void again(TokenPlan.Wanted wanted, TokenRow row, Outcome outcome) {
        try {
            var opened = sealing.open(wanted.record().key().fieldKey(), row);
            outcome.tokens.put(wanted, opened.token());
        } catch (DoesNotOpen changed) {
            outcome.refused.put(wanted, TokenRefusals.damaged());
        }
    }

    private record Candidate(TokenPlan.Wanted wanted, String token, TokenRow row) {

        /// Rows go in by what another transaction may wait for, so that two of them do not wait in a circle.
        byte[] order() {
            return row.terms().sameValue().orElse(row.index());
        }
    }

    private void store(Connection connection, List<TokenPlan.Wanted> open, Outcome outcome) throws SQLException {
        if (open.isEmpty()) {
            return;
        }
        var candidates = new LinkedHashMap<ByteBuffer, Candidate>();
        drawing.draw(connection, open).forEach((wanted, drawn) -> {
            if (drawn.isEmpty()) {
                outcome.refused.put(wanted, TokenRefusals.exhausted());
            } else if (!drawn.get().equals(TokenShape.digits(wanted.value()))) {
                var candidate = candidate(wanted, drawn.get());
                candidates.putIfAbsent(ByteBuffer.wrap(candidate.row().index()), candidate);
            }
        });
        var rows = candidates.values().stream()
                .sorted(Comparator.comparing(Candidate::order, Arrays::compareUnsigned))
                .map(Candidate::row)
                .toList();
        for (var index : TokenRows.insert(connection, rows)) {
            var stored = candidates.get(index);
            if (stored != null) {
                outcome.tokens.put(stored.wanted(), stored.token());
            }
        }
    }

    private Candidate candidate(TokenPlan.Wanted wanted, String token) {
        var record = wanted.record();
        var row = new TokenRow(
                indexes.of(wanted.terms().purpose(), token),
                record.id(),
                record.collection(),
                wanted.field(),
                wanted.terms(),
                NOT_SEALED);
        var cleartext = new TokenSealing.Opened(token, wanted.value());
        return new Candidate(wanted, token, sealing.seal(record.key().fieldKey(), row, cleartext));
    }
}
