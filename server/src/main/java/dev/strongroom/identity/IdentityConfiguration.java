package dev.strongroom.identity;

import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.TwoPersonRule;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.identity.account.AccountRights;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.contact.CustomerLinks;
import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.RecordedChanges;
import java.security.SecureRandom;
import java.time.Clock;
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
            Approvals approvals,
            SecureRandom random,
            Clock clock) {
        return new ApiClients(recorded, directory, changes, known, approvals, random, clock);
    }

    @Bean
    ClientsAskedFor clientsAskedFor(ApiClients clients) {
        return new ClientsAskedFor(clients);
    }

    @Bean
    CallersAuthentication callersAuthentication(ClientAuthentication clients, PersonAuthentication people) {
        return new CallersAuthentication(clients, people);
    }

    @Bean
    AccountSecrets accountSecrets(KeyRing ring, CustomerKeys keys, Sealer sealer) {
        return new AccountSecrets(ring, keys, sealer);
    }

    @Bean
    CustomerAccounts customerAccounts(RecordedChanges changes, JdbcClient jdbc, CustomerLinks links) {
        return new CustomerAccounts(changes, jdbc, links);
    }

    @Bean
    AccountRights accountRights(
            RecordedChanges changes, JdbcClient jdbc, KnownNames known, Approvals approvals, TwoPersonRule rule) {
        return new AccountRights(changes, jdbc, known, approvals, rule);
    }

    @Bean
    Accounts accounts(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            KnownNames known,
            Approvals approvals,
            TwoPersonRule rule,
            SecureRandom random,
            Clock clock) {
        return new Accounts(changes, jdbc, secrets, known, approvals, rule, random, clock);
    }
}
