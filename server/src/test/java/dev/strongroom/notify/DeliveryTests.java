package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.notify.NotSent.Then;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of a message that is not taken at once, on a database that no server sends from.
class DeliveryTests {

    @TempDir
    static Path home;

    private static RunningServer server;

    private final Deque<Then> failures = new ArrayDeque<>();
    private final List<String> tried = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private JdbcClient jdbc;
    private Outbox outbox;
    private Delivery delivery;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void deliver() {
        server.execute("delete from message");
        jdbc = server.bean(JdbcClient.class);
        outbox = new Outbox(new Words(JsonMapper.builder().build()), Set.of(Channel.SMS), new SecureRandom(), clock);
        Post post = (id, address, text) -> {
            tried.add(id);
            var failure = failures.poll();
            if (failure != null) {
                throw new NotSent("gateway.test", failure);
            }
        };
        delivery = new Delivery(Channel.SMS, post, outbox, jdbc, List.of(new Everybody()), new SimpleMeterRegistry());
        outbox.put(jdbc, Channel.SMS, "staff-1", "sign-in-code", "", Map.of(), Duration.ofHours(1));
    }

    private static final class Everybody implements Correspondents {
        @Override
        public boolean know(String recipient) {
            return true;
        }

        @Override
        public Optional<Letter> letter(Message message) {
            return Optional.of(new Letter("+8613800000000", Locale.ENGLISH, Map.of("code", "1")));
        }
    }

    private void sendWhatIsDue() {
        while (delivery.sendNext()) {
            assertThat(tried).hasSizeLessThan(100);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Outbox.State state() {
        return outbox.newest(jdbc).getFirst();
    }

    @Test
    void messageWhoseAnswerWasLost_isTriedOnceMore_andNoFurther() {
        failures.addAll(List.of(Then.PERHAPS_ONCE, Then.PERHAPS_ONCE, Then.PERHAPS_ONCE));
        sendWhatIsDue();
        assertThat(state().state()).isEqualTo("waiting");
        pass(Duration.ofMinutes(1));
        sendWhatIsDue();
        assertThat(state().state()).isEqualTo("failed");
        pass(Duration.ofMinutes(30));
        sendWhatIsDue();
        assertThat(tried).hasSize(2).containsOnly(state().id());
    }

    @Test
    void messageThatWouldEndTheSame_isNotTriedAgain() {
        failures.add(Then.NEVER);
        sendWhatIsDue();
        pass(Duration.ofMinutes(10));
        sendWhatIsDue();
        assertThat(tried).hasSize(1);
        assertThat(state().state()).isEqualTo("failed");
        assertThat(state().failure()).isEqualTo("gateway.test");
    }

    @Test
    void messageThatIsNotTaken_isTriedAfterLongerAndLonger_untilItExpires() {
        for (int i = 0; i < 60; i++) {
            failures.add(Then.LATER);
        }
        var gaps = new ArrayList<Long>();
        var last = now;
        for (int second = 0; second < 7_500; second++) {
            int before = tried.size();
            sendWhatIsDue();
            if (tried.size() > before) {
                gaps.add(Duration.between(last, now).toSeconds());
                last = now;
            }
            pass(Duration.ofSeconds(1));
        }
        assertThat(gaps).isSorted().startsWith(0L, 5L, 10L, 20L);
        assertThat(state().state()).isEqualTo("expired");
        assertThat(tried).hasSizeBetween(5, 12);
    }

    @Test
    void endOfAServerWhoseReservationIsOver_changesNothing() {
        var slow = outbox.claim(jdbc, Channel.SMS, Duration.ofMinutes(5)).orElseThrow();
        assertThat(outbox.claim(jdbc, Channel.SMS, Duration.ofMinutes(5))).isEmpty();
        pass(Duration.ofMinutes(6));
        var second = outbox.claim(jdbc, Channel.SMS, Duration.ofMinutes(5)).orElseThrow();
        outbox.finish(jdbc, slow, Outbox.End.FAILED, "gateway.test");
        outbox.postpone(jdbc, slow, Duration.ofDays(1), "gateway.test");
        assertThat(state().state()).isEqualTo("waiting");
        assertThat(state().failure()).isEmpty();
        outbox.finish(jdbc, second, Outbox.End.SENT, "");
        assertThat(state().state()).isEqualTo("sent");
    }
}
