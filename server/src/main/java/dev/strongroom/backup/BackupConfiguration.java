package dev.strongroom.backup;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.Database;
import dev.strongroom.keys.KeptBackups;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LogSigner;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackupConfiguration {

    @Bean
    Backups backups(
            Database database,
            KeptBackups kept,
            KeyRing ring,
            LogSigner signer,
            Ledger ledger,
            StrongroomConfiguration configuration,
            SecureRandom random,
            Clock clock) {
        var recipients = Recipients.of(configuration.backup().recipients());
        return new Backups(database, kept, ring, signer, ledger, recipients, random, clock);
    }
}
