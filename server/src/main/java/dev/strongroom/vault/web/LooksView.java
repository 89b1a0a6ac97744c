package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.ShownText;
import dev.strongroom.vault.CustomerLooks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at a customer, as a table.
///
/// @param next where the next rows begin; empty if there are none
record LooksView(List<Row> rows, String next) {

    /// What an entry may say of a field of a look.
    private static final Set<String> LEVELS =
            Set.of("clear", "partial", "masked", "copied", "shown", "looks", "earlier");

    LooksView {
        rows = List.copyOf(rows);
    }

    /// @param purpose its title; its name where the catalog has it no more
    /// @param refusal the code of what was refused; empty for a look
    /// @param said on whose behalf, and why
    record Row(
            Instant time,
            Actors.Actor actor,
            String purpose,
            String collection,
            List<Field> fields,
            String refusal,
            Optional<ShownText> onBehalfOf,
            Optional<ShownText> reason,
            long index,
            String receipt) {}

    /// @param level how much of it was shown, or `other`
    record Field(String title, String level) {}

    static LooksView of(CustomerLooks.Page page, ActiveCatalog active, Actors.Named names, Locale locale) {
        var rows = page.looks().stream()
                .map(seen -> row(seen, active, names.of(seen.actor()), locale))
                .toList();
        return new LooksView(rows, page.next().map(Object::toString).orElse(""));
    }

    /// What somebody looked at or was refused, of which nothing is opened.
    static LooksView own(LedgerExplorer.Page page, ActiveCatalog active, Actors.Actor self, Locale locale) {
        var rows = page.entries().stream()
                .map(found -> row(seen(found), active, self, locale))
                .toList();
        return new LooksView(rows, page.next().map(Object::toString).orElse(""));
    }

    /// Entries may be more exact than the answers were: whoever was refused learns here nothing that was kept from them
    /// then, such as whether there is what they asked for. Hence neither a collection nor a proof, which has the entry.
    private static CustomerLooks.Seen seen(LedgerExplorer.Found found) {
        var entry = found.entry();
        boolean isShown = entry.isPermitted();
        return new CustomerLooks.Seen(
                found.index(),
                entry.time(),
                entry.kind().word(),
                entry.actor(),
                Optional.empty(),
                Optional.empty(),
                entry.purpose(),
                isShown ? entry.collection() : Optional.empty(),
                entry.fields(),
                answered(entry.decision()),
                isShown ? found.receipt().toString() : "");
    }

    private static String answered(String decision) {
        return decision.equals("deny token.not_granted") ? "deny token.unknown" : decision;
    }

    /// Whether there is nothing to show, and nothing further on either.
    public boolean isEmpty() {
        return rows.isEmpty() && next.isEmpty();
    }

    private static Row row(CustomerLooks.Seen seen, ActiveCatalog active, Actors.Actor actor, Locale locale) {
        var collection = seen.collection().flatMap(name -> active.current().flatMap(known -> known.collection(name)));
        return new Row(
                seen.time(),
                actor,
                seen.purpose().map(name -> active.purposeTitle(name, locale)).orElse(""),
                collection
                        .map(known -> known.title().in(locale))
                        .or(seen::collection)
                        .orElse(""),
                seen.fields().entrySet().stream()
                        .map(field -> field(field, collection, locale))
                        .toList(),
                seen.decision().startsWith("deny ") ? seen.decision().substring("deny ".length()) : "",
                seen.onBehalfOf().map(ShownText::of),
                seen.reason().map(ShownText::of),
                seen.index(),
                seen.receipt());
    }

    /// What an entry says beside fields is named with a hyphen: the number of a version is told, the rest by its level.
    private static String besides(String key) {
        return key.contains("-") ? key.replaceAll("[^0-9]", "") : key;
    }

    private static Field field(
            Map.Entry<String, String> field, Optional<CollectionDefinition> collection, Locale locale) {
        var title = collection
                .flatMap(known -> known.field(field.getKey()))
                .map(known -> known.title().in(locale))
                .orElseGet(() -> besides(field.getKey()));
        return new Field(title, LEVELS.contains(field.getValue()) ? field.getValue() : "other");
    }
}
