package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.vault.ErasureCertificates;
import dev.strongroom.vault.Erasures;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// The page on which a customer is erased: what would go, and what the law holds, before anything is done.
@Page
class ErasurePages {

    private final Erasures erasures;
    private final ErasureCertificates certificates;
    private final ActiveCatalog active;

    ErasurePages(Erasures erasures, ErasureCertificates certificates, ActiveCatalog active) {
        this.erasures = erasures;
        this.certificates = certificates;
        this.active = active;
    }

    /// The preview is a look, too.
    @GetMapping(FindPages.CUSTOMERS + "/{customer}/erasure")
    @RequiresRole(value = ApiClient.ERASER, fresh = true)
    String preview(@PathVariable String customer, Caller caller, Locale locale, Model model) {
        var id = RecordRequests.customer(customer);
        var preview = erasures.preview(id, caller.id());
        model.addAttribute("customer", id.toString());
        model.addAttribute("preview", ErasureView.of(preview, active.current(), locale));
        return "vault/erasure";
    }

    @PostMapping(
            path = FindPages.CUSTOMERS + "/{customer}/erasure",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @RequiresRole(ApiClient.ERASER)
    String erase(@PathVariable String customer, Form form, Caller caller, Model model) {
        var id = RecordRequests.customer(customer);
        if (!form.text("confirmation").strip().equals(id.toString())) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "erasure.confirmation",
                            "Type the id of the customer as it stands on the page; nothing was erased.")
                    .with("member", "confirmation");
        }
        var erasure = erasures.erase(id, caller.id());
        model.addAttribute("certificate", certificates.of(erasure).orElseThrow(ErasurePages::unknown));
        return "vault/erasure :: erased";
    }

    /// The certificate as a file.
    @GetMapping("/console/erasures/{erasure}")
    @RequiresRole(ApiClient.ERASER)
    ResponseEntity<String> certificate(@PathVariable String erasure) {
        var found = certificates.of(erasure).orElseThrow(ErasurePages::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"erasure-" + found.id() + ".txt\"")
                .body(found.certificate());
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "erasure.unknown", "Check the id that the erasure was answered with.");
    }
}
