package dev.strongroom.identity.contact;

import dev.strongroom.approval.Approvers;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.AddressesOnFile;
import dev.strongroom.identity.account.AccountRights;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.notify.Notices;
import dev.strongroom.notify.Outbox;
import dev.strongroom.notify.SmsBudget;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    @Bean
    Contacts contacts(AccountSecrets secrets, Outbox outbox, SmsBudget budget, SecureRandom random, Clock clock) {
        return new Contacts(secrets, outbox, budget, random, clock);
    }

    @Bean
    ContactCodes contactCodes(
            Contacts contacts,
            AccountSecrets secrets,
            Outbox outbox,
            SmsBudget budget,
            SecureRandom random,
            Clock clock) {
        return new ContactCodes(contacts, secrets, outbox, budget, random, clock);
    }

    @Bean
    PersonalNotices personalNotices(Notices notices, Contacts contacts) {
        return new PersonalNotices(notices, contacts);
    }

    @Bean
    Approvers approvers(PersonalNotices notices, AccountSecrets secrets, JdbcClient jdbc) {
        return new ApprovingAdministrators(notices, secrets, jdbc);
    }

    @Bean
    PeopleAskedFor peopleAskedFor(AccountRights rights, MailedInvitations invitations) {
        return new PeopleAskedFor(rights, invitations);
    }

    @Bean
    MailedInvitations mailedInvitations(Accounts accounts, Contacts contacts, PersonalNotices notices, Outbox outbox) {
        return new MailedInvitations(accounts, contacts, notices, outbox);
    }

    @Bean
    ReachableCustomers reachableCustomers(
            AddressesOnFile onFile, AccountSecrets secrets, Outbox outbox, SmsBudget budget) {
        return new ReachableCustomers(onFile, secrets, outbox, budget);
    }

    @Bean
    CustomerLinks customerLinks(JdbcClient jdbc, ReachableCustomers reachable, SecureRandom random, Clock clock) {
        return new CustomerLinks(jdbc, reachable, random, clock);
    }

    @Bean
    CustomerCodes customerCodes(
            JdbcClient jdbc,
            ReachableCustomers reachable,
            AccountSecrets secrets,
            Outbox outbox,
            SmsBudget budget,
            SecureRandom random,
            Clock clock) {
        return new CustomerCodes(jdbc, reachable, secrets, outbox, budget, random, clock);
    }

    @Bean
    CustomerCorrespondents customerCorrespondents(
            JdbcClient jdbc, CustomerCodes codes, ReachableCustomers reachable, StrongroomConfiguration configuration) {
        return new CustomerCorrespondents(jdbc, codes, reachable, configuration);
    }

    @Bean
    AccountCorrespondents accountCorrespondents(
            JdbcClient jdbc,
            Accounts accounts,
            Contacts contacts,
            ContactCodes codes,
            StrongroomConfiguration configuration) {
        return new AccountCorrespondents(jdbc, accounts, contacts, codes, configuration);
    }
}
