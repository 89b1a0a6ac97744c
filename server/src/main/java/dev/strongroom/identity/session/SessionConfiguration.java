package dev.strongroom.identity.session;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.RecordedChanges;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    Sessions sessions(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            Clock clock,
            StrongroomConfiguration configuration) {
        var limits = new SessionLimits(
                configuration.sessions().idle(), configuration.sessions().absolute());
        return new Sessions(changes, jdbc, secrets, limits, clock);
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
    AuthenticatorApps authenticatorApps(AccountSecrets secrets, SecureRandom random, Clock clock) {
        return new AuthenticatorApps(secrets, random, clock);
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
            AuthenticatorApps apps,
            RecoveryCodes recoveryCodes,
            KeyRing ring,
            SecureRandom random,
            Clock clock) {
        var devices = new KnownDevices(ring.macFor("known device"), random);
        return new SignIn(
                changes, jdbc, secrets, hashing, apps, recoveryCodes, new SignInThrottle(), devices, random, clock);
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
            Clock clock) {
        return new OwnFactors(
                changes, jdbc, secrets, new PasswordPolicy(), hashing, apps, recoveryCodes, signIn, clock);
    }

    @Bean
    SessionUpkeep sessionUpkeep(Sessions sessions) {
        return new SessionUpkeep(sessions);
    }
}
