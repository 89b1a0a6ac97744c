package dev.strongroom.identity.company;

import dev.strongroom.config.ConfigurationErrors;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.config.StrongroomConfiguration.Company;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.pages.CompanySignInName;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CompanyConfiguration {

    /// Where the provider leads browsers back to.
    private static final String RETURN = "/sign-in/company";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    CompanyProvider companyProvider(StrongroomConfiguration configuration, Clock clock) {
        return configuration
                .company()
                .<CompanyProvider>map(company -> provider(company, configuration, clock))
                .orElseGet(NoProvider::new);
    }

    private static OpenIdProvider provider(Company company, StrongroomConfiguration configuration, Clock clock) {
        if (!Files.isReadable(company.secretFile())) {
            throw ConfigurationErrors.of("company.client-secret-file must be a file that the server can read");
        }
        var returnAddress = URI.create(configuration.http().publicUrl() + RETURN);
        return new OpenIdProvider(company, returnAddress, new ProviderConnection(PATIENCE), clock);
    }

    @Bean
    CompanyAttempts companyAttempts(KeyRing ring, SecureRandom random, Clock clock) {
        return new CompanyAttempts(ring.macFor("company attempt"), random, clock);
    }

    @Bean
    CompanyLinks companyLinks(AccountSecrets secrets, CompanyProvider provider) {
        return new CompanyLinks(secrets, provider.issuer());
    }

    @Bean
    CompanySignInName companySignInName(CompanyProvider provider) {
        return new CompanySignInName(provider.name().orElse(""));
    }
}
