package dev.strongroom.ledger;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyRing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    LogState logState(Clock clock) {
        return new LogState(clock);
    }

    @Bean
    LogContinuations logContinuations(JdbcClient jdbc, KeyRing ring, StrongroomConfiguration configuration) {
        return LogContinuations.read(jdbc, ring, configuration);
    }

    @Bean
    LogSigner logSigner(KeyRing ring, LogContinuations continuations, SecureRandom random, Clock clock) {
        return new LogSigner(ring, continuations.origin(), random, clock);
    }

    @Bean
    CheckpointCopies checkpointCopies(StrongroomConfiguration configuration, LogContinuations continuations) {
        return new CheckpointCopies(configuration.home().resolve("log"), continuations.copiesName());
    }

    @Bean
    Ledger ledger(SharedRoundTrips roundTrips, LogState state) {
        return new Ledger(roundTrips, state);
    }

    @Bean
    RecordedChanges recordedChanges(DataSource dataSource, Ledger ledger, Clock clock) {
        return new RecordedChanges(dataSource, ledger, clock);
    }

    @Bean
    DatabaseTiles databaseTiles(DataSource dataSource, LogState state) {
        return new DatabaseTiles(dataSource, state);
    }

    @Bean
    LogProofs logProofs(DatabaseTiles tiles, LogState state) {
        return new LogProofs(tiles, state);
    }

    @Bean
    LedgerHours ledgerHours(DataSource dataSource, LogState state) {
        return new LedgerHours(dataSource, state);
    }

    @Bean
    LedgerExplorer ledgerExplorer(DataSource dataSource) {
        return new LedgerExplorer(dataSource);
    }

    @Bean
    LedgerSearch ledgerSearch(DataSource dataSource) {
        return new LedgerSearch(dataSource);
    }

    @Bean
    SealedDetails sealedDetails(CustomerKeys customerKeys, Sealer sealer, KeyRing ring, JdbcClient jdbc) {
        return new SealedDetails(customerKeys, sealer, ring.deployment(), jdbc);
    }

    @Bean
    Sealer sealer(SecureRandom random, StrongroomConfiguration configuration) {
        return new Sealer(random, configuration.vault().suite());
    }

    @Bean
    LedgerUpkeep ledgerUpkeep(
            DataSource dataSource,
            LogSigner signer,
            CheckpointCopies copies,
            DatabaseTiles tiles,
            LogState state,
            LedgerHours hours,
            Clock clock) {
        return new LedgerUpkeep(
                new Sequencer(dataSource, signer, copies, state, clock),
                new SelfCheck(tiles, signer, copies, state),
                hours);
    }

    @Bean
    KeyEvents keyEvents(Ledger ledger, Clock clock) {
        return new KeyEvents(ledger, clock);
    }

    @Bean
    LedgerReadiness ledgerReadiness(LogState state) {
        return new LedgerReadiness(state);
    }

    @Bean
    MeterBinder ledgerMetrics(LogState state) {
        return registry -> bind(registry, state);
    }

    private static void bind(MeterRegistry registry, LogState state) {
        Gauge.builder("strongroom.ledger.size", state, LogState::publishedSize)
                .description("Entries under the newest checkpoint")
                .register(registry);
        Gauge.builder("strongroom.ledger.lag", state, known -> known.lag().toMillis() / 1_000.0)
                .baseUnit("seconds")
                .description("For how long entries have been waiting for a checkpoint")
                .register(registry);
        Gauge.builder(
                        "strongroom.ledger.tampering",
                        state,
                        known -> known.tampering().size())
                .description("Contradictions between the database and what was signed")
                .register(registry);
    }
}
