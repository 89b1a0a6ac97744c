package dev.strongroom.vault;

import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.web.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// Lets a caller repeat a write without doing it twice, for 24 hours (after draft-ietf-httpapi-idempotency-key-header).
///
/// A key counts per client, method and path. Kept are only keyed hashes of key and body, and the id and version that
/// were answered.
public final class Idempotency {

    private final HmacSha256 scopes;
    private final HmacSha256 bodies;

    Idempotency(KeyRing ring) {
        this.scopes = ring.macFor("idempotency scope");
        this.bodies = ring.macFor("idempotency body");
    }

    /// A request that may be a repetition.
    ///
    /// @param key as the caller chose it
    public record Request(String caller, String method, String path, String key, byte[] body) {
        @Override
        public String toString() {
            return "Request[" + caller + ", " + method + "]";
        }
    }

    /// Takes the key for the caller's transaction.
    ///
    /// @return what was answered before, if this is a repetition
    /// @throws Problem 409 while the first request is still running; 422 if the body is another
    Optional<Written> begin(Connection connection, Request request) throws SQLException {
        var scope = scope(request);
        if (!tryLock(connection, scope)) {
            throw Problem.of(
                    HttpStatus.CONFLICT, "idempotency.in_progress", "Wait for the answer to the first request.");
        }
        try (var statement = connection.prepareStatement("""
                select body, customer_id, record_id, version from idempotency
                where scope = ? and created_at > clock_timestamp() - interval '24 hours'
                """)) {
            statement.setBytes(1, scope);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                refuseOtherBody(rows.getBytes(1), request);
                return Optional.of(new Written(new RecordId(rows.getLong(2), rows.getLong(3)), rows.getInt(4)));
            }
        }
    }

    /// Remembers the answer, in the same transaction as the write.
    void end(Connection connection, Request request, Written answer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into idempotency (scope, body, customer_id, record_id, version) values (?, ?, ?, ?, ?)
                on conflict (scope) do update set body = excluded.body, customer_id = excluded.customer_id,
                    record_id = excluded.record_id, version = excluded.version, created_at = clock_timestamp()
                """)) {
            statement.setBytes(1, scope(request));
            statement.setBytes(2, bodies.tag(request.body()));
            statement.setLong(3, answer.id().customer());
            statement.setLong(4, answer.id().record());
            statement.setInt(5, answer.version());
            statement.executeUpdate();
        }
    }

    /// Forgets answers older than a day.
    static int forgetOld(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from idempotency where created_at < clock_timestamp() - interval '24 hours'")) {
            return statement.executeUpdate();
        }
    }

    private void refuseOtherBody(byte[] stored, Request request) {
        if (!MessageDigest.isEqual(stored, bodies.tag(request.body()))) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency.other_body",
                    "Use another Idempotency-Key for another request.");
        }
    }

    private static boolean tryLock(Connection connection, byte[] scope) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, ByteBuffer.wrap(scope).getLong());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private byte[] scope(Request request) {
        return scopes.tag(part(request.caller()), part(request.method()), part(request.path()), part(request.key()));
    }

    private static byte[] part(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
