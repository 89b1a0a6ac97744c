package dev.strongroom.vault;

import dev.strongroom.web.Caller;
import java.util.Optional;
import java.util.TreeSet;

/// Who makes, opens or removes tokens, and the purpose it is stated for: the only one for which they ever open.
///
/// @param onBehalfOf whom the caller serves, in the caller's words; sealed with the entry
public record TokenCaller(Caller caller, String purpose, Optional<String> onBehalfOf) {

    Look look(String collection) {
        return new Look(caller, purpose, onBehalfOf, collection, new TreeSet<>());
    }

    @Override
    public String toString() {
        return "TokenCaller[" + caller.id() + "]";
    }
}
