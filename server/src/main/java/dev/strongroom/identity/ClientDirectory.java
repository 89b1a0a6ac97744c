package dev.strongroom.identity;

import dev.strongroom.web.AddressRange;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All clients, read from the database into memory whenever the configuration changed.
final class ClientDirectory {

    private final JdbcClient jdbc;
    private volatile Map<String, Listed> clients;

    ClientDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.clients = read();
    }

    /// A client with what its secret is checked against.
    record Listed(ApiClient client, byte[] secretHash, List<AddressRange> ranges) {

        boolean isValidAt(Instant now) {
            return client.revokedAt().isEmpty()
                    && client.expiresAt().filter(end -> !now.isBefore(end)).isEmpty();
        }

        boolean mayCallFrom(String address) {
            return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
        }
    }

    Optional<Listed> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    void refresh() {
        clients = read();
    }

    List<ApiClient> all() {
        return jdbc.sql("select * from api_client order by created_at, id")
                .query((row, number) -> listed(row).client())
                .list();
    }

    private Map<String, Listed> read() {
        return jdbc.sql("select * from api_client").query((row, number) -> listed(row)).list().stream()
                .collect(Collectors.toUnmodifiableMap(listed -> listed.client().id(), Function.identity()));
    }

    private static Listed listed(ResultSet row) throws SQLException {
        var ranges = strings(row.getArray("address_ranges"));
        var client = new ApiClient(
                row.getString("id"),
                row.getString("name"),
                Set.copyOf(strings(row.getArray("roles"))),
                Set.copyOf(strings(row.getArray("purposes"))),
                ranges,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
        return new Listed(
                client,
                row.getBytes("secret_hash"),
                ranges.stream()
                        .map(AddressRange::parse)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
