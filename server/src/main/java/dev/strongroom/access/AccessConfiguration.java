package dev.strongroom.access;

import dev.strongroom.catalog.ActiveCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    AccessDecisions accessDecisions(ActiveCatalog active) {
        return new AccessDecisions(active);
    }

    @Bean
    CatalogNames catalogNames(ActiveCatalog active) {
        return new CatalogNames(active);
    }
}
