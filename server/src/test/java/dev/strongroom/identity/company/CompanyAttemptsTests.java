package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.company.CompanyAttempts.Aim;
import dev.strongroom.keys.KeyRing;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Attempts are good for a time, for a browser, for an aim, and once.
class CompanyAttemptsTests {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Aim SIGN_IN = new Aim.SignIn();

    @TempDir
    static Path home;

    private static RunningServer server;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home);
        jdbc = server.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CompanyAttempts at(Instant time) {
        var clock = InstantSource.fixed(time).withZone(ZoneOffset.UTC);
        return attempts(clock);
    }

    private static CompanyAttempts attempts(Clock clock) {
        return new CompanyAttempts(server.bean(KeyRing.class).macFor("company attempt"), new SecureRandom(), clock);
    }

    @Test
    void attempt_comesBackWithWhatItLeftWith() {
        var begun = at(NOW).begin(SIGN_IN);
        var used = at(NOW.plusSeconds(1))
                .use(jdbc, begun.attempt().state(), begun.browser(), SIGN_IN)
                .orElseThrow();
        assertThat(used).isEqualTo(begun.attempt());
        assertThat(used.verifier()).hasSize(43).isNotEqualTo(used.nonce());
    }

    @Test
    void attempt_isOverAfterTenMinutes() {
        var begun = at(NOW).begin(SIGN_IN);
        var last = NOW.plus(CompanyAttempts.VALID);
        assertThat(at(last).use(jdbc, begun.attempt().state(), begun.browser(), SIGN_IN))
                .isEmpty();
        assertThat(at(last.minus(Duration.ofSeconds(1)))
                        .use(jdbc, begun.attempt().state(), begun.browser(), SIGN_IN))
                .isPresent();
    }

    @Test
    void attempt_isWorthNothingToAnotherBrowser_orAnotherSession_orForAnotherAim() {
        var attempts = at(NOW);
        var begun = attempts.begin(new Aim.Connect("session-1"));
        var state = begun.attempt().state();
        var other = attempts.begin(new Aim.Connect("session-1")).browser();
        assertThat(attempts.use(jdbc, state, other, new Aim.Connect("session-1")))
                .isEmpty();
        assertThat(attempts.use(jdbc, state, "", new Aim.Connect("session-1"))).isEmpty();
        assertThat(attempts.use(jdbc, state, begun.browser(), new Aim.Connect("session-2")))
                .isEmpty();
        assertThat(attempts.use(jdbc, state.replace("connect.", "sign-in."), begun.browser(), SIGN_IN))
                .isEmpty();
        assertThat(attempts.use(jdbc, state, begun.browser(), new Aim.Connect("session-1")))
                .as("and is not used up by any of that")
                .isPresent();
    }

    @Test
    void attemptThatComesBackManyTimesAtOnce_countsOnce() throws Exception {
        var attempts = at(NOW);
        var begun = attempts.begin(SIGN_IN);
        Callable<Boolean> comingBack = () -> attempts.use(jdbc, begun.attempt().state(), begun.browser(), SIGN_IN)
                .isPresent();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var counted = 0;
            for (var answer : threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(unused -> comingBack).toList())) {
                counted += answer.get() ? 1 : 0;
            }
            assertThat(counted).isOne();
        }
    }

    @Test
    void attemptsThatNeverComeBack_areKeptNowhere_andOthersNotForLong() {
        var attempts = at(NOW);
        long before = server.count("select count(*) from company_attempt_used");
        for (int i = 0; i < 100; i++) {
            attempts.begin(SIGN_IN);
        }
        assertThat(server.count("select count(*) from company_attempt_used")).isEqualTo(before);
        var begun = attempts.begin(SIGN_IN);
        attempts.use(jdbc, begun.attempt().state(), begun.browser(), SIGN_IN);
        at(NOW.plus(Duration.ofMinutes(11))).removeExpired(jdbc);
        assertThat(server.count("select count(*) from company_attempt_used")).isZero();
    }
}
