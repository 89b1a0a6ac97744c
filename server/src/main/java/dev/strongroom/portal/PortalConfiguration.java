package dev.strongroom.portal;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.vault.Door;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PortalConfiguration {

    @Bean
    AddressesByDoor addressesByDoor(ActiveCatalog active, Door door) {
        return new AddressesByDoor(active, door);
    }
}
