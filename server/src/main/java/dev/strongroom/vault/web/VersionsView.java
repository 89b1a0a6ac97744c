package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.pages.Actors;
import dev.strongroom.vault.VersionList;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The versions of a record, newest first.
///
/// @param next where the next ones begin; empty if there are none
record VersionsView(List<Row> rows, String next) {

    VersionsView {
        rows = List.copyOf(rows);
    }

    /// @param action as [VersionList.Item#action()] says it
    /// @param fields titles of those that were written
    /// @param isKept whether its values can be looked at
    record Row(
            int version,
            Instant time,
            Actors.Actor actor,
            String action,
            String fields,
            boolean isKept,
            String receipt) {}

    static VersionsView of(VersionList.Page page, CollectionDefinition collection, Actors.Named names, Locale locale) {
        var rows = page.versions().stream()
                .map(item -> new Row(
                        item.version(),
                        item.time(),
                        names.of(item.actor()),
                        item.action(),
                        titles(item, collection, locale),
                        item.kept(),
                        item.receipt()))
                .toList();
        return new VersionsView(rows, page.next().map(Object::toString).orElse(""));
    }

    private static String titles(VersionList.Item item, CollectionDefinition collection, Locale locale) {
        var titles = item.fields().keySet().stream()
                .map(name -> collection
                        .field(name)
                        .map(field -> field.title().in(locale))
                        .orElse(name))
                .toList();
        return String.join("zh".equals(locale.getLanguage()) ? "、" : ", ", titles);
    }
}
