package dev.strongroom.vault.web;

import dev.strongroom.vault.LookOffers;
import java.util.List;
import java.util.Locale;

/// A purpose as a page offers it.
///
/// @param isOpen whether it may be stated now
/// @param isChosen whether the page is shown for it
record PurposeChoice(String id, String title, boolean isOpen, boolean isChosen) {

    static List<PurposeChoice> all(List<LookOffers.Offered> offered, String chosen, Locale locale) {
        return offered.stream()
                .map(one -> new PurposeChoice(
                        one.purpose().id(),
                        one.purpose().title().in(locale),
                        one.isOpen(),
                        one.purpose().id().equals(chosen)))
                .toList();
    }
}
