package dev.strongroom.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.VerifierKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Server and database are killed under load: what was acknowledged is there, and what was signed stays true.
/// The system property `kill.rounds` raises the number of kills.
@Order(1)
class KillTests {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
    private static final int WORKERS = 6;
    private static final Duration LOAD = Duration.ofMillis(900);

    @TempDir
    Path folder;

    private ServerProcess server;
    private String key;
    private VerifierKey verifierKey;
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final Queue<String> receipts = new ConcurrentLinkedQueue<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        server = ServerProcess.in(folder);
        var administrator = ServerProcess.init(server);
        server.start();
        key = server.shopClient(administrator, List.of("shop_backend", "support_agent", "log-reader"));
        verifierKey = VerifierKey.parse(
                server.get("/v1/log", key).json().get("verifierKeys").get(0).asString());
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void killedUnderLoad_everythingAcknowledgedIsThereAndEveryCheckpointHolds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boolean killsServer = round % 2 == 0;
            int before = receipts.size();
            loadWhile(() -> {
                Thread.sleep(LOAD);
                RunningServer.await("something is acknowledged", () -> receipts.size() > before + 1);
                noteCheckpoint();
                if (killsServer) {
                    server.kill();
                } else {
                    server.killPostgres();
                    RunningServer.await("PostgreSQL is up again", server::isReady);
                }
            });
            if (killsServer) {
                server.start();
            }
        }
        assertThat(written).hasSizeGreaterThan(ROUNDS);
        assertThat(receipts).hasSizeGreaterThan(ROUNDS);
        assertEverythingAcknowledgedIsThere();
        assertEveryCheckpointHolds();
    }

    @Test
    void stoppedDatabase_isAnsweredWith503AndRecoversByItself() throws Exception {
        var id = create();
        server.signalPostgres("STOP");
        try {
            var started = System.nanoTime();
            var look = server.get("/v1/records/customers/" + id, key);
            assertThat(look.status()).isEqualTo(503);
            assertThat(look.text()).contains("\"code\"").doesNotContain("Zhao");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(12));
        } finally {
            server.signalPostgres("CONT");
        }
        RunningServer.await(
                "a look succeeds again",
                () -> server.get("/v1/records/customers/" + id, key).status() == 200);
    }

    @Test
    void acknowledgedCommits_wereFlushedOneByOne() throws Exception {
        long before = flushes();
        int commits = 50;
        for (int i = 0; i < commits; i++) {
            create();
        }
        // PostgreSQL publishes its counts with some seconds of delay
        RunningServer.await("a flush for every commit", () -> flushes() - before >= commits);
    }

    private interface Interruption {
        void run() throws Exception;
    }

    private void loadWhile(Interruption interruption) throws Exception {
        var running = new AtomicBoolean(true);
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                while (running.get()) {
                    writeAndLook();
                }
            }));
        }
        try {
            interruption.run();
        } finally {
            running.set(false);
            for (var worker : workers) {
                worker.join();
            }
        }
    }

    private void writeAndLook() {
        var answer = server.post("/v1/records/customers", key, body());
        if (answer.status() != 201) {
            return;
        }
        var id = answer.json().get("id").asString();
        written.add(id);
        var look = server.get("/v1/records/customers/" + id, key);
        if (look.status() == 200) {
            receipts.add(look.json().get("receipt").asString());
        }
    }

    private String create() {
        return server.post("/v1/records/customers", key, body())
                .json()
                .get("id")
                .asString();
    }

    private String body() {
        return "{\"fields\": {\"name\": \"Zhao\", \"email\": \"kill-%d@example.com\"}}"
                .formatted(numbers.incrementAndGet());
    }

    private void noteCheckpoint() {
        var note = server.get("/log/checkpoint", "");
        if (note.status() == 200) {
            checkpoints.add(Checkpoint.parse(SignedNote.parse(note.text()).text()));
        }
    }

    private void assertEverythingAcknowledgedIsThere() {
        // The readiness that was awaited may have been told just before the death of PostgreSQL was noticed
        RunningServer.await(
                "looks are answered again",
                () -> server.get("/v1/records/customers/" + written.peek(), key).status() != 503);
        assertThat(written)
                .allSatisfy(id -> assertThat(
                                server.get("/v1/records/customers/" + id, key).status())
                        .isEqualTo(200));
        for (var receipt : receipts) {
            RunningServer.await(
                    "a checkpoint over every receipt",
                    () -> server.get("/v1/receipts/" + receipt, key).status() != 202);
            assertThat(server.get("/v1/receipts/" + receipt, key).status()).isEqualTo(200);
        }
    }

    private void assertEveryCheckpointHolds() {
        assertThat(checkpoints).isNotEmpty();
        for (var earlier : checkpoints) {
            var report = LogVerifier.verify(
                    LogOfProcess.now(server, key), verifierKey, Optional.of(earlier), true, progress -> {});
            assertThat(report.findings()).isEmpty();
        }
    }

    /// Flushes of the write-ahead log so far, as PostgreSQL counts them.
    private long flushes() {
        return ProcessDatabase.of(server).count("select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal'");
    }
}
