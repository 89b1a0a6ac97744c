package dev.strongroom.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people are told inside the product.
public final class Notices {

    static final Duration KEPT = Duration.ofDays(180);
    private static final int MOST_LISTED = 100;

    private final JdbcClient jdbc;
    private final Words words;
    private final Outbox outbox;
    private final String server;

    /// @param server where people sign in
    Notices(JdbcClient jdbc, Words words, Outbox outbox, String server) {
        this.jdbc = jdbc;
        this.words = words;
        this.outbox = outbox;
        this.server = server;
    }

    /// @param template names what happened; stable
    /// @param subject what happened, in one line
    /// @param text the same with its circumstances, and what to do
    public record Notice(String id, String template, String subject, String text, Instant createdAt) {}

    record Kept(String id, String template, Map<String, String> words, Instant createdAt) {}

    /// Tells a person in the product, and by mail if there is an address, once the transaction is committed.
    ///
    /// @param words ids and words of the product
    /// @param mail the id of the address; empty: none
    /// @throws IllegalArgumentException if a word could be anything else
    public void tell(
            JdbcClient transaction,
            String recipient,
            String template,
            Map<String, String> words,
            Optional<String> mail) {
        var id = outbox.freshId("notice-");
        transaction
                .sql("insert into notice (id, recipient, template, words, created_at) values (?, ?, ?, ?::jsonb, ?)")
                .params(id, recipient, template, this.words.written(Message.checked(words)), outbox.now())
                .update();
        mail.ifPresent(address ->
                outbox.put(transaction, Channel.MAIL, recipient, template, address, words, Outbox.NOTICE_VALID));
    }

    /// The newest hundred, newest first.
    public List<Notice> of(String recipient, Locale language) {
        return jdbc
                .sql("select id, template, words, created_at from notice where recipient = ?"
                        + " order by created_at desc, id limit " + MOST_LISTED)
                .param(recipient)
                .query((row, line) -> new Kept(
                        row.getString(1),
                        row.getString(2),
                        words.read(row.getString(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .map(kept -> shown(kept, recipient, language))
                .toList();
    }

    void removeBefore(Duration kept) {
        jdbc.sql("delete from notice where created_at < ?")
                .param(outbox.now().minus(kept))
                .update();
    }

    private Notice shown(Kept kept, String recipient, Locale language) {
        var text = MessageText.notice(kept, recipient, language, server);
        return new Notice(kept.id(), kept.template(), text.subject(), text.body(), kept.createdAt());
    }
}
