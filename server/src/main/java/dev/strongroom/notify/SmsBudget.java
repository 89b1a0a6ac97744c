package dev.strongroom.notify;

import dev.strongroom.config.StrongroomConfiguration.Sms;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many text messages may be sent: to one number, for one account, from one network, in a day, and only while
/// people answer them. Whoever has codes sent that nobody types is after the fee of the call, not after a session.
///
/// Counted in the database, for all servers together. Numbers are counted by a keyed hash, periods begin with the hour
/// and the day (UTC).
public final class SmsBudget {

    private static final Logger log = LoggerFactory.getLogger(SmsBudget.class);
    static final Duration KEPT = Duration.ofDays(2);
    private static final int TO_A_NUMBER = 10;
    private static final int FOR_AN_ACCOUNT = 10;
    private static final int FROM_A_NETWORK = 30;

    /// So many may go unanswered before the answers are looked at, and then one in five has to be answered.
    private static final int BEFORE_ANSWERS_COUNT = 20;

    private static final int SENT_FOR_AN_ANSWER = 5;

    private final Optional<Sms> sms;
    private final MeterRegistry meters;
    private final Clock clock;

    SmsBudget(Optional<Sms> sms, MeterRegistry meters, Clock clock) {
        this.sms = sms;
        this.meters = meters;
        this.clock = clock;
    }

    /// For whom a message is sent.
    ///
    /// @param number keyed hash of it
    /// @param country of the number, two letters
    /// @param network keyed hash of the one that asks for it
    public record Asked(byte[] number, String country, String account, byte[] network) {}

    /// Why a message is not sent.
    public enum Refusal {
        /// Messages are not sent to this country.
        COUNTRY,
        /// This number, account or network has had its share of today.
        SHARE,
        /// All of today's messages are sent, or too few of this hour's were answered.
        SUSPENDED
    }

    /// Takes one message from what is left; all or nothing.
    ///
    /// @return empty if it may be sent
    public Optional<Refusal> take(JdbcClient transaction, Asked asked) {
        if (!mayReach(asked.country())) {
            return Optional.of(Refusal.COUNTRY);
        }
        if (!share(transaction, asked)) {
            return Optional.of(Refusal.SHARE);
        }
        if (!whole(transaction)) {
            log.error("Text messages are suspended: the day's number is sent, or too few codes are typed in");
            meters.counter("strongroom.sms.suspended").increment();
            return Optional.of(Refusal.SUSPENDED);
        }
        meters.counter("strongroom.sms.taken", "country", asked.country()).increment();
        meters.counter("strongroom.sms.cost")
                .increment(sms.map(Sms::cost).orElseThrow().doubleValue());
        return Optional.empty();
    }

    /// @param country two letters
    public boolean mayReach(String country) {
        return sms.filter(found -> found.countries().contains(country)).isPresent();
    }

    private boolean share(JdbcClient transaction, Asked asked) {
        return count(transaction, "number", asked.number(), ChronoUnit.DAYS, TO_A_NUMBER)
                && count(transaction, "account", key(asked.account()), ChronoUnit.DAYS, FOR_AN_ACCOUNT)
                && count(transaction, "network", asked.network(), ChronoUnit.DAYS, FROM_A_NETWORK);
    }

    private boolean whole(JdbcClient transaction) {
        int perDay = sms.map(Sms::perDay).orElse(0);
        return count(transaction, "day", key(""), ChronoUnit.DAYS, perDay)
                && count(transaction, "hour", key(""), ChronoUnit.HOURS, Integer.MAX_VALUE);
    }

    /// INVARIANT: compares and counts in one statement, so that of many at once none is let go too many.
    private boolean count(JdbcClient transaction, String counted, byte[] key, ChronoUnit period, int most) {
        var start = clock.instant().truncatedTo(period);
        return transaction
                        .sql("""
                                insert into sms_count as kept (counted, key, period_start, sent) values (?, ?, ?, 1)
                                on conflict (counted, key, period_start) do update set sent = kept.sent + 1
                                where kept.sent < ? and
                                    (kept.counted <> 'hour' or kept.sent < ? or kept.answered * ? >= kept.sent)
                                """)
                        .params(counted, key, Outbox.utc(start), most, BEFORE_ANSWERS_COUNT, SENT_FOR_AN_ANSWER)
                        .update()
                == 1;
    }

    /// Says that the code in a message was typed in.
    ///
    /// @param sentAt when it was taken from what is left
    public void answered(JdbcClient transaction, Instant sentAt) {
        transaction
                .sql("update sms_count set answered = answered + 1 where counted = 'hour' and period_start = ?")
                .param(Outbox.utc(sentAt.truncatedTo(ChronoUnit.HOURS)))
                .update();
    }

    void removeBefore(JdbcClient jdbc, Duration kept) {
        jdbc.sql("delete from sms_count where period_start < ?")
                .param(Outbox.utc(clock.instant().minus(kept)))
                .update();
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
