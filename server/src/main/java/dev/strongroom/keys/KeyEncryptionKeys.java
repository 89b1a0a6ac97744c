package dev.strongroom.keys;

import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.KeyWrap;
import dev.strongroom.database.KeptCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Key-encryption keys over time: replaced after their lifetime or on demand, customer keys rewrapped while the
/// server runs, and the old key destroyed once nothing is wrapped under it and the keeping time of every backup that
/// needs it is over.
///
/// Rewrapping goes in small transactions over rows nobody else holds, so it can stop and resume anywhere, and any
/// number of servers can share it.
public final class KeyEncryptionKeys {

    private static final Logger log = LoggerFactory.getLogger(KeyEncryptionKeys.class);
    private static final int BATCH = 500;

    /// How long other servers may take to see that a key was replaced; until then they may still wrap under it.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final KeyRing ring;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration lifetime;
    private final KeptCounts counts;

    KeyEncryptionKeys(
            KeyRing ring,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock,
            Duration lifetime,
            KeptCounts counts) {
        this.ring = ring;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        this.lifetime = lifetime;
        this.counts = counts;
    }

    /// Makes the keys of the key file known to the database and finishes a destruction that was cut short.
    void register() {
        ring.keys().stream().filter(key -> key.kind() == KeyKind.KEY_ENCRYPTION).forEach(key -> {
            if (isNew(key)) {
                record(key.version(), key.createdAt());
            } else if (isRowGone(key.version())) {
                destroy(key.version());
            } else {
                ring.wrapUnder(key.version());
            }
        });
    }

    /// Makes a new key-encryption key; from now on it wraps what is new, and the rest is rewrapped.
    ///
    /// @return its version
    public synchronized int rotate(String actor) {
        int version = ring.add(KeyKind.KEY_ENCRYPTION);
        record(version, clock.instant());
        events.publishEvent(new KeyRotated(actor, KeyKind.KEY_ENCRYPTION.word(), version));
        return version;
    }

    private void rotateWhenDue(int newest) {
        if (createdAt(newest).plus(lifetime).isAfter(clock.instant())) {
            return;
        }
        ring.addAfter(KeyKind.KEY_ENCRYPTION, newest);
        int version = ring.newest(KeyKind.KEY_ENCRYPTION);
        if (record(version, clock.instant())) {
            events.publishEvent(new KeyRotated("server", KeyKind.KEY_ENCRYPTION.word(), version));
        }
    }

    /// One step of upkeep: rotates when due, rewraps one batch, destroys what is due.
    ///
    /// @return whether another batch waits
    boolean maintain() {
        ring.refresh();
        register();
        rotateWhenDue(ring.newest(KeyKind.KEY_ENCRYPTION));
        int newest = ring.newest(KeyKind.KEY_ENCRYPTION);
        int rewrapped =
                rewrapBatch(newest, "customer_key", "customer_id") + rewrapBatch(newest, "account_key", "account_id");
        if (rewrapped == 0) {
            due(newest).forEach(this::destroyUnused);
        }
        return rewrapped > 0;
    }

    /// The key that wraps what is new. Does not count what it wraps.
    public Newest newest() {
        return jdbc.sql("select version, created_at from key_encryption_key_history order by version desc limit 1")
                .query((row, number) -> new Newest(
                        row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .single();
    }

    /// @param createdAt since when it is in use
    public record Newest(int version, Instant createdAt) {}

    /// Every version of every kind; the newest version of a kind is the one in use.
    public List<KeyStatus> status() {
        var history = jdbc.sql("select version, created_at, replaced_at, destroyed_at from key_encryption_key_history"
                        + " order by version")
                .query((row, number) -> new KeyStatus(
                        KeyKind.KEY_ENCRYPTION.word(),
                        row.getInt("version"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("replaced_at", OffsetDateTime.class)),
                        instant(row.getObject("destroyed_at", OffsetDateTime.class)),
                        0))
                .list();
        var others = ring.keys().stream()
                .filter(key -> key.kind() != KeyKind.KEY_ENCRYPTION)
                .map(key -> new KeyStatus(
                        key.kind().word(), key.version(), key.createdAt(), Optional.empty(), Optional.empty(), 0));
        return Stream.concat(others, history.stream().map(this::withCustomers)).toList();
    }

    private KeyStatus withCustomers(KeyStatus key) {
        int version = key.version();
        return key.wrapping(counts.count("customer keys under kek " + version, () -> customers(version)));
    }

    private long customers(int version) {
        return count("select count(*) from customer_key where kek_version = ?", version);
    }

    /// Since when every key-encryption key up to that version has been destroyed; empty while one of them exists.
    public Optional<Instant> allDestroyedUpTo(int version) {
        return jdbc.sql("""
                        select case when bool_and(destroyed_at is not null) then max(destroyed_at) end
                        from key_encryption_key_history where version <= ?
                        """)
                .param(version)
                .query((row, number) -> instant(row.getObject(1, OffsetDateTime.class)))
                .single();
    }

    /// The earliest moment at which every key-encryption key up to that version may be destroyed, by what is known now:
    /// its lifetime, and the keeping time of the backups that need it. Empty when all are destroyed.
    public Optional<Instant> allKeptUntil(int version) {
        return jdbc.sql("""
                        select max(greatest(
                            coalesce(replaced_at, created_at + make_interval(secs => ?)),
                            (select max(keep_until) from backup b where h.version = any (b.kek_versions))))
                        from key_encryption_key_history h where version <= ? and destroyed_at is null
                        """)
                .params((double) lifetime.toSeconds(), version)
                .query((row, number) -> instant(row.getObject(1, OffsetDateTime.class)))
                .single();
    }

    /// @param table of keys wrapped by key-encryption keys
    /// @param owner its column that says whose they are
    private int rewrapBatch(int newest, String table, String owner) {
        var rewrapped = transactions.execute(status -> {
            var rows = jdbc.sql("select " + owner + ", kek_version, key_version, wrapped, commitment from " + table
                            + " where kek_version < ? limit ? for update skip locked")
                    .params(newest, BATCH)
                    .query((row, number) -> new Row(
                            row.getLong(1),
                            new CustomerKey.Wrapped(row.getInt(2), row.getInt(3), row.getBytes(4), row.getBytes(5))))
                    .list();
            var update = "update " + table + " set kek_version = ?, wrapped = ? where " + owner + " = ?";
            rows.forEach(row -> rewrap(update, row, ring.keyEncryptionKey(newest), newest));
            return rows.size();
        });
        return rewrapped == null ? 0 : rewrapped;
    }

    private record Row(long owner, CustomerKey.Wrapped wrapped) {}

    private void rewrap(String update, Row row, KeyWrap to, int newest) {
        var from = ring.keyEncryptionKey(row.wrapped().keyEncryptionKeyVersion());
        var wrapped = row.wrapped().rewrap(from, to, newest);
        jdbc.sql(update).params(newest, wrapped.wrapped(), row.owner()).update();
    }

    private List<Integer> due(int newest) {
        return jdbc.sql("""
                        select version from key_encryption_key_history h
                        where version < ? and destroyed_at is null and replaced_at <= ?
                        and not exists (select 1 from backup b where h.version = any (b.kek_versions) and keep_until > ?)
                        order by version
                        """)
                .params(newest, utc(clock.instant().minus(GRACE)), utc(clock.instant()))
                .query((row, number) -> row.getInt(1))
                .list();
    }

    /// INVARIANT: the row goes first. Its deletion waits for, or is refused by, every customer key under this version.
    private void destroyUnused(int version) {
        int removed = jdbc.sql("""
                        delete from key_encryption_key where version = ?
                        and not exists (select 1 from customer_key where kek_version = ?)
                        and not exists (select 1 from account_key where kek_version = ?)
                        """).params(version, version, version).update();
        if (removed == 1) {
            destroy(version);
        }
    }

    private void destroy(int version) {
        ring.destroyKeyEncryptionKey(version);
        var at = clock.instant();
        int first = jdbc.sql(
                        "update key_encryption_key_history set destroyed_at = ? where version = ? and destroyed_at is null")
                .params(utc(at), version)
                .update();
        if (first == 1) {
            log.info("Key-encryption key {} was destroyed", version);
            events.publishEvent(new KeyEncryptionKeyDestroyed(version, at));
        }
    }

    /// Tells the database of a version and that the ones before it are replaced. Whichever server comes first does.
    ///
    /// @return whether it was this one
    private boolean record(int version, Instant createdAt) {
        var first = transactions.execute(status -> {
            jdbc.sql("update key_encryption_key_history set replaced_at = ? where replaced_at is null and version < ?")
                    .params(utc(clock.instant()), version)
                    .update();
            jdbc.sql("insert into key_encryption_key (version) values (?) on conflict do nothing")
                    .param(version)
                    .update();
            return jdbc.sql("insert into key_encryption_key_history (version, created_at) values (?, ?)"
                            + " on conflict do nothing")
                    .params(version, utc(createdAt))
                    .update();
        });
        ring.wrapUnder(version);
        return first != null && first == 1;
    }

    private boolean isNew(KeyFile.Key key) {
        return count("select count(*) from key_encryption_key_history where version = ?", key.version()) == 0;
    }

    private boolean isRowGone(int version) {
        return count("select count(*) from key_encryption_key where version = ?", version) == 0;
    }

    private long count(String sql, int version) {
        return jdbc.sql(sql).param(version).query(Long.class).single();
    }

    /// A version the database does not know yet is a new one.
    private Instant createdAt(int version) {
        return jdbc.sql("select created_at from key_encryption_key_history where version = ?")
                .param(version)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElseGet(clock::instant);
    }

    private static Optional<Instant> instant(@org.jspecify.annotations.Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
