package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.Level;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.Disclosure;
import dev.strongroom.web.Problem;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// One value in clear.
///
/// @param raw as it is copied
record RevealedView(String field, String title, ShownText value, String raw) {

    /// @throws Problem if the field has no value
    static RevealedView of(Disclosure disclosure, CollectionDefinition collection, String field, Locale locale) {
        var title =
                collection.field(field).map(known -> known.title().in(locale)).orElse(field);
        return Optional.ofNullable(disclosure.fields().get(field))
                .filter(shown -> shown.level() == Level.CLEAR)
                .map(shown -> new RevealedView(field, title, ShownText.of(shown.value()), shown.value()))
                .orElseThrow(RevealedView::nothing);
    }

    private static Problem nothing() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "reveal.no_value",
                "Load the record again: there is no value in this field any more.");
    }

    @Override
    public String toString() {
        return "RevealedView[" + field + "]";
    }
}
