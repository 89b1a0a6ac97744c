package dev.strongroom.access;

import dev.strongroom.approval.ChangeDetails;
import dev.strongroom.approval.ChangeDetails.Seen;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.web.Caller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which fields somebody would see while a purpose is open, and what they see of them at any time.
public final class SeenFields {

    static final String THEN = "sees-";
    static final String NOW = "now-";

    private final ActiveCatalog active;

    SeenFields(ActiveCatalog active) {
        this.active = active;
    }

    /// As requests keep it: what would be seen by collection, and what is seen of the same fields already.
    static Map<String, String> asked(Catalog catalog, Caller caller, Purpose purpose) {
        var told = new TreeMap<String, String>();
        for (var collection : purpose.covers().keySet()) {
            var then = catalog.levels(caller.roles(), purpose.id(), collection);
            if (!then.isEmpty()) {
                var now = atAnyTime(catalog, caller, collection);
                now.keySet().retainAll(then.keySet());
                told.put(THEN + collection, told(then));
                told.put(NOW + collection, told(now));
            }
        }
        return told;
    }

    private static Map<String, Level> atAnyTime(Catalog catalog, Caller caller, String collection) {
        var most = new TreeMap<String, Level>();
        catalog.purposes().stream()
                .filter(purpose -> purpose.access() == PurposeAccess.ALWAYS)
                .filter(purpose -> caller.purposes().contains(purpose.id()))
                .map(purpose -> catalog.levels(caller.roles(), purpose.id(), collection))
                .forEach(levels -> levels.forEach((field, level) -> most.merge(field, level, SeenFields::more)));
        return most;
    }

    private static Level more(Level one, Level other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String told(Map<String, Level> levels) {
        return levels.entrySet().stream()
                .map(field -> field.getKey() + " " + word(field.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /// What somebody would see for a purpose.
    public List<Seen> of(Caller caller, String purpose, Locale language) {
        return active.current()
                .flatMap(catalog -> catalog.purpose(purpose).map(found -> new TreeMap<>(asked(catalog, caller, found))))
                .map(told -> ofAsked(told, language).seen())
                .orElse(List.of());
    }

    /// What a request holds, with the titles of the catalog in force.
    ChangeDetails ofAsked(SortedMap<String, String> content, Locale language) {
        var purpose = content.getOrDefault("purpose", "");
        var all = new ArrayList<Seen>();
        content.forEach((member, then) -> {
            if (member.startsWith(THEN)) {
                var collection = member.substring(THEN.length());
                var now = levels(content.getOrDefault(NOW + collection, ""));
                levels(then).forEach((field, level) -> {
                    var before = now.getOrDefault(field, word(Level.NONE));
                    var title = title(collection, field, language);
                    all.add(new Seen("", purpose, title, before, level, isMore(before, level)));
                });
            }
        });
        return new ChangeDetails(false, List.of(), all);
    }

    private static boolean isMore(String before, String after) {
        return Level.valueOf(after.toUpperCase(Locale.ROOT)).compareTo(Level.valueOf(before.toUpperCase(Locale.ROOT)))
                > 0;
    }

    private static Map<String, String> levels(String told) {
        var levels = new LinkedHashMap<String, String>();
        Arrays.stream(told.split(", ")).filter(one -> !one.isEmpty()).forEach(one -> {
            int blank = one.indexOf(' ');
            levels.put(one.substring(0, blank), one.substring(blank + 1));
        });
        return levels;
    }

    /// What people call a field, with the name that is beyond doubt.
    private String title(String collection, String field, Locale language) {
        var name = collection + "." + field;
        return active.current()
                .flatMap(catalog -> catalog.collection(collection))
                .flatMap(found -> found.field(field).map(one -> one.title().in(language) + " (" + name + ")"))
                .orElse(name);
    }
}
