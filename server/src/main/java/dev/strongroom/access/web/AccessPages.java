package dev.strongroom.access.web;

import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.AnyCaller;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

/// The page on which purposes are opened for a time.
@Page
class AccessPages {

    private static final String ACCESS = "/console/access";

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry accessEntry() {
            return new NavigationEntry("access.title", ACCESS, "access", 40, Set.of());
        }
    }

    @GetMapping(ACCESS)
    @AnyCaller
    String access() {
        return "access/access";
    }
}
