package dev.strongroom.vault;

import dev.strongroom.web.Caller;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A wish to look at data: who, for what purpose, in which collection, at which fields.
///
/// @param onBehalfOf whom the caller serves, in the caller's words; sealed with the entry
/// @param fields asked for by name; empty: all that may be seen
public record Look(
        Caller caller, String purpose, Optional<String> onBehalfOf, String collection, SortedSet<String> fields) {

    public Look {
        fields = new TreeSet<>(fields);
    }

    @Override
    public String toString() {
        return "Look[" + caller.id() + ", " + purpose + ", " + collection + "]";
    }
}
