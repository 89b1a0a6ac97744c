package dev.strongroom.access;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.config.StrongroomConfiguration;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    AccessDecisions accessDecisions(ActiveCatalog active, Clock clock) {
        return new AccessDecisions(active::current, clock);
    }

    @Bean
    Budgets budgets(StrongroomConfiguration configuration) {
        return new Budgets(configuration.budgets());
    }

    @Bean
    CatalogNames catalogNames(ActiveCatalog active) {
        return new CatalogNames(active);
    }
}
