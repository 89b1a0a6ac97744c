package dev.strongroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server says it is ready only while what it records also gets signed.
class ReadinessTests {

    @TempDir
    static Path home;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void append() {
        server.bean(Ledger.class)
                .append(Draft.of(
                        LedgerEntry.of(Instant.parse("2026-01-31T10:00:00Z"), EntryKind.LOOK, "client-1", "-")));
    }

    @Test
    void ledgerThatIsNotSigned_isNotReady_untilItIs() throws Exception {
        RunningServer.await("readiness", () -> server.readiness().equals("UP"));
        try (var other = server.transaction()) {
            other.createStatement().execute("lock table ledger_checkpoint in access exclusive mode");
            append();
            RunningServer.await("no readiness", () -> !server.readiness().equals("UP"));
            assertThat(server.management("/actuator/health/readiness").text()).contains("ledger.lags");
        }
        RunningServer.await("readiness again", () -> server.readiness().equals("UP"));
    }

    @Test
    void liveness_staysUpWhileTheServerIsNotReady() throws Exception {
        try (var other = server.transaction()) {
            other.createStatement().execute("lock table ledger_checkpoint in access exclusive mode");
            append();
            RunningServer.await("no readiness", () -> !server.readiness().equals("UP"));
            assertThat(server.management("/actuator/health/liveness").status()).isEqualTo(200);
        }
    }
}
