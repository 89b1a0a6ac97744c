package dev.strongroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is looked for in the log, the counts lead to every entry that fits and to no other.
class LedgerExplorerTests {

    private static final long TOP = Long.MAX_VALUE;

    @TempDir
    static Path home;

    private static RunningServer server;
    private static LedgerExplorer explorer;
    private static LedgerHours hours;
    private static List<LedgerExplorer.Found> all;
    private static String agent;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        explorer = server.bean(LedgerExplorer.class);
        hours = server.bean(LedgerHours.class);
        agent = server.shopClient();
        var record = server.create(agent, "customers", customer());
        for (int i = 0; i < 30; i++) {
            server.get("/v1/records/customers/" + record, agent, "Strongroom-Purpose", "support");
            server.get(
                    "/v1/records/customers/" + record, agent, "Strongroom-Purpose", i % 2 == 0 ? "nothing" : "support");
        }
        server.get(
                "/v1/records/customers/" + record,
                server.client(List.of(), List.of("support")),
                "Strongroom-Purpose",
                "support");
        awaitCounts();
        all = everything();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String customer() {
        return "{\"fields\": {\"name\": \"王芳\", \"email\": \"fang%d@example.com\"}}".formatted(System.nanoTime());
    }

    private static void awaitCounts() {
        RunningServer.await("counts", () -> {
            long written = server.count("select next from ledger_head");
            return server.logSize() == written && server.count("select size from ledger_hours_counted") == written;
        });
    }

    private static List<LedgerExplorer.Found> everything() {
        return explorer.find(LedgerFilter.EVERYTHING, TOP, 10_000).entries();
    }

    private static List<LedgerExplorer.Found> byPages(LedgerFilter filter, int limit) {
        var found = new ArrayList<LedgerExplorer.Found>();
        var before = Optional.of(TOP);
        while (before.isPresent()) {
            var page = explorer.find(filter, before.get(), limit);
            found.addAll(page.entries());
            assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
            assertThat(page.next().orElse(-1L)).isLessThan(before.get());
            before = page.next();
        }
        return found;
    }

    @Test
    void everything_isThere_newestFirst_eachWithItsOwnHash() {
        assertThat(all).hasSize((int) server.count("select next from ledger_head"));
        assertThat(all.getFirst().index()).isEqualTo(all.size() - 1L);
        assertThat(all)
                .allSatisfy(found -> assertThat(explorer.entry(found.index())).contains(found));
        assertThat(byPages(LedgerFilter.EVERYTHING, 7)).isEqualTo(all);
    }

    @Test
    void anyFilter_findsExactlyWhatFits_howeverSmallThePages() {
        var random = new Random(4711);
        for (int run = 0; run < 60; run++) {
            var filter = filter(random);
            var expected =
                    all.stream().filter(found -> filter.fits(found.entry())).toList();
            assertThat(byPages(filter, 1 + random.nextInt(20)))
                    .as(filter.toString())
                    .isEqualTo(expected);
        }
    }

    private static LedgerFilter filter(Random random) {
        var example = all.get(random.nextInt(all.size())).entry();
        return new LedgerFilter(
                maybe(random, example.time().minusSeconds(random.nextInt(5))),
                maybe(random, example.time().plusSeconds(random.nextInt(5))),
                maybe(random, example.actor()),
                maybe(random, example.purpose().orElse("")),
                maybe(random, example.kind()),
                maybe(random, random.nextBoolean()),
                Optional.empty());
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
    }

    @Test
    void anEmptyPurpose_findsWhatHasNone_andNothingElse() {
        assertThat(byPages(LedgerFilter.EVERYTHING.stating(""), 7))
                .isNotEmpty()
                .hasSizeLessThan(all.size())
                .isEqualTo(all.stream()
                        .filter(found -> found.entry().purpose().isEmpty())
                        .toList());
    }

    @Test
    void whatIsNotCountedYet_isFoundAllTheSame() {
        var filter = LedgerFilter.EVERYTHING.of(EntryKind.REFUSAL);
        var expected = all.stream().filter(found -> filter.fits(found.entry())).toList();
        server.execute("""
                do $$ begin
                    perform from ledger_hours_counted for update;
                    delete from ledger_hour;
                    update ledger_hours_counted set size = 0;
                end $$
                """);
        assertThat(byPages(filter, 7)).isEqualTo(expected);
        awaitCounts();
        assertThat(byPages(filter, 7)).isEqualTo(expected);
    }

    @Test
    void unknownActor_andTimesBeforeTheLog_findNothing_andEnd() {
        assertThat(explorer.find(LedgerFilter.EVERYTHING.by("staff-000000000000"), TOP, 10))
                .isEqualTo(new LedgerExplorer.Page(List.of(), Optional.empty()));
        var early = LedgerFilter.between(Optional.empty(), Optional.of(Instant.EPOCH));
        assertThat(explorer.find(early, TOP, 10).next()).isEmpty();
        assertThat(explorer.entry(-1)).isEmpty();
        assertThat(explorer.entry(1_000_000)).isEmpty();
        assertThat(explorer.entry(TOP)).isEmpty();
    }

    @Test
    void counts_areWhatTheLogHolds_eachEntryOnce() {
        var since = LedgerFilter.since(Instant.now().minus(Duration.ofDays(1)));
        var byKind = all.stream()
                .collect(Collectors.groupingBy(found -> found.entry().kind().word(), Collectors.counting()));
        assertThat(hours.count(since, LedgerHours.By.KIND).stream()
                        .collect(Collectors.toMap(LedgerHours.Count::name, LedgerHours.Count::total)))
                .isEqualTo(byKind);
        long refused =
                all.stream().filter(found -> !found.entry().isPermitted()).count();
        assertThat(refused).isPositive();
        for (var by : LedgerHours.By.values()) {
            var counts = hours.count(since, by);
            assertThat(counts.stream().mapToLong(LedgerHours.Count::total).sum())
                    .isEqualTo(all.size());
            assertThat(counts.stream().mapToLong(LedgerHours.Count::refused).sum())
                    .isEqualTo(refused);
        }
        assertThat(hours.count(since, LedgerHours.By.HOUR).getFirst().name())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00Z");
        assertThat(hours.count(LedgerFilter.since(Instant.now().plus(Duration.ofDays(1))), LedgerHours.By.KIND))
                .isEmpty();
    }

    @Test
    void twoServersCountingAtOnce_countEachEntryOnce(@TempDir Path other) throws Exception {
        try (var peer = server.peer(other)) {
            var peerHours = peer.bean(LedgerHours.class);
            var record = server.create(agent, "customers", customer());
            for (int i = 0; i < 40; i++) {
                server.get("/v1/records/customers/" + record, agent, "Strongroom-Purpose", "support");
                hours.step();
                peerHours.step();
            }
            awaitCounts();
            assertThat(server.count("select sum(entries) from ledger_hour")).isEqualTo(server.logSize());
        }
        all = everything();
    }
}
