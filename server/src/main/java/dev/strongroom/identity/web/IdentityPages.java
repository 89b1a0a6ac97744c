package dev.strongroom.identity.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.ApiClients;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.pages.ActorNames;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.RequiresRole;
import java.util.HashMap;
import java.util.List;
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

    /// Those who look after people, and those who check what people did, see whose account it is.
    @Configuration(proxyBeanMethods = false)
    static class Names {

        private static final List<String> READERS =
                List.of(ApiClient.ADMINISTRATOR, ApiClient.AUDITOR, ApiClient.PRIVACY_OFFICER);

        @Bean
        ActorNames accountNames(Accounts accounts, ApiClients clients) {
            return reader -> {
                var names = new HashMap<String, String>();
                if (READERS.stream().anyMatch(reader.roles()::contains)) {
                    accounts.list().forEach(listed -> names.put(listed.account().id(), listed.name()));
                    clients.list().forEach(client -> names.put(client.actor(), client.name()));
                }
                return names;
            };
        }
    }

    @GetMapping("/sign-in")
    @OpenEndpoint
    String signIn() {
        return "identity/sign-in";
    }

    /// Where the provider leads back to.
    @GetMapping("/sign-in/company")
    @OpenEndpoint
    String company() {
        return "identity/company";
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
