package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.vault.Disclosure;
import dev.strongroom.vault.Door;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.vault.RecordWrites;
import dev.strongroom.vault.Write;
import dev.strongroom.vault.Written;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
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

    /// Only for whoever may save; the others are refused before anything is looked at.
    @GetMapping
    @AnyCaller
    @Part
    String edit(RecordOnPage record, @RequestParam(defaultValue = "") String purpose, Model model) {
        offers.requireOpen(record.caller(), purpose);
        offers.requireMayWrite(record.look(purpose), record.id());
        var now = now(record, purpose);
        model.addAttribute("edit", EditView.of(now, record.collection(), active.current(), record.locale()));
        record.show(model, purpose);
        return "vault/edit :: edit";
    }

    /// The first time it is asked what would change; what was seen comes back with the second, and is saved.
    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    String save(RecordOnPage record, Form form, Model model, HttpServletResponse response) {
        var change = forms.change(form, record.collection());
        record.show(model, form.text("purpose"));
        try {
            var write = new Write(record.caller(), record.path().collection(), change.fields(), Optional.empty());
            writes.requireValid(write);
            if (change.isSeen()) {
                var written = writes.patch(write, record.id(), change.version());
                return saved(written, model, response);
            }
        } catch (Problem refused) {
            if (!refused.code().equals(STALE)) {
                throw marked(refused);
            }
        }
        var now = now(record, form.text("purpose"));
        boolean isOvertaken = now.version() != change.version();
        var onNewest = forms.on(change, now.version());
        model.addAttribute(
                "difference", DifferenceView.of(now, onNewest, isOvertaken, record.collection(), record.locale()));
        return "vault/edit :: difference";
    }

    /// Instead of the form in which it was changed.
    static String saved(Written written, Model model, HttpServletResponse response) {
        model.addAttribute("version", written.version());
        response.setHeader("HX-Retarget", "this");
        response.setHeader("HX-Reswap", "outerHTML");
        return "vault/edit :: saved";
    }

    private Disclosure now(RecordOnPage record, String purpose) {
        return door.disclose(record.look(purpose).masked(), record.id());
    }

    /// The input that is wrong is named after the field.
    private static Problem marked(Problem refused) {
        return refused.members().get("field") instanceof String field
                ? refused.with("member", EditForms.SET + field)
                : refused;
    }
}
