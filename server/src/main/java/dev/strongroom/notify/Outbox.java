package dev.strongroom.notify;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What waits to be sent. It is put there in the transaction of what it tells of, and sent soon after, at least once,
/// by whichever server comes first.
///
/// Guarantees: what is not committed is not sent. Holds ids and words of the product only.
public final class Outbox {

    static final Duration KEPT = Duration.ofDays(30);
    static final Duration NOTICE_VALID = Duration.ofDays(2);
    private static final int MOST_LISTED = 100;
    private static final int ID_BYTES = 8;

    private final Words words;
    private final Set<Channel> open;
    private final SecureRandom random;
    private final Clock clock;
    private final List<Runnable> woken = new CopyOnWriteArrayList<>();

    /// @param open the channels that anything can be sent by
    Outbox(Words words, Set<Channel> open, SecureRandom random, Clock clock) {
        this.words = words;
        this.open = Set.copyOf(open);
        this.random = random;
        this.clock = clock;
    }

    /// Whether anything can be sent this way.
    public boolean isOpen(Channel channel) {
        return open.contains(channel);
    }

    /// Puts a message, if its channel is open.
    ///
    /// @param about the id of what it is about, for whoever writes its letter
    /// @param words ids and words of the product
    /// @param valid it is not sent later than that
    /// @throws IllegalArgumentException if a word could be anything else
    public void put(
            JdbcClient transaction,
            Channel channel,
            String recipient,
            String template,
            String about,
            Map<String, String> words,
            Duration valid) {
        if (!isOpen(channel)) {
            return;
        }
        var now = clock.instant();
        var message = new Message(freshId("message-"), channel, recipient, template, about, words, now);
        transaction
                .sql("""
                        insert into message
                            (id, channel, recipient, template, about, words, created_at, next_at, expires_at)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                        """)
                .params(
                        message.id(),
                        channel.word(),
                        recipient,
                        template,
                        about,
                        this.words.written(message.words()),
                        utc(now),
                        utc(now),
                        utc(now.plus(valid)))
                .update();
    }

    /// How many of this kind were put for a person lately, whatever became of them.
    public int count(JdbcClient transaction, String recipient, String template, Duration lately) {
        return transaction
                .sql("select count(*) from message where recipient = ? and template = ? and created_at > ?")
                .params(recipient, template, utc(clock.instant().minus(lately)))
                .query(Integer.class)
                .single();
    }

    /// Sends nothing of this kind any more that still waits for a person.
    public void withdraw(JdbcClient transaction, String recipient, String template) {
        transaction
                .sql("update message set state = 'void', finished_at = ? where recipient = ? and template = ?"
                        + " and state = 'waiting'")
                .params(now(), recipient, template)
                .update();
    }

    /// Removes what ended long ago.
    void removeBefore(JdbcClient jdbc, Duration kept) {
        jdbc.sql("delete from message where created_at < ?")
                .param(utc(clock.instant().minus(kept)))
                .update();
    }

    /// Has what was committed just now sent at once, instead of within seconds.
    public void wake() {
        woken.forEach(Runnable::run);
    }

    void onWake(Runnable delivery) {
        woken.add(delivery);
    }

    /// What is sent next, reserved for this server until the time of its next try.
    Optional<Claimed> claim(JdbcClient jdbc, Channel channel, Duration nextTry) {
        var now = clock.instant();
        return jdbc.sql("""
                        update message set attempts = attempts + 1, next_at = ? where id = (
                            select id from message where channel = ? and state = 'waiting' and next_at <= ?
                            order by next_at, id limit 1 for update skip locked)
                        returning id, recipient, template, about, words, attempts, created_at, expires_at
                        """)
                .params(utc(now.plus(nextTry)), channel.word(), utc(now))
                .query((row, line) -> new Claimed(
                        new Message(
                                row.getString("id"),
                                channel,
                                row.getString("recipient"),
                                row.getString("template"),
                                row.getString("about"),
                                words.read(row.getString("words")),
                                row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant()),
                        row.getInt("attempts"),
                        !row.getObject("expires_at", OffsetDateTime.class)
                                .toInstant()
                                .isAfter(now)))
                .optional();
    }

    /// @param attempts with the one that is about to be made
    record Claimed(Message message, int attempts, boolean isExpired) {}

    /// How a message ends.
    enum End {
        SENT,
        /// Could not be sent in time.
        EXPIRED,
        /// There was nobody to send it to.
        VOID,
        /// Was refused for good.
        FAILED
    }

    /// @param failure stable code; empty unless it failed
    ///
    /// INVARIANT: whose reservation is over, and whose message another server has taken, changes nothing.
    void finish(JdbcClient jdbc, Claimed claimed, End end, String failure) {
        jdbc.sql("update message set state = ?, failure = ?, finished_at = ? where id = ? and state = 'waiting'"
                        + " and attempts = ?")
                .params(
                        end.name().toLowerCase(Locale.ROOT),
                        failure,
                        now(),
                        claimed.message().id(),
                        claimed.attempts())
                .update();
    }

    /// Tries again later.
    void postpone(JdbcClient jdbc, Claimed claimed, Duration pause, String failure) {
        jdbc.sql("update message set next_at = ?, failure = ? where id = ? and state = 'waiting' and attempts = ?")
                .params(
                        utc(clock.instant().plus(pause)),
                        failure,
                        claimed.message().id(),
                        claimed.attempts())
                .update();
    }

    /// What became of a message.
    ///
    /// @param state waiting, sent, expired, void or failed
    /// @param failure stable code of the last try that failed; may be empty
    /// @param finishedAt empty while it waits
    public record State(
            String id,
            String channel,
            String recipient,
            String template,
            String state,
            int attempts,
            String failure,
            Instant createdAt,
            Optional<Instant> finishedAt) {}

    /// The newest hundred, newest first.
    public List<State> newest(JdbcClient jdbc) {
        return jdbc.sql("select id, channel, recipient, template, state, attempts, failure, created_at, finished_at"
                        + " from message order by created_at desc, id limit " + MOST_LISTED)
                .query((row, line) -> new State(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getString(7),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(9, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    OffsetDateTime now() {
        return utc(clock.instant());
    }

    String freshId(String prefix) {
        var drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        return prefix + HexFormat.of().formatHex(drawn);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
