package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.EarlierCatalogs;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.ledger.Ledger;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class VersionConfiguration {

    @Bean
    HistoryPeriods historyPeriods(
            Transactions transactions, ActiveCatalog active, CatalogInForce inForce, Clock clock) {
        return new HistoryPeriods(transactions, active, inForce, clock);
    }

    @Bean
    VersionCheck versionCheck(Transactions transactions, RecordOpening opening) {
        return new VersionCheck(transactions, opening);
    }

    @Bean
    VersionLooks versionLooks(
            ActiveCatalog active,
            EarlierCatalogs earlier,
            RecordReads reads,
            RecordOpening opening,
            FieldDisclosure fields,
            Door door,
            LookRefusals refusals,
            LookEntries entries,
            Ledger ledger,
            HistoryPeriods periods,
            Transactions transactions) {
        return new VersionLooks(
                active, earlier, reads, opening, fields, door, refusals, entries, ledger, periods, transactions);
    }

    @Bean
    VersionRestore versionRestore(
            RecordWrites writes,
            RecordReads reads,
            Transactions transactions,
            ActiveCatalog active,
            RecordOpening opening,
            Sealer sealer,
            HistoryPeriods periods,
            EarlierCatalogs earlier,
            JsonMapper json) {
        return new VersionRestore(writes, reads, transactions, active, opening, sealer, periods, earlier, json);
    }
}
