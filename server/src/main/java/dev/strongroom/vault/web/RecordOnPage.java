package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/// A record, or an earlier version of it, that a page is about, and who reads the page. Handlers take it as an
/// argument; it is what the address says, and whether there is such a record is not known yet.
record RecordOnPage(RecordPath path, Caller caller, Locale locale, ActiveCatalog active) {

    /// How long a value stays in clear before the page takes it away again.
    static final int SECONDS_IN_CLEAR = 30;

    /// @return an id that exists nowhere if the address is none of a record
    RecordId id() {
        return RecordPath.id(path.customer(), path.record());
    }

    Look look(String purpose) {
        return new Look(caller, purpose, Optional.empty(), path.collection(), new TreeSet<>());
    }

    /// @throws Problem if the catalog in force has no such collection
    CollectionDefinition collection() {
        return active.current()
                .flatMap(catalog -> catalog.collection(path.collection()))
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "collection.unknown", "Name a collection of the catalog in force."));
    }

    /// Tells a template where it is.
    void show(Model model, String purpose) {
        model.addAttribute("path", path);
        model.addAttribute("purpose", purpose);
        model.addAttribute("seconds", SECONDS_IN_CLEAR);
    }

    @Override
    public String toString() {
        return "RecordOnPage[" + path + "]";
    }
}
