package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexes and keys are replaced while everybody goes on.
class RotationTests {

    private static final int CUSTOMERS = 700;

    @TempDir
    Path home;

    private RunningServer server;
    private String key;
    private List<String> emails;

    @BeforeEach
    void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        emails = new ArrayList<>();
        var lines = new ArrayList<String>();
        for (int i = 0; i < CUSTOMERS; i++) {
            lines.add(Shop.customer().replace("\n", ""));
            emails.add(Shop.lastEmail());
        }
        var imported = server.send(
                "POST",
                "/v1/records/customers/import",
                key,
                String.join("\n", lines),
                "Content-Type",
                "application/x-ndjson",
                "Strongroom-Import",
                UUID.randomUUID().toString().replace("-", ""));
        assertThat(imported.json().get("imported").asInt()).isEqualTo(CUSTOMERS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void indexesMadeAnew_missNoSearch_andTheOldOnesAndTheirRootGo() throws Exception {
        var before = server.count("select min(number) from search_index where field = 'email'");
        meanwhile(
                () -> {
                    var rotated = server.post("/v1/search-indexes/rotations", server.administrator(), "{}");
                    assertThat(rotated.status()).as(rotated.text()).isEqualTo(202);
                    RunningServer.await("old indexes are gone", this::isOneVersionLeft);
                    return true;
                },
                this::searchesFind,
                this::createsAreFound);
        assertThat(server.count("select count(*) from unique_index where index = " + before))
                .isZero();
        assertThat(server.count("select min(root_version) from search_index")).isEqualTo(2);
        RunningServer.await("the old root is destroyed", () -> !keys().contains("index 1"));
        assertThat(searchesFind()).isTrue();
    }

    @Test
    void oneField_isRotatedAlone_andNotTwiceAtOnce() {
        var rotated = server.post(
                "/v1/search-indexes/rotations?dryRun=true", server.administrator(), "{\"field\": \"customers.name\"}");
        assertThat(rotated.json().get("indexes").size()).isEqualTo(3);
        assertThat(isOneVersionLeft()).isTrue();
        server.execute("update search_index set complete = false where field = 'phone'");
        var twice =
                server.post("/v1/search-indexes/rotations", server.administrator(), "{\"field\": \"customers.phone\"}");
        assertThat(twice.code()).isEqualTo("rotation.in_progress");
        var unknown = server.post(
                "/v1/search-indexes/rotations", server.administrator(), "{\"field\": \"customers.address\"}");
        assertThat(unknown.code()).isEqualTo("index.unknown");
        assertThat(server.post("/v1/search-indexes/rotations", key, "{}").code())
                .isEqualTo("caller.role_missing");
    }

    @Test
    void everyCustomersKey_isReplaced_andNothingIsUnreadableAtAnyMoment() throws Exception {
        meanwhile(
                () -> {
                    var dry = server.post("/v1/customer-keys/rotations?dryRun=true", server.administrator(), "");
                    assertThat(dry.json().get("customers").asInt()).isGreaterThanOrEqualTo(CUSTOMERS);
                    var started = server.post("/v1/customer-keys/rotations", server.administrator(), "");
                    assertThat(started.status()).isEqualTo(202);
                    assertThat(server.post("/v1/customer-keys/rotations", server.administrator(), "")
                                    .status())
                            .isIn(202, 409);
                    RunningServer.await(
                            "all keys are replaced", () -> progress("complete").equals("true"));
                    return true;
                },
                this::searchesFind,
                this::createsAreFound);
        assertThat(server.count("select count(*) from customer_key where key_version = 1"
                        + " and created_at < (select started_at from customer_key_rotation)"))
                .isZero();
        assertThat(progress("skipped")).isEqualTo("0");
        assertThat(server.count("select count(*) from customer_key_rotation where complete"))
                .isEqualTo(1);
        var id = Shop.searchByEmail(server, key, emails.getFirst())
                .json()
                .get("records")
                .get(0)
                .get("id")
                .asString();
        assertThat(server.findings(id)).isEmpty();
    }

    @Test
    void anIndexBuiltWhileAKeyIsReplaced_missesNobody() throws Exception {
        var customer = server.create(key, "customers", Shop.customer());
        var email = Shop.lastEmail();
        var rotation = server.bean(CustomerKeyRotation.class);
        try (var replacing = server.transaction()) {
            var outcome = rotation.rotate(replacing, List.of(Shop.number(customer)), "client-test");
            server.post("/v1/search-indexes/rotations", server.administrator(), "{\"field\": \"customers.email\"}");
            RunningServer.await("the build waits for the record", this::isSomebodyWaiting);
            rotation.append(replacing, outcome);
            replacing.commit();
        }
        RunningServer.await("old indexes are gone", this::isOneVersionLeft);
        var found = Shop.searchByEmail(server, key, email).json().get("records");
        assertThat(found.valueStream().map(record -> record.get("id").asString()))
                .containsExactly(customer);
    }

    private boolean isSomebodyWaiting() {
        return server.count("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                > 0;
    }

    @Test
    void aDamagedCustomer_isLeftOut_andEverybodyElseIsRotated() {
        var damaged = server.create(key, "customers", Shop.customer());
        server.execute("update record set sealed = set_byte(sealed, length(sealed) - 1, "
                + "get_byte(sealed, length(sealed) - 1) # 1) where" + Shop.row(damaged));
        server.post("/v1/customer-keys/rotations", server.administrator(), "");
        RunningServer.await(
                "the rotation is complete", () -> progress("complete").equals("true"));
        assertThat(progress("skipped")).isEqualTo("1");
        assertThat(progress("customers")).isEqualTo(Integer.toString(CUSTOMERS));
        assertThat(server.count("select key_version from customer_key where customer_id = " + Shop.number(damaged)))
                .isEqualTo(1);
    }

    @Test
    void aRotationCutOff_goesOnAfterARestart() {
        server.execute("insert into customer_key_rotation (actor) values ('client-test')");
        server.restart();
        RunningServer.await(
                "the rotation is complete", () -> progress("complete").equals("true"));
        assertThat(server.count("select count(*) from customer_key where key_version = 1"))
                .isZero();
        assertThat(searchesFind()).isTrue();
    }

    @Test
    void anIndexTooNarrowForItsRecords_isMadeAnewByItself() {
        server.execute("update search_index set bits = 6 where field = 'name' and kind = 'exact'");
        server.bean(IndexBuilds.class).renewOutgrown();
        RunningServer.await(
                "a wider index is complete",
                () -> server.count("select count(*) from search_index where field = 'name' and kind = 'exact'"
                                + " and complete and bits = 15 and not retired")
                        == 1);
        var found = server.post(
                "/v1/records/customers/search",
                key,
                "{\"field\": \"name\", \"match\": \"exact\", \"value\": \"王小明\", \"limit\": 100}",
                Shop.SUPPORT);
        assertThat(found.json().get("records").size()).isEqualTo(100);
    }

    private boolean isOneVersionLeft() {
        return server.count("select count(*) from (select 1 from search_index group by collection, field, kind"
                        + " having count(*) > 1) as several")
                == 0;
    }

    private List<String> keys() {
        return server.get("/v1/keys", server.administrator())
                .json()
                .get("keys")
                .valueStream()
                .map(one ->
                        one.get("kind").asString() + " " + one.get("version").asInt())
                .toList();
    }

    private String progress(String member) {
        return server.get("/v1/customer-keys/rotations", server.administrator())
                .json()
                .path(member)
                .asString("");
    }

    private boolean searchesFind() {
        for (int i = 0; i < 20; i++) {
            var email = emails.get((int) (Math.random() * CUSTOMERS));
            var answer = Shop.searchByEmail(server, key, email);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("records").size()).as(email).isEqualTo(1);
        }
        return true;
    }

    private boolean createsAreFound() {
        server.create(key, "customers", Shop.customer());
        return true;
    }

    /// Runs `work` while the others are repeated; fails if any of them does.
    @SafeVarargs
    private static void meanwhile(Callable<Boolean> work, Callable<Boolean>... others) throws Exception {
        var isDone = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var repeated = new ArrayList<java.util.concurrent.Future<Boolean>>();
            for (var other : others) {
                repeated.add(threads.submit(() -> {
                    while (!isDone.get()) {
                        other.call();
                        Thread.sleep(20);
                    }
                    return true;
                }));
            }
            try {
                work.call();
            } finally {
                isDone.set(true);
            }
            for (var other : repeated) {
                assertThat(other.get()).isTrue();
            }
        }
    }
}
