package dev.strongroom.approval.web;

import dev.strongroom.approval.AskedChange;
import dev.strongroom.pages.ShownText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// All that a request holds: nothing that is agreed to stays unseen.
///
/// @param facts by themselves
/// @param compared rights before and after
record AskedContent(List<Fact> facts, List<Compared> compared) {

    private static final String BEFORE = "-before";

    /// In this order; whatever is not among them comes last.
    private static final List<String> ORDER = List.of(
            "ticket",
            "purpose",
            "customer",
            "minutes",
            "approvals",
            "name",
            "token",
            "roles",
            "purposes",
            "address-ranges",
            "expires-at",
            "before");

    /// Those that are shown as what they would do, see `ChangeDetails`.
    private static final List<String> SHOWN_ELSEWHERE = List.of("sees-", "now-");

    private static final Set<String> TEXTS_SHOWN_ELSEWHERE = Set.of("source");

    AskedContent {
        facts = List.copyOf(facts);
        compared = List.copyOf(compared);
    }

    /// @param name of the member
    /// @param isKnown whether there is a word for it
    /// @param isWord whether the value is a word of the product
    record Fact(String name, boolean isKnown, boolean isWord, ShownText value) {

        public boolean isEmpty() {
            return value.pieces().isEmpty();
        }
    }

    /// @param name of the member
    record Compared(String name, List<String> kept, List<String> added, List<String> removed) {}

    static AskedContent of(AskedChange change) {
        var content = change.content();
        var facts = new ArrayList<Fact>();
        var compared = new ArrayList<Compared>();
        names(change).forEach(name -> {
            var value = content.getOrDefault(name, "");
            if (content.containsKey(name + BEFORE)) {
                compared.add(compared(name, content.getOrDefault(name + BEFORE, ""), value));
            } else {
                facts.add(new Fact(name, ORDER.contains(name), name.equals("token"), ShownText.of(value)));
            }
        });
        if (change.kind() == AskedChange.Kind.OPEN_ACCESS && !content.containsKey("customer")) {
            facts.add(new Fact("customer", true, true, ShownText.of("all")));
        }
        return new AskedContent(facts, compared);
    }

    private static Stream<String> names(AskedChange change) {
        var there = change.content().keySet();
        var others = there.stream()
                .filter(name -> !ORDER.contains(name) && !name.endsWith(BEFORE))
                .filter(name -> SHOWN_ELSEWHERE.stream().noneMatch(name::startsWith))
                .filter(name -> !TEXTS_SHOWN_ELSEWHERE.contains(name));
        return Stream.concat(ORDER.stream().filter(there::contains), others);
    }

    private static Compared compared(String name, String before, String after) {
        var then = listed(after);
        var now = listed(before);
        return new Compared(
                name,
                then.stream().filter(now::contains).toList(),
                then.stream().filter(one -> !now.contains(one)).toList(),
                now.stream().filter(one -> !then.contains(one)).toList());
    }

    private static List<String> listed(String text) {
        return Arrays.stream(text.split(", ")).filter(one -> !one.isEmpty()).toList();
    }
}
