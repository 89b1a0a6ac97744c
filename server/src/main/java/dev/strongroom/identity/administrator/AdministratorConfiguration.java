package dev.strongroom.identity.administrator;

import dev.strongroom.identity.RootProof;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.contact.PersonalNotices;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.RecordedChanges;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdministratorConfiguration {

    @Bean
    RootAdministrators rootAdministrators(
            RecordedChanges changes, Accounts accounts, PersonalNotices notices, KeyRing ring, Clock clock) {
        return new RootAdministrators(changes, accounts, notices, new RootProof(ring, clock));
    }
}
