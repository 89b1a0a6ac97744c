package dev.strongroom.approval.web;

import dev.strongroom.approval.ApprovalRequest;
import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.approval.CarriedOutChanges;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.NavigationEntry;
import dev.strongroom.pages.Page;
import dev.strongroom.web.Caller;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The page on which requests of others are approved or refused, each with exactly what it would do.
@Page
@RequiresRole({"administrator", "privacy-officer"})
class ApprovalPages {

    private static final String APPROVALS = "/console/approvals";
    private static final String INBOX = "approval/approvals :: inbox";

    private final ApprovalRequests requests;
    private final CarriedOutChanges changes;
    private final Actors actors;

    ApprovalPages(ApprovalRequests requests, CarriedOutChanges changes, Actors actors) {
        this.requests = requests;
        this.changes = changes;
        this.actors = actors;
    }

    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry approvalsEntry() {
            return new NavigationEntry(
                    "approvals.title", APPROVALS, "approvals", 30, Set.of("administrator", "privacy-officer"));
        }
    }

    @GetMapping(APPROVALS)
    String approvals(Caller caller, Locale language, Model model) {
        fill(caller, language, model);
        model.addAttribute("told", "");
        return "approval/approvals";
    }

    @PostMapping(APPROVALS + "/{id}/approvals")
    String approve(@PathVariable String id, Form form, Caller caller, Locale language, Model model) {
        requests.requireOpen(id);
        requests.approve(id, form.text("hash"), caller);
        fill(caller, language, model);
        model.addAttribute("told", "approvals.was-approved");
        return INBOX;
    }

    @PostMapping(APPROVALS + "/{id}/refusals")
    String refuse(@PathVariable String id, Form form, Caller caller, Locale language, Model model) {
        requests.requireOpen(id);
        requests.decline(id, form.text("hash"), Optional.of(form.text("words")), caller);
        fill(caller, language, model);
        model.addAttribute("told", "approvals.was-declined");
        return INBOX;
    }

    private void fill(Caller caller, Locale language, Model model) {
        var names = actors.namesFor(caller);
        var inbox = requests.toDecide(caller);
        model.addAttribute(
                "inbox",
                inbox.requests().stream()
                        .map(request ->
                                AskedView.toDecide(request, changes.details(request.change(), language), names, caller))
                        .toList());
        model.addAttribute("left", inbox.left());
        model.addAttribute("lately", lately(names));
    }

    /// Everything that was asked for, with what became of it.
    private List<AskedView> lately(Actors.Named names) {
        return requests.list().stream()
                .map((ApprovalRequest request) -> AskedView.told(request, Optional.empty(), names))
                .toList();
    }
}
