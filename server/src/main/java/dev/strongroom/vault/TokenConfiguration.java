package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.HourlyLooks;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    TokenIndex tokenIndex(KeyRing ring) {
        return new TokenIndex(ring.macFor("token index"), ring.macFor("token value"));
    }

    @Bean
    TokenSealing tokenSealing(Sealer sealer, KeyRing ring) {
        return new TokenSealing(sealer, ring.deployment());
    }

    @Bean
    TokenAccess tokenAccess(
            AccessDecisions decisions,
            ActiveCatalog active,
            HourlyLooks hourly,
            ConfigurationChanges changes,
            LookEntries entries,
            Ledger ledger) {
        return new TokenAccess(decisions, active, hourly, changes, entries, ledger);
    }

    @Bean
    TokenIssuing tokenIssuing(TokenIndex indexes, TokenSealing sealing, KeyRing ring, SecureRandom random) {
        return new TokenIssuing(indexes, new TokenDrawing(new TokenDigits(ring), random), sealing);
    }

    @Bean
    TokenPlanning tokenPlanning(
            TokenAccess access, RecordOpening opening, FieldDisclosure fields, TokenIndex indexes, Clock clock) {
        return new TokenPlanning(access, opening, fields, indexes, clock);
    }

    @Bean
    TokenCreation tokenCreation(
            Transactions transactions,
            TokenAccess access,
            TokenPlanning planning,
            TokenIssuing issuing,
            LookEntries entries,
            Ledger ledger,
            Clock clock,
            MeterRegistry meters) {
        var made = meters.counter("strongroom.tokens.made");
        return new TokenCreation(transactions, access, planning, issuing, entries, ledger, clock, made);
    }

    @Bean
    TokenOpening tokenOpening(TokenAccess access, TokenSealing sealing, RecordOpening opening, Clock clock) {
        return new TokenOpening(access, sealing, opening, clock);
    }

    @Bean
    TokenLooks tokenLooks(
            Transactions transactions,
            TokenAccess access,
            TokenIndex indexes,
            TokenOpening opening,
            LookEntries entries,
            Ledger ledger,
            Clock clock,
            MeterRegistry meters) {
        var opened = meters.counter("strongroom.tokens.opened");
        return new TokenLooks(transactions, access, indexes, opening, entries, ledger, clock, opened);
    }

    @Bean
    TokenRemoval tokenRemoval(
            Transactions transactions,
            TokenAccess access,
            TokenIndex indexes,
            TokenOpening opening,
            LookEntries entries,
            Ledger ledger,
            Clock clock) {
        return new TokenRemoval(transactions, access, indexes, opening, entries, ledger, clock);
    }
}
