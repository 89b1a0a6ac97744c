package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.context.ApplicationContext;

/// Fills a vault with customers faster than the API would, by COPY. Only the bench does this: what it writes is what
/// the API would have written, entry by entry.
public final class BenchSeed {

    private static final int BATCH = 1_000;
    private static final HexFormat HEX = HexFormat.of();

    private final ApplicationContext server;
    private final SplittableRandom random = new SplittableRandom(1);

    public BenchSeed(ApplicationContext server) {
        this.server = server;
    }

    /// @param progress told how many there are
    /// @return the ids of all customers, in the order of their numbers; number n has the e-mail `bench-n@example.com`
    public List<RecordId> customers(int count, IntConsumer progress) {
        var ids = new ArrayList<RecordId>();
        while (ids.size() < count) {
            int size = Math.min(BATCH, count - ids.size());
            ids.addAll(batch(ids.size(), size));
            progress.accept(ids.size());
        }
        try (var connection = server.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            return ids;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<RecordId> batch(int first, int size) {
        var keys = new StringBuilder();
        var records = new StringBuilder();
        var indexes = new StringBuilder();
        var drafts = new ArrayList<Draft>();
        var ids = new ArrayList<RecordId>();
        for (int n = first; n < first + size; n++) {
            var id = RecordId.ofCustomer(random.nextLong());
            ids.add(id);
            drafts.add(customer(n, id, keys, records, indexes));
        }
        // Entries first: the record check, which runs meanwhile, would report rows that no entry knows
        server.getBean(Ledger.class).append(drafts);
        try (var connection = server.getBean(DataSource.class).getConnection()) {
            copy(connection, "customer_key (customer_id, kek_version, key_version, wrapped, commitment)", keys);
            copy(connection, "record (customer_id, record_id, collection, sealed)", records);
            copy(connection, "blind_index (field, value, customer_id, record_id, is_unique)", indexes);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return ids;
    }

    private Draft customer(int number, RecordId id, StringBuilder keys, StringBuilder records, StringBuilder indexes) {
        var ring = server.getBean(KeyRing.class);
        var customerKeys = server.getBean(CustomerKeys.class);
        var wrapped = customerKeys.create(id.customer());
        var key = customerKeys.open(id.customer(), wrapped);
        var values = new TreeMap<>(Map.of(
                "name", "客户" + number,
                "email", "bench-" + number + "@example.com",
                "phone", "+86138%08d".formatted(number),
                "address", "广东省深圳市南山区科技路" + number + "号",
                "birth_date", "1980-01-01",
                "reference", "B-" + number));
        var place = new SealedRecord.Place(ring.deployment(), "customers", id.customer(), id.record());
        var cleartext = new TreeMap<String, byte[]>();
        values.forEach((field, value) -> cleartext.put(field, value.getBytes(StandardCharsets.UTF_8)));
        var sealed =
                SealedRecord.seal(server.getBean(Sealer.class), key.fieldKey(), place, 1, new TreeMap<>(), cleartext);
        row(keys, id.customer(), wrapped.keyEncryptionKeyVersion(), 1, wrapped.wrapped(), wrapped.commitment());
        row(records, id.customer(), id.record(), "customers", sealed.encode());
        var definition =
                server.getBean(ActiveCatalog.class).current().orElseThrow().customerCollection();
        for (var index : server.getBean(FieldIndexes.class).rows(definition, values)) {
            row(indexes, index.field(), index.value(), id.customer(), id.record(), index.unique());
        }
        var opened = new OpenedRecord(id, "customers", key, sealed, place);
        return Draft.of(server.getBean(WriteEntries.class).entry(opened, EntryKind.WRITE, "bench", "-"));
    }

    private static void row(StringBuilder rows, Object... columns) {
        for (int i = 0; i < columns.length; i++) {
            rows.append(i == 0 ? "" : "\t")
                    .append(columns[i] instanceof byte[] bytes ? "\\\\x" + HEX.formatHex(bytes) : columns[i]);
        }
        rows.append('\n');
    }

    private static void copy(Connection connection, String table, StringBuilder rows) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new java.io.StringReader(rows.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
