package dev.strongroom.approval.web;

import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.RequiresRole;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

/// The page on which requests of others are approved or declined.
@Page
class ApprovalPages {

    private static final String APPROVALS = "/console/approvals";

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry approvalsEntry() {
            return new NavigationEntry(
                    "approvals.title", APPROVALS, "approvals", 30, Set.of("administrator", "privacy-officer"));
        }
    }

    @GetMapping(APPROVALS)
    @RequiresRole({"administrator", "privacy-officer"})
    String approvals() {
        return "approval/approvals";
    }
}
