package dev.strongroom.keys;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.KeptCounts;
import dev.strongroom.database.PeriodicWork;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires the keys module. The [KeyRing] itself is opened before the context starts and handed in.
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    private static final Duration UPKEEP_PAUSE = Duration.ofSeconds(1);

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    CustomerKeys customerKeys(KeyRing ring, SecureRandom random) {
        return new CustomerKeys(ring, random);
    }

    @Bean
    KeyEncryptionKeys keyEncryptionKeys(
            KeyRing ring,
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            ApplicationEventPublisher events,
            Clock clock,
            KeptCounts counts,
            StrongroomConfiguration configuration) {
        DeploymentCheck.tie(jdbc, ring);
        var settings = configuration.keys();
        var keys = new KeyEncryptionKeys(
                ring,
                jdbc,
                new TransactionTemplate(transactionManager),
                events,
                clock,
                settings.keyEncryptionKeyLifetime(),
                counts);
        keys.register();
        return keys;
    }

    @Bean
    KeptBackups keptBackups(JdbcClient jdbc, Clock clock, StrongroomConfiguration configuration) {
        return new KeptBackups(jdbc, clock, configuration.keys().backupKeepingTime());
    }

    @Bean
    KeyRotations keyRotations(KeyRing ring, KeyEncryptionKeys keys, ApplicationEventPublisher events) {
        return new KeyRotations(ring, keys, events);
    }

    @Bean
    PeriodicWork keyUpkeep(KeyEncryptionKeys keys) {
        return new PeriodicWork("key-upkeep", UPKEEP_PAUSE, keys::maintain);
    }
}
