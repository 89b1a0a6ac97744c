package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.config.StrongroomConfiguration.Gateway;
import dev.strongroom.config.StrongroomConfiguration.Sms;
import dev.strongroom.notify.SmsBudget.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many text messages are let go, by number, account, network, day and answers.
class SmsBudgetTests {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final int MANY = 1_000_000;

    @TempDir
    static Path home;

    private static RunningServer server;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private JdbcClient jdbc;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        jdbc = server.bean(JdbcClient.class);
        jdbc.sql("delete from sms_count").update();
    }

    private SmsBudget budget(int perDay, Instant now) {
        var sms = new Sms(new Gateway.ShownInsecurely(), "Strongroom", Set.of("GB"), perDay, new BigDecimal("0.05"));
        return new SmsBudget(Optional.of(sms), meters, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Optional<Refusal> take(SmsBudget budget, String number, String account, String network) {
        return budget.take(jdbc, new SmsBudget.Asked(key(number), "GB", account, key(network)));
    }

    private Optional<Refusal> takeAny(SmsBudget budget, int distinct) {
        return take(budget, "n" + distinct, "a" + distinct, "w" + distinct);
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"number, 10", "account, 10", "network, 30"})
    void oneOfThem_hasItsShareOfADay_whateverTheOthersAre(String what, int share) {
        var budget = budget(MANY, NOON);
        long answered = IntStream.range(0, 60)
                .filter(i -> {
                    var refusal = take(
                            budget,
                            what.equals("number") ? "same" : "n" + i,
                            what.equals("account") ? "same" : "a" + i,
                            what.equals("network") ? "same" : "w" + i);
                    budget.answered(jdbc, NOON);
                    return refusal.isEmpty();
                })
                .count();
        assertThat(answered).isEqualTo(share);
        assertThat(take(budget(MANY, NOON.plus(Duration.ofDays(1))), "same", "same", "same"))
                .isEmpty();
    }

    @Test
    void oneNumber_askedForByTwentyAtOnce_getsItsShareOnly() throws Exception {
        var budget = budget(MANY, NOON);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> take(budget, "same", "a" + i, "w" + i).isEmpty())
                    .toList());
            int let = 0;
            for (var one : all) {
                let += one.get() ? 1 : 0;
            }
            assertThat(let).isEqualTo(10);
        }
    }

    @Test
    void day_hasItsNumber_andIsSuspendedAfterIt() {
        var budget = budget(15, NOON);
        assertThat(IntStream.range(0, 15).mapToObj(i -> takeAny(budget, i))).allMatch(Optional::isEmpty);
        assertThat(takeAny(budget, 99)).contains(Refusal.SUSPENDED);
        assertThat(meters.counter("strongroom.sms.suspended").count()).isEqualTo(1);
        assertThat(takeAny(budget(15, NOON.plus(Duration.ofHours(12))), 99)).isEmpty();
    }

    @Test
    void codesThatNobodyTypesIn_suspendTheHour_andAnswersLetItGoOn() {
        var budget = budget(MANY, NOON);
        assertThat(IntStream.range(0, 20).mapToObj(i -> takeAny(budget, i))).allMatch(Optional::isEmpty);
        assertThat(takeAny(budget, 21)).contains(Refusal.SUSPENDED);
        for (int i = 0; i < 4; i++) {
            budget.answered(jdbc, NOON);
        }
        assertThat(takeAny(budget, 22)).isEmpty();
        assertThat(takeAny(budget, 23)).contains(Refusal.SUSPENDED);
        assertThat(takeAny(budget(MANY, NOON.plus(Duration.ofHours(1))), 24)).isEmpty();
    }

    @Test
    void otherCountries_andAServerWithoutTextMessages_sendNothing() {
        var asked = new SmsBudget.Asked(key("n"), "US", "a", key("w"));
        assertThat(budget(MANY, NOON).take(jdbc, asked)).contains(Refusal.COUNTRY);
        var none = new SmsBudget(Optional.empty(), meters, Clock.fixed(NOON, ZoneOffset.UTC));
        assertThat(none.take(jdbc, new SmsBudget.Asked(key("n"), "GB", "a", key("w"))))
                .contains(Refusal.COUNTRY);
    }

    @Test
    void everyTextMessage_isCountedWithItsCost() {
        var budget = budget(MANY, NOON);
        takeAny(budget, 1);
        takeAny(budget, 2);
        assertThat(meters.counter("strongroom.sms.cost").count()).isEqualTo(0.1);
        assertThat(meters.counter("strongroom.sms.taken", "country", "GB").count())
                .isEqualTo(2);
    }
}
