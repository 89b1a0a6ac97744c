package dev.strongroom.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.springframework.util.unit.DataSize;

/// Fills the tables of a fresh database inside one transaction. Indexes and constraints go first and come back after,
/// which is several times as fast.
final class LoadedTables {

    private static final int BUFFER = 1 << 16;

    private static final String TABLES = """
            select c.relname, '' from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where c.relkind = 'r'
            """;

    private static final String FOREIGN_KEYS = constraints("contype = 'f'");

    /// What triggers keep statement by statement, and PostgreSQL can check at once for all rows.
    private static final List<String> KEPT_BY_TRIGGERS = List.of(
            "record add constraint loaded foreign key (customer_id) references customer_key",
            "token add constraint loaded foreign key (customer_id) references customer_key",
            "customer_key add constraint loaded foreign key (kek_version) references key_encryption_key");

    private static final String TRIGGERS = """
            select format('alter table public.%I disable trigger user', c.relname),
                   format('alter table public.%I enable trigger user', c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)
            order by c.relname
            """;

    private static final String UNIQUE = constraints("contype in ('p', 'u', 'x')");

    private static final String INDEXES = """
            select format('drop index public.%I', c.relname), pg_get_indexdef(i.indexrelid)
            from pg_index i join pg_class c on c.oid = i.indexrelid
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by c.relname
            """;

    private final Connection transaction;
    private final DataSize sortingMemory;
    private final List<String> foreignKeys = new ArrayList<>();
    private final List<String> triggers = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();

    /// @param sortingMemory what sorting an index may take; nothing else runs beside
    LoadedTables(Connection transaction, DataSize sortingMemory) {
        this.transaction = transaction;
        this.sortingMemory = sortingMemory;
    }

    private static String constraints(String which) {
        return """
                select format('alter table public.%%I drop constraint %%I', c.relname, k.conname),
                       format('alter table public.%%I add constraint %%I %%s', c.relname, k.conname,
                              pg_get_constraintdef(k.oid))
                from pg_constraint k join pg_class c on c.oid = k.conrelid
                join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
                where %s and conparentid = 0 order by c.relname, k.conname
                """.formatted(which);
    }

    Set<String> names() throws SQLException {
        var names = new TreeSet<String>();
        pairs(TABLES).forEach(pair -> names.add(pair.drop()));
        return names;
    }

    /// Empties the tables and takes their indexes away.
    void prepare() throws SQLException {
        takeAway(TRIGGERS, triggers);
        takeAway(FOREIGN_KEYS, foreignKeys);
        takeAway(UNIQUE, indexes);
        takeAway(INDEXES, indexes);
        for (var name : names()) {
            execute("truncate " + CopiedTable.qualified(name));
        }
        execute("set local maintenance_work_mem = '%dMB'".formatted(sortingMemory.toMegabytes()));
    }

    /// @return how many rows
    long load(Manifest.Table table, InputStream copy) throws SQLException, IOException {
        return transaction.unwrap(PGConnection.class).getCopyAPI().copyIn(CopiedTable.copyIn(table), copy, BUFFER);
    }

    void set(Manifest.Sequence sequence) throws SQLException {
        try (var statement = transaction.prepareStatement("select setval(?::regclass, ?, ?)")) {
            statement.setString(1, CopiedTable.qualified(sequence.name()));
            statement.setLong(2, sequence.last());
            statement.setBoolean(3, sequence.called());
            statement.execute();
        }
    }

    void makeIndexes() throws SQLException {
        for (var index : indexes) {
            execute(index);
        }
    }

    /// Fails if a row refers to one that is not there.
    void makeForeignKeys() throws SQLException {
        for (var key : foreignKeys) {
            execute(key);
        }
        for (var reference : KEPT_BY_TRIGGERS) {
            execute("alter table public." + reference);
            execute("alter table public." + reference.substring(0, reference.indexOf(' ')) + " drop constraint loaded");
        }
        for (var trigger : triggers) {
            execute(trigger);
        }
    }

    private void takeAway(String sql, List<String> later) throws SQLException {
        for (var pair : pairs(sql)) {
            execute(pair.drop());
            later.add(pair.add());
        }
    }

    private record Pair(String drop, String add) {}

    private List<Pair> pairs(String sql) throws SQLException {
        try (var statement = transaction.createStatement();
                var rows = statement.executeQuery(sql)) {
            var pairs = new ArrayList<Pair>();
            while (rows.next()) {
                pairs.add(new Pair(rows.getString(1), rows.getString(2)));
            }
            return pairs;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = transaction.createStatement()) {
            statement.execute(sql);
        }
    }
}
