package dev.strongroom.vault.web;

import dev.strongroom.pages.Actors;
import dev.strongroom.pages.Form;
import dev.strongroom.pages.Page;
import dev.strongroom.pages.Part;
import dev.strongroom.vault.Door;
import dev.strongroom.vault.LookOffers;
import dev.strongroom.vault.VersionLooks;
import dev.strongroom.vault.VersionRestore;
import dev.strongroom.vault.Write;
import dev.strongroom.web.AnyCaller;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The history of a record on its customer's page: who wrote which version, and earlier values like those of now.
@Page
@RequestMapping(FindPages.CUSTOMERS + "/{customer}/{collection}/{record}/versions")
class HistoryPages {

    private final LookOffers offers;
    private final VersionLooks looks;
    private final VersionRestore restore;
    private final Door door;
    private final Actors actors;

    HistoryPages(LookOffers offers, VersionLooks looks, VersionRestore restore, Door door, Actors actors) {
        this.offers = offers;
        this.looks = looks;
        this.restore = restore;
        this.door = door;
        this.actors = actors;
    }

    /// @param before the `next` of the previous page
    @GetMapping
    @AnyCaller
    @Part
    String versions(
            RecordOnPage record,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "2147483647") int before,
            Model model) {
        offers.requireOpen(record.caller(), purpose);
        var page = looks.list(record.look(purpose), record.id(), Math.max(1, before));
        var names = actors.namesFor(record.caller());
        model.addAttribute("versions", VersionsView.of(page, record.collection(), names, record.locale()));
        record.show(model, purpose);
        return "vault/history :: versions";
    }

    @GetMapping("/{version}")
    @AnyCaller
    @Part
    String version(RecordOnPage record, @RequestParam(defaultValue = "") String purpose, Model model) {
        offers.requireOpen(record.caller(), purpose);
        var shown = looks.disclose(
                record.look(purpose).masked(), record.id(), record.path().version());
        model.addAttribute("record", RecordView.of(shown, record.collection(), record.locale()));
        model.addAttribute(
                "mayWrite", offers.mayWrite(record.caller(), record.path().collection(), shown.id()));
        record.show(model, purpose);
        return "vault/record :: record";
    }

    @PostMapping(path = "/{version}/reveal", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    String reveal(RecordOnPage record, Form form, Model model) {
        var field = form.text("field");
        var look = record.look(form.text("purpose")).at(field).inClear().because(form.text("reason"));
        var shown = looks.disclose(look, record.id(), record.path().version());
        model.addAttribute("revealed", RevealedView.of(shown, record.collection(), field, record.locale()));
        record.show(model, look.purpose());
        return "vault/record :: revealed";
    }

    /// The first time it is asked what would change: both versions are looked at, masked, and compared as they are. The
    /// button below what was
    /// shown restores, as long as nobody has changed the record since.
    @PostMapping(path = "/{version}/restore", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @AnyCaller
    String restore(RecordOnPage record, Form form, Model model, HttpServletResponse response) {
        var purpose = form.text("purpose");
        int version = record.path().version();
        record.show(model, purpose);
        var seen = form.find("restore");
        if (seen.isPresent()) {
            var write = new Write(record.caller(), record.path().collection(), Map.of(), Optional.empty());
            int newest = RecordRequests.earlierVersion(seen.get());
            return EditPages.saved(restore.restore(write, record.id(), newest, version), model, response);
        }
        offers.requireMayWrite(record.look(purpose), record.id());
        var now = door.disclose(record.look(purpose).masked(), record.id());
        var then = looks.disclose(record.look(purpose).masked(), record.id(), version);
        var changed = restore.changed(record.path().collection(), record.id(), version);
        model.addAttribute("change", RestoreView.of(now, then, changed, record.collection(), record.locale()));
        return "vault/history :: restore";
    }
}
