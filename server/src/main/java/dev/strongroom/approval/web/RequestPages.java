package dev.strongroom.approval.web;

import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.approval.CarriedOutChanges;
import dev.strongroom.approval.KnownChanges.Handover;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// What the reader asked for, as a part of other pages: how it stands, and what can be done with it.
@Page
@AnyCaller
class RequestPages {

    private static final String REQUESTS = "/console/requests";
    private static final String OWN = "approval/requests :: own";

    private final ApprovalRequests requests;
    private final CarriedOutChanges changes;
    private final Actors actors;

    RequestPages(ApprovalRequests requests, CarriedOutChanges changes, Actors actors) {
        this.requests = requests;
        this.changes = changes;
        this.actors = actors;
    }

    @GetMapping(REQUESTS)
    @Part
    String own(Caller caller, Model model) {
        return show(caller, model, Optional.empty(), "");
    }

    @PostMapping(REQUESTS + "/{id}/withdrawals")
    String withdraw(@PathVariable String id, Form form, Caller caller, Model model) {
        requests.withdraw(id, caller);
        return show(caller, model, Optional.empty(), "approvals.was-withdrawn");
    }

    /// Other parts of the page that show what has changed ask for it anew.
    @PostMapping(REQUESTS + "/{id}/carried-out")
    String carryOut(@PathVariable String id, Form form, Caller caller, HttpServletResponse response, Model model) {
        var handover = changes.carryOut(id, caller);
        response.setHeader("HX-Trigger", "carried-out");
        return show(caller, model, handover, "approvals.was-carried-out");
    }

    private String show(Caller caller, Model model, Optional<Handover> handover, String told) {
        var names = actors.namesFor(caller);
        var own = requests.of(caller.id());
        model.addAttribute(
                "own",
                own.requests().stream()
                        .map(request -> AskedView.told(request, requests.words(request), names))
                        .toList());
        model.addAttribute("left", own.left());
        model.addAttribute("handover", handover);
        model.addAttribute("told", told);
        return OWN;
    }
}
