package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.ledger.Ledger;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    @Bean
    FileWrites fileWrites(
            Transactions transactions, RecordWrites writes, RecordOpening opening, Sealer sealer, SecureRandom random) {
        return new FileWrites(transactions, writes, opening, sealer, random, new FileSignatures());
    }

    @Bean
    FileLooks fileLooks(
            ActiveCatalog active,
            RecordReads reads,
            RecordOpening opening,
            Door door,
            LookRefusals refusals,
            LookEntries entries,
            Ledger ledger,
            Transactions transactions) {
        return new FileLooks(active, reads, opening, door, refusals, entries, ledger, transactions);
    }
}
