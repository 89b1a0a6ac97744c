package dev.strongroom.console;

import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.AnyCaller;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

/// The overview, which is also the address of the server itself.
@Page
class HomePages {

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry homeEntry() {
            return new NavigationEntry("home.title", "/console", "home", 0, Set.of());
        }
    }

    @GetMapping({"/", "/console"})
    @AnyCaller
    String home() {
        return "console/home";
    }
}
