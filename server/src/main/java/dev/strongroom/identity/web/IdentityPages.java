package dev.strongroom.identity.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.RequiresRole;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

/// The pages on which people sign in, look after their account, and invite others. What they show and change comes from
/// the API, by its rules.
@Page
class IdentityPages {

    private static final String PEOPLE = "/console/people";
    private static final String ACCOUNT = "/console/account";

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry peopleEntry() {
            return new NavigationEntry("people.title", PEOPLE, "people", 60, Set.of(ApiClient.ADMINISTRATOR));
        }

        @Bean
        NavigationEntry accountEntry() {
            return new NavigationEntry("account.title", ACCOUNT, "account", 90, Set.of());
        }
    }

    @GetMapping("/sign-in")
    @OpenEndpoint
    String signIn() {
        return "identity/sign-in";
    }

    @GetMapping("/invitation")
    @OpenEndpoint
    String invitation() {
        return "identity/invitation";
    }

    @GetMapping(ACCOUNT)
    @AnyCaller
    String account() {
        return "identity/account";
    }

    @GetMapping(PEOPLE)
    @RequiresRole(ApiClient.ADMINISTRATOR)
    String people() {
        return "identity/people";
    }
}
