package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.Level;
import dev.strongroom.pages.ShownText;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import java.util.HashMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;

/// A wish to look at data: who, for what purpose, in which collection, at which fields.
///
/// @param onBehalfOf whom the caller serves, in the caller's words; sealed with the entry
/// @param fields asked for by name; empty: all that may be seen
/// @param atMost whatever is granted is shown at most at that level; never [Level#NONE]
/// @param atLeast a field asked for by name that is granted at less is not shown at all; [Level#NONE]: as it is granted
/// @param reason why, in the caller's words; sealed with the entry
public record Look(
        Caller caller,
        String purpose,
        Optional<String> onBehalfOf,
        String collection,
        SortedSet<String> fields,
        Level atMost,
        Level atLeast,
        Optional<String> reason) {

    /// In characters.
    public static final int LONGEST_REASON = 500;

    public Look {
        fields = new TreeSet<>(fields);
        if (atMost == Level.NONE) {
            throw new IllegalArgumentException("A look that shows nothing is none");
        }
        reason.ifPresent(Look::requireReason);
    }

    /// A look at everything that is granted, as far as it is granted.
    public Look(
            Caller caller, String purpose, Optional<String> onBehalfOf, String collection, SortedSet<String> fields) {
        this(caller, purpose, onBehalfOf, collection, fields, Level.CLEAR, Level.NONE, Optional.empty());
    }

    /// The same, of that caller.
    Look by(Caller now) {
        return new Look(now, purpose, onBehalfOf, collection, fields, atMost, atLeast, reason);
    }

    /// The same, with nothing in clear.
    public Look masked() {
        return new Look(caller, purpose, onBehalfOf, collection, fields, Level.PARTIAL, Level.NONE, reason);
    }

    /// The same, at one field.
    public Look at(String field) {
        return new Look(caller, purpose, onBehalfOf, collection, sorted(field), atMost, atLeast, reason);
    }

    /// The same, refused unless all that is asked for by name is granted in clear.
    public Look inClear() {
        return new Look(caller, purpose, onBehalfOf, collection, fields, Level.CLEAR, Level.CLEAR, reason);
    }

    /// The same, with a reason.
    ///
    /// @throws Problem if it says nothing or is too long
    public Look because(String why) {
        return new Look(caller, purpose, onBehalfOf, collection, fields, atMost, atLeast, Optional.of(why));
    }

    /// The first field asked for by name of which less is permitted than [#atLeast()].
    Optional<String> lacking(Decision.Permit permit) {
        return fields.stream()
                .filter(field -> permit.levels().getOrDefault(field, Level.NONE).compareTo(atLeast) < 0)
                .findFirst();
    }

    /// What is left of a permit under [#atMost()].
    Decision.Permit capped(Decision.Permit permit) {
        if (atMost == Level.CLEAR) {
            return permit;
        }
        var levels = new HashMap<>(permit.levels());
        levels.replaceAll((field, level) -> level.compareTo(atMost) > 0 ? atMost : level);
        return new Decision.Permit(permit.policy(), levels, permit.withheld(), permit.hourly());
    }

    /// Marks what is granted beyond [#atMost()].
    Disclosure limited(Disclosure disclosure, Decision.Permit permit) {
        return atMost == Level.CLEAR ? disclosure : disclosure.limited(permit);
    }

    private static SortedSet<String> sorted(String field) {
        var one = new TreeSet<String>();
        one.add(field);
        return one;
    }

    private static void requireReason(String reason) {
        if (!ShownText.saysSomething(reason) || reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "look.reason",
                            "Give a reason of 1 to 500 characters; it is kept with the entry of the look.")
                    .with("member", "reason");
        }
    }

    @Override
    public String toString() {
        return "Look[" + caller.id() + ", " + purpose + ", " + collection + "]";
    }
}
