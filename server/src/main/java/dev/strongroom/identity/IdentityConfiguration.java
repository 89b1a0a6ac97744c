package dev.strongroom.identity;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.ConfigurationChanges;
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
            DataSource dataSource,
            ClientDirectory directory,
            ConfigurationChanges changes,
            Ledger ledger,
            KnownNames known,
            SecureRandom random,
            Clock clock) {
        return new ApiClients(dataSource, directory, changes, ledger, known, random, clock);
    }
}
