package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.AccessPeriods;
import dev.strongroom.access.Budgets;
import dev.strongroom.access.HourlyLooks;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.database.KeptCounts;
import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.keys.KeyRotations;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerSearch;
import dev.strongroom.ledger.LogSigner;
import dev.strongroom.ledger.SealedDetails;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    @Bean
    Transactions vaultTransactions(DataSource dataSource) {
        return new Transactions(dataSource);
    }

    @Bean
    RecordOpening recordOpening(CustomerKeys keys, KeyRing ring) {
        return new RecordOpening(keys, ring.deployment());
    }

    @Bean
    RecordReads recordReads(@Qualifier("readingRoundTrips") SharedRoundTrips roundTrips) {
        return new RecordReads(roundTrips);
    }

    @Bean
    FieldDisclosure fieldDisclosure(Sealer sealer) {
        return new FieldDisclosure(sealer);
    }

    @Bean
    SearchIndexes searchIndexes(
            Transactions transactions, KeyRing ring, SecureRandom random, ConfigurationChanges changes) {
        var indexes = new SearchIndexes(transactions, ring, random);
        changes.onChange(indexes::refresh);
        return indexes;
    }

    @Bean
    LookEntries lookEntries(SealedDetails details, ActiveCatalog active, SecureRandom random, Clock clock) {
        return new LookEntries(details, active, random, clock);
    }

    @Bean
    WriteEntries writeEntries(ActiveCatalog active, Clock clock) {
        return new WriteEntries(active, clock);
    }

    @Bean
    LookRefusals lookRefusals(RecordOpening opening, LookEntries entries, Ledger ledger, MeterRegistry meters) {
        return new LookRefusals(opening, entries, ledger, meters);
    }

    @Bean
    CountedLooks countedLooks(AccessPeriods periods, HourlyLooks hourly, LookRefusals refusals) {
        return new CountedLooks(periods, hourly, refusals);
    }

    @Bean
    Door door(
            AccessDecisions decisions,
            ActiveCatalog active,
            RecordReads reads,
            RecordOpening opening,
            FieldDisclosure fields,
            LookEntries entries,
            Ledger ledger,
            LookRefusals refusals,
            CountedLooks counts,
            ConfigurationChanges changes,
            MeterRegistry meters) {
        return new Door(decisions, active, reads, opening, fields, entries, ledger, refusals, counts, changes, meters);
    }

    @Bean
    RecordSearch recordSearch(
            AccessDecisions decisions,
            ActiveCatalog active,
            RecordReads reads,
            Transactions transactions,
            SearchIndexes indexes,
            Door door,
            LookRefusals refusals,
            CountedLooks counts,
            LookEntries entries,
            Budgets budgets) {
        return new RecordSearch(
                decisions, active, reads, transactions, indexes, door, refusals, counts, entries, budgets);
    }

    @Bean
    BatchDisclosure batchDisclosure(
            AccessDecisions decisions,
            Transactions transactions,
            Door door,
            LookRefusals refusals,
            CountedLooks counts,
            Budgets budgets) {
        return new BatchDisclosure(decisions, transactions, door, refusals, counts, budgets);
    }

    @Bean(destroyMethod = "close")
    RecordExports recordExports(
            AccessDecisions decisions,
            Transactions transactions,
            Door door,
            LookRefusals refusals,
            CountedLooks counts,
            LookEntries entries,
            Ledger ledger,
            Budgets budgets) {
        return new RecordExports(decisions, transactions, door, refusals, counts, entries, ledger, budgets);
    }

    @Bean
    FieldCopies fieldCopies(
            RecordReads reads,
            RecordOpening opening,
            Door door,
            LookRefusals refusals,
            LookEntries entries,
            Ledger ledger) {
        return new FieldCopies(reads, opening, door, refusals, entries, ledger);
    }

    @Bean
    LookOffers lookOffers(AccessDecisions decisions, ActiveCatalog active, LookRefusals refusals) {
        return new LookOffers(decisions, active, refusals);
    }

    @Bean
    RetentionDuties retentionDuties(ActiveCatalog active, Clock clock) {
        return new RetentionDuties(active, clock);
    }

    @Bean
    RecordWrites recordWrites(
            Transactions transactions,
            AccessDecisions decisions,
            ActiveCatalog active,
            CatalogInForce inForce,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            SearchIndexes indexes,
            WriteEntries entries,
            Ledger ledger,
            KeyRing ring,
            RetentionDuties duties,
            RecordIds ids) {
        return new RecordWrites(
                transactions,
                decisions,
                active,
                inForce,
                keys,
                opening,
                sealer,
                indexes,
                entries,
                ledger,
                new Idempotency(ring),
                duties,
                ids);
    }

    @Bean
    CatalogInForce catalogInForce(ActiveCatalog active, ConfigurationChanges changes) {
        return new CatalogInForce(active, changes);
    }

    @Bean
    RecordIds recordIds(SecureRandom random) {
        return new RecordIds(random);
    }

    @Bean
    ImportPreparation importPreparation(
            JsonMapper json,
            Transactions transactions,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            SearchIndexes indexes,
            WriteEntries entries,
            RecordIds ids) {
        return new ImportPreparation(json, transactions, keys, opening, sealer, indexes, entries, ids);
    }

    @Bean(destroyMethod = "close")
    RecordImports recordImports(
            Transactions transactions,
            AccessDecisions decisions,
            ActiveCatalog active,
            CatalogInForce inForce,
            SearchIndexes indexes,
            ImportPreparation preparation,
            WriteEntries entries,
            Ledger ledger,
            Budgets budgets,
            KeyRing ring) {
        return new RecordImports(
                transactions,
                decisions,
                active,
                preparation,
                new ImportStore(transactions, inForce, indexes, ledger),
                entries,
                ledger,
                budgets,
                ring.macFor("import content"));
    }

    @Bean
    CustomerLooks customerLooks(
            Transactions transactions,
            RecordOpening opening,
            LedgerSearch search,
            Ledger ledger,
            ActiveCatalog active,
            SealedDetails details,
            Clock clock) {
        return new CustomerLooks(transactions, opening, search, ledger, active, details, clock);
    }

    @Bean
    CustomerRecords customerRecords(
            Transactions transactions,
            AccessDecisions decisions,
            ActiveCatalog active,
            RecordOpening opening,
            LookEntries entries,
            Ledger ledger,
            IndexBuilds builds,
            HistoryPeriods periods,
            CountedLooks counts,
            Clock clock) {
        var looks = new CustomerLookEntries(transactions, opening, entries, ledger, clock);
        return new CustomerRecords(transactions, decisions, active, looks, builds, periods, counts);
    }

    @Bean
    Erasures erasures(
            Transactions transactions,
            ActiveCatalog active,
            RecordOpening opening,
            RetentionDuties duties,
            CustomerKeys keys,
            Ledger ledger,
            KeyRing ring,
            StrongroomConfiguration configuration,
            SecureRandom random,
            Clock clock) {
        var tombstones = new Tombstones(configuration.keys().folder(), ring);
        return new Erasures(transactions, active, opening, duties, keys, ledger, tombstones, random, clock);
    }

    @Bean
    ErasureCertificates erasureCertificates(JdbcClient jdbc, KeyEncryptionKeys keys, LogSigner signer) {
        return new ErasureCertificates(jdbc, keys, signer);
    }

    @Bean
    CustomerKeyRotation customerKeyRotation(
            Transactions transactions,
            ActiveCatalog active,
            CustomerKeys keys,
            RecordOpening opening,
            Sealer sealer,
            TokenSealing tokens,
            WriteEntries entries,
            Ledger ledger) {
        return new CustomerKeyRotation(
                transactions,
                active,
                keys,
                opening,
                sealer,
                new TokenResealing(tokens),
                new VersionResealing(opening, sealer),
                entries,
                ledger);
    }

    @Bean
    IndexBuilds indexBuilds(
            Transactions transactions,
            ActiveCatalog active,
            ConfigurationChanges changes,
            RecordOpening opening,
            FieldDisclosure fields,
            SearchIndexes indexes,
            KeyRing ring,
            Sealer sealer) {
        return new IndexBuilds(transactions, active, changes, opening, fields, indexes, ring, sealer.suite());
    }

    @Bean
    RecordCheck recordCheck(Transactions transactions, RecordOpening opening, LedgerSearch search) {
        return new RecordCheck(transactions, opening, search);
    }

    @Bean
    AllKeysRotation allKeysRotation(Transactions transactions, CustomerKeyRotation rotation, KeptCounts counts) {
        return new AllKeysRotation(transactions, rotation, counts);
    }

    @Bean
    IndexRotation indexRotation(
            Transactions transactions,
            SearchIndexes indexes,
            IndexBuilds builds,
            KeyRotations keys,
            KeptCounts counts) {
        return new IndexRotation(transactions, indexes, builds, keys, counts);
    }

    @Bean
    VaultUpkeep vaultUpkeep(
            IndexBuilds builds,
            AllKeysRotation rotations,
            RecordCheck check,
            VersionCheck versions,
            HistoryPeriods periods,
            Transactions transactions,
            RecordReads reads) {
        var pace = new UpkeepPace(reads::asked, System::nanoTime);
        return new VaultUpkeep(builds, rotations, check, versions, periods, transactions, pace);
    }

    @Bean
    MeterBinder recordCheckMetrics(RecordCheck check, VersionCheck versions) {
        return (MeterRegistry registry) -> Gauge.builder(
                        "strongroom.records.findings",
                        check,
                        known -> known.findings().size() + versions.findings().size())
                .description("Records that are not what the ledger says")
                .register(registry);
    }

    @Bean
    CustomerRelationRows customerRelations(Transactions transactions, Clock clock) {
        return new CustomerRelationRows(transactions, clock);
    }

    @Bean
    CustomerAssignments customerAssignments(
            Transactions transactions, RecordOpening opening, LookEntries entries, Ledger ledger, Clock clock) {
        return new CustomerAssignments(transactions, opening, entries, ledger, clock);
    }
}
