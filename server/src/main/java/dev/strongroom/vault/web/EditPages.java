package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.vault.Disclosure;
import dev.strongroom.vault.Door;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.vault.RecordWrites;
import dev.strongroom.vault.Write;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
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
import tools.jackson.databind.json.JsonMapper;

/// Changes a record on its customer's page. What would change is shown first, and saved only as it was shown, on the
/// version it was shown for.
@Page
@RequestMapping(FindPages.CUSTOMERS + "/{customer}/{collection}/{record}/edit")
class EditPages {

    private static final String STALE = "record.stale";

    private final LookOffers offers;
    private final Door door;
    private final RecordWrites writes;
    private final ActiveCatalog active;
    private final EditForms forms;

    EditPages(LookOffers offers, Door door, RecordWrites writes, ActiveCatalog active, JsonMapper json) {
        this.offers = offers;
        this.door = door;
        this.writes = writes;
        this.active = active;
        this.forms = new EditForms(json);
    }

    @GetMapping
    @AnyCaller
    String edit(
            @PathVariable String customer,
            @PathVariable String collection,
            @PathVariable String record,
            @RequestParam(defaultValue = "") String purpose,
            Caller caller,
            Locale locale,
            Model model) {
        offers.requireOpen(caller, purpose);
        var path = RecordPath.of(customer, collection, record);
        var now = now(caller, purpose, path);
        model.addAttribute("edit", EditView.of(now, collection(collection), active.current(), locale));
        model.addAttribute("path", path);
        model.addAttribute("purpose", purpose);
        return "vault/edit :: edit";
    }

    /// The first time it is asked what would change; what was seen comes back with the second, and is saved.
    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    String save(
            @PathVariable String customer,
            @PathVariable String collection,
            @PathVariable String record,
            Form form,
            Caller caller,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        var path = RecordPath.of(customer, collection, record);
        var change = forms.change(form, collection(collection));
        var write = new Write(caller, collection, change.fields(), Optional.empty());
        model.addAttribute("path", path);
        model.addAttribute("purpose", form.text("purpose"));
        try {
            writes.requireValid(write);
            if (change.isSeen()) {
                var written = writes.patch(write, RecordPath.id(customer, record), change.version());
                model.addAttribute("version", written.version());
                response.setHeader("HX-Retarget", "this");
                response.setHeader("HX-Reswap", "outerHTML");
                return "vault/edit :: saved";
            }
        } catch (Problem refused) {
            if (!refused.code().equals(STALE)) {
                throw marked(refused);
            }
        }
        var now = now(caller, form.text("purpose"), path);
        boolean isOvertaken = now.version() != change.version();
        var onNewest = forms.on(change, now.version());
        model.addAttribute("difference", DifferenceView.of(now, onNewest, isOvertaken, collection(collection), locale));
        return "vault/edit :: difference";
    }

    private Disclosure now(Caller caller, String purpose, RecordPath path) {
        var look = new Look(caller, purpose, Optional.empty(), path.collection(), new TreeSet<>()).masked();
        return door.disclose(look, RecordPath.id(path.customer(), path.record()));
    }

    /// The input that is wrong is named after the field.
    private static Problem marked(Problem refused) {
        return refused.members().get("field") instanceof String field
                ? refused.with("member", EditForms.SET + field)
                : refused;
    }

    private CollectionDefinition collection(String name) {
        return active.current()
                .flatMap(catalog -> catalog.collection(name))
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "collection.unknown", "Name a collection of the catalog in force."));
    }
}
