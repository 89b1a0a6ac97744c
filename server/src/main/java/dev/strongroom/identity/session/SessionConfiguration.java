package dev.strongroom.identity.session;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.PeriodicWork;
import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.account.CustomerAccountRows;
import dev.strongroom.identity.company.CompanyAttempts;
import dev.strongroom.identity.company.CompanyLinks;
import dev.strongroom.identity.company.CompanyProvider;
import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.contact.Contacts;
import dev.strongroom.identity.contact.CustomerCodes;
import dev.strongroom.identity.contact.CustomerLinks;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.identity.passkey.Passkeys;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.notify.Outbox;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final Duration UPKEEP_PAUSE = Duration.ofMinutes(5);

    /// Longer than the session lasts in which an account is taken up.
    private static final Duration LEFT_AFTER = Duration.ofHours(1);

    @Bean
    Sessions sessions(
            @Qualifier("readingRoundTrips") SharedRoundTrips roundTrips,
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            SessionNetworks networks,
            Clock clock,
            StrongroomConfiguration configuration) {
        var limits = new SessionLimits(
                configuration.sessions().idle(), configuration.sessions().absolute());
        return new Sessions(roundTrips, changes, jdbc, secrets, limits, networks, clock);
    }

    @Bean
    SessionNetworks sessionNetworks(KeyRing ring) {
        return new SessionNetworks(ring.macFor("session network"));
    }

    @Bean
    PersonAuthentication personAuthentication(Sessions sessions) {
        return new PersonAuthentication(sessions);
    }

    /// A quarter of the processors hash passwords for strangers, and as many for those who are known.
    @Bean
    PasswordHashing passwordHashing() {
        return new PasswordHashing(Math.max(1, Runtime.getRuntime().availableProcessors() / 4));
    }

    @Bean
    AuthenticatorApps authenticatorApps(
            StrongroomConfiguration configuration, AccountSecrets secrets, SecureRandom random, Clock clock) {
        return new AuthenticatorApps(configuration.authenticatorApps().hash(), secrets, random, clock);
    }

    @Bean
    RecoveryCodes recoveryCodes(AccountSecrets secrets, SecureRandom random) {
        return new RecoveryCodes(secrets, random);
    }

    @Bean
    SignIn signIn(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            PasswordHashing hashing,
            PersonalNotices notices,
            Outbox outbox,
            KeyRing ring,
            SessionNetworks networks,
            SecureRandom random,
            Clock clock) {
        var devices = new KnownDevices(ring.macFor("known device"), random);
        return new SignIn(
                changes,
                jdbc,
                secrets,
                hashing,
                notices,
                outbox,
                new SignInThrottle(),
                devices,
                networks,
                random,
                clock);
    }

    @Bean
    SecondFactors secondFactors(
            RecordedChanges changes,
            SignIn signIn,
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            ContactCodes contactCodes,
            PersonalNotices notices,
            Outbox outbox) {
        return new SecondFactors(changes, signIn, apps, recoveryCodes, contactCodes, notices, outbox);
    }

    @Bean
    PasskeySignIn passkeySignIn(
            RecordedChanges changes,
            Passkeys passkeys,
            SignIn signIn,
            PersonalNotices notices,
            Outbox outbox,
            JdbcClient jdbc) {
        return new PasskeySignIn(changes, passkeys, signIn, notices, outbox, jdbc);
    }

    @Bean
    CompanyAnswers companyAnswers(
            RecordedChanges changes, CompanyProvider provider, CompanyAttempts attempts, JdbcClient jdbc) {
        return new CompanyAnswers(changes, provider, attempts, jdbc);
    }

    @Bean
    CompanySignIn companySignIn(RecordedChanges changes, CompanyAnswers answers, CompanyLinks links, SignIn signIn) {
        return new CompanySignIn(changes, answers, links, signIn);
    }

    @Bean
    OwnCompanySignIn ownCompanySignIn(
            OwnChanges own,
            CompanyProvider provider,
            CompanyAnswers answers,
            CompanyLinks links,
            SignIn signIn,
            JdbcClient jdbc) {
        return new OwnCompanySignIn(own, provider, answers, links, signIn, jdbc);
    }

    @Bean
    OwnChanges ownChanges(RecordedChanges changes, PersonalNotices notices, Outbox outbox, Clock clock) {
        return new OwnChanges(changes, notices, outbox, clock);
    }

    @Bean
    OwnFactors ownFactors(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            PasswordHashing hashing,
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            SignIn signIn,
            OwnChanges own,
            Clock clock) {
        return new OwnFactors(
                changes, jdbc, secrets, new PasswordPolicy(), hashing, apps, recoveryCodes, signIn, own, clock);
    }

    @Bean
    OwnPasskeys ownPasskeys(
            OwnChanges own,
            OwnFactors factors,
            Passkeys passkeys,
            AccountSecrets secrets,
            SignIn signIn,
            JdbcClient jdbc) {
        return new OwnPasskeys(own, factors, passkeys, secrets, signIn, jdbc);
    }

    @Bean
    OwnContacts ownContacts(
            RecordedChanges changes,
            OwnChanges own,
            Contacts contacts,
            ContactCodes codes,
            SignIn signIn,
            Outbox outbox,
            JdbcClient jdbc) {
        return new OwnContacts(changes, own, contacts, codes, signIn, outbox, jdbc);
    }

    @Bean
    CustomerTakeUp customerTakeUp(
            RecordedChanges changes,
            CustomerLinks links,
            CustomerCodes codes,
            AccountSecrets secrets,
            PasswordHashing hashing,
            SignIn signIn,
            Outbox outbox,
            SecureRandom random) {
        return new CustomerTakeUp(
                changes, links, codes, secrets, new PasswordPolicy(), hashing, signIn, outbox, random);
    }

    @Bean
    PeriodicWork sessionUpkeep(
            Sessions sessions,
            Contacts contacts,
            Passkeys passkeys,
            CustomerLinks links,
            CompanyAttempts attempts,
            JdbcClient jdbc,
            Clock clock) {
        return new PeriodicWork("session-upkeep", UPKEEP_PAUSE, () -> {
            sessions.removeOver();
            links.removeOver();
            CustomerAccountRows.removeLeft(jdbc, clock.instant().minus(LEFT_AFTER));
            contacts.removeVoid(jdbc);
            passkeys.removeExpired(jdbc);
            attempts.removeExpired(jdbc);
            return false;
        });
    }
}
