package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.vault.CustomerRecords;
import dev.strongroom.vault.Door;
import dev.strongroom.vault.FieldCopies;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/// The page of one customer: their records with every value masked, and single values in clear for a reason. Whatever
/// is shown is a look through the door.
@Page
@RequestMapping(FindPages.CUSTOMERS + "/{customer}")
class CustomerPages {

    private final LookOffers offers;
    private final CustomerRecords records;
    private final Door door;
    private final FieldCopies copies;
    private final ActiveCatalog active;

    CustomerPages(LookOffers offers, CustomerRecords records, Door door, FieldCopies copies, ActiveCatalog active) {
        this.offers = offers;
        this.records = records;
        this.door = door;
        this.copies = copies;
        this.active = active;
    }

    /// Without a purpose there is nothing but the choice of one.
    ///
    /// @param record the one to begin with; may be empty
    @GetMapping
    @AnyCaller
    String customer(
            @PathVariable String customer,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String record,
            Caller caller,
            Locale locale,
            Model model) {
        var id = RecordRequests.customer(customer);
        if (!purpose.isEmpty()) {
            offers.requireOpen(caller, purpose);
            var listed = records.list(new Look(caller, purpose, Optional.empty(), "", new TreeSet<>()).masked(), id);
            model.addAttribute("tabs", CustomerTab.all(listed, collections(), record, locale));
        }
        model.addAttribute("customer", id.toString());
        model.addAttribute("purpose", purpose);
        model.addAttribute("purposes", PurposeChoice.all(offers.purposes(caller), purpose, locale));
        return "vault/customer";
    }

    @GetMapping("/{collection}/{record}")
    @AnyCaller
    @Part
    String record(RecordOnPage record, @RequestParam(defaultValue = "") String purpose, Model model) {
        offers.requireOpen(record.caller(), purpose);
        var shown = door.disclose(record.look(purpose).masked(), record.id());
        model.addAttribute("record", RecordView.of(shown, record.collection(), record.locale()));
        model.addAttribute(
                "mayWrite", offers.mayWrite(record.caller(), record.path().collection(), shown.id()));
        record.show(model, purpose);
        return "vault/record :: record";
    }

    @PostMapping(path = "/{collection}/{record}/reveal", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    String reveal(RecordOnPage record, Form form, Model model) {
        var field = form.text("field");
        var look = record.look(form.text("purpose")).at(field).inClear().because(form.text("reason"));
        var shown = door.disclose(look, record.id());
        model.addAttribute("revealed", RevealedView.of(shown, record.collection(), field, record.locale()));
        record.show(model, look.purpose());
        return "vault/record :: revealed";
    }

    /// Asked before a value is copied; once this is answered, the copy is in the ledger.
    @PostMapping(path = "/{collection}/{record}/copies", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void copy(RecordOnPage record, Form form) {
        copies.copy(record.look(form.text("purpose")).at(form.text("field")), record.id());
    }

    private List<CollectionDefinition> collections() {
        return active.current().stream()
                .flatMap(catalog -> catalog.collections().stream())
                .toList();
    }
}
