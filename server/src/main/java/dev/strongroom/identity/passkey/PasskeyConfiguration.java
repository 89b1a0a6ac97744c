package dev.strongroom.identity.passkey;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class PasskeyConfiguration {

    /// Refuses to start for another domain than passkeys were made for: no device would offer them any more, and people
    /// would be locked out.
    @Bean
    Passkeys passkeys(
            StrongroomConfiguration configuration,
            JdbcClient jdbc,
            AccountSecrets secrets,
            KeyRing ring,
            SecureRandom random,
            Clock clock) {
        var party = RelyingParty.of(configuration);
        var others = PasskeyRows.otherRelyingParties(jdbc, party.domain());
        if (!others.isEmpty()) {
            throw new IllegalStateException(
                    "Set passkeys.relying-party back to %s, or have its passkeys removed first".formatted(others));
        }
        return new Passkeys(
                secrets, party, new PasskeyChallenges(ring.macFor("passkey challenge"), random, clock), random);
    }
}
