package dev.strongroom.access;

import dev.strongroom.catalog.Level;
import java.util.Map;
import java.util.Set;

/// What a caller may see of a record for a purpose.
public sealed interface Decision {

    /// The catalog it was decided under.
    String policy();

    /// Fields may be disclosed, each at its level.
    ///
    /// @param levels the fields to disclose; none is at [Level#NONE]
    /// @param withheld what was asked for, by name or as everything in the collection, and none of the caller's roles
    /// is
    ///     granted
    record Permit(String policy, Map<String, Level> levels, Set<String> withheld) implements Decision {
        public Permit {
            levels = Map.copyOf(levels);
            withheld = Set.copyOf(withheld);
        }
    }

    /// The caller may say this much: nothing is disclosed, and why.
    ///
    /// @param reason stable code
    /// @param field the field it is about, or empty
    record Deny(String policy, Reason reason, String field) implements Decision {}

    /// Why a request was denied.
    enum Reason {
        /// The catalog has no such purpose, or the caller may not state it; the two are not told apart.
        PURPOSE_NOT_ALLOWED,
        /// A named field is not covered by the purpose.
        NOT_COVERED,
        /// A named field does not exist in the collection.
        UNKNOWN_FIELD,
        /// Nothing in this collection is granted to the caller for the purpose, or there is no such collection.
        NOTHING_GRANTED,
        /// The field may not be searched by this caller for the purpose.
        SEARCH_NOT_GRANTED,
        /// The purpose is opened for a time only, and no such time is running for the caller.
        ACCESS_NOT_OPEN,
        /// Under a broken glass records are seen one at a time.
        ONE_AT_A_TIME,
        /// A person would see more than masks, and the second factor was not proven just now.
        FACTOR_STALE
    }
}
