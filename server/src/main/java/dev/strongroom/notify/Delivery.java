package dev.strongroom.notify;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sends what waits on one channel. A message that is not taken is tried again, after
/// longer and longer, until it expires.
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int DOUBLINGS = 9;

    /// Longer than any try takes: then another server may have it.
    private static final Duration RESERVED = Duration.ofMinutes(5);

    private final Channel channel;
    private final Post post;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final List<Correspondents> correspondents;
    private final MeterRegistry meters;

    Delivery(
            Channel channel,
            Post post,
            Outbox outbox,
            JdbcClient jdbc,
            List<Correspondents> correspondents,
            MeterRegistry meters) {
        this.channel = channel;
        this.post = post;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.correspondents = List.copyOf(correspondents);
        this.meters = meters;
    }

    Channel channel() {
        return channel;
    }

    /// @return whether there was one
    boolean sendNext() {
        var claimed = outbox.claim(jdbc, channel, RESERVED);
        claimed.ifPresent(this::send);
        return claimed.isPresent();
    }

    private void send(Outbox.Claimed claimed) {
        var message = claimed.message();
        if (claimed.isExpired()) {
            finish(claimed, Outbox.End.EXPIRED, "expired");
            return;
        }
        var letter = correspondents.stream()
                .filter(some -> some.know(message.recipient()))
                .findFirst()
                .flatMap(some -> some.letter(message));
        if (letter.isEmpty()) {
            finish(claimed, Outbox.End.VOID, "no_address");
            return;
        }
        try {
            post.send(message.id(), letter.get().address(), text(message, letter.get()));
            finish(claimed, Outbox.End.SENT, "");
        } catch (NotSent failure) {
            notSent(claimed, failure);
        }
    }

    private MessageText.Text text(Message message, Letter letter) {
        return channel == Channel.SMS ? MessageText.sms(message, letter) : MessageText.mail(message, letter);
    }

    private void notSent(Outbox.Claimed claimed, NotSent failure) {
        log.warn("{} was not sent by {}: {}", claimed.message().id(), channel.word(), failure.code());
        boolean isOver = switch (failure.then()) {
            case LATER -> false;
            case NEVER -> true;
            case PERHAPS_ONCE -> claimed.attempts() > 1;
        };
        if (isOver) {
            finish(claimed, Outbox.End.FAILED, failure.code());
        } else {
            var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(claimed.attempts() - 1, DOUBLINGS));
            outbox.postpone(jdbc, claimed, pause, failure.code());
        }
    }

    private void finish(Outbox.Claimed claimed, Outbox.End end, String failure) {
        outbox.finish(jdbc, claimed, end, failure);
        meters.counter(
                        "strongroom.messages",
                        "channel",
                        channel.word(),
                        "end",
                        end.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
