package dev.strongroom.identity.session;

import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.identity.account.AccountRows;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Many sessions by the hashes of their tokens, each with its account as it is now. Asked by every request of a person.
final class ReadSession implements SharedRoundTrips.Kind<ByteBuffer, Optional<ReadSession.Found>> {

    private static final String FACTORS =
            Arrays.stream(Factor.values()).map(factor -> "s." + factor.column()).collect(Collectors.joining(", "));

    private static final String SQL =
            "select s.token_hash, s.network, s.id as session_id, s.generation, s.created_at as begun_at, s.seen_at, "
                    + FACTORS + ", " + AccountRows.columns("a")
                    + " from account_session s join account a on a.id = s.account_id where s.token_hash = any (?)";

    /// @param network where a factor was last proven
    record Found(Session session, byte[] network) {}

    @Override
    public String sql() {
        return SQL;
    }

    @Override
    public int parameters() {
        return 1;
    }

    @Override
    public boolean takesLocks() {
        return false;
    }

    @Override
    public void bind(PreparedStatement statement, int first, List<ByteBuffer> questions) throws SQLException {
        statement.setObject(first, questions.stream().map(ByteBuffer::array).toArray(byte[][]::new));
    }

    @Override
    public List<Optional<Found>> read(ResultSet rows, List<ByteBuffer> questions) throws SQLException {
        var found = new HashMap<ByteBuffer, Found>();
        while (rows.next()) {
            found.put(ByteBuffer.wrap(rows.getBytes("token_hash")), new Found(session(rows), rows.getBytes("network")));
        }
        return questions.stream()
                .map(hash -> Optional.ofNullable(found.get(hash)))
                .toList();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("session_id"),
                row.getInt("generation"),
                AccountRows.account(row),
                SessionRows.proven(row),
                SessionRows.instant(row, "begun_at").orElseThrow(),
                SessionRows.instant(row, "seen_at").orElseThrow());
    }
}
