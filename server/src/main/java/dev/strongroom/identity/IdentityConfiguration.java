package dev.strongroom.identity;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Ledger;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    ClientDirectory clientDirectory(
            JdbcClient jdbc, ConfigurationChanges changes, StrongroomConfiguration configuration) {
        FirstAdministrator.admit(configuration.keys().folder(), jdbc);
        var directory = new ClientDirectory(jdbc);
        changes.onChange(directory::refresh);
        return directory;
    }

    @Bean
    ClientAuthentication clientAuthentication(ClientDirectory directory, Clock clock) {
        return new ClientAuthentication(directory, clock);
    }

    @Bean
    ApiClients apiClients(
            RecordedChanges recorded,
            ClientDirectory directory,
            ConfigurationChanges changes,
            KnownNames known,
            SecureRandom random,
            Clock clock) {
        return new ApiClients(recorded, directory, changes, known, random, clock);
    }

    @Bean
    CallersAuthentication callersAuthentication(ClientAuthentication clients, PersonAuthentication people) {
        return new CallersAuthentication(clients, people);
    }

    @Bean
    RecordedChanges recordedChanges(DataSource dataSource, Ledger ledger, Clock clock) {
        return new RecordedChanges(dataSource, ledger, clock);
    }

    @Bean
    AccountSecrets accountSecrets(KeyRing ring, CustomerKeys keys, Sealer sealer) {
        return new AccountSecrets(ring, keys, sealer);
    }

    @Bean
    Accounts accounts(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            KnownNames known,
            SecureRandom random,
            Clock clock) {
        return new Accounts(changes, jdbc, secrets, known, random, clock);
    }
}
