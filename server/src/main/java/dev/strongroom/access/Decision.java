package dev.strongroom.access;

import dev.strongroom.catalog.HourlyLimit;
import dev.strongroom.catalog.Level;
import java.util.Map;
import java.util.Optional;
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
    /// @param hourly how much the caller may be shown within any hour; empty: as much as they like
    record Permit(String policy, Map<String, Level> levels, Set<String> withheld, Optional<HourlyLimit> hourly)
            implements Decision {
        public Permit {
            levels = Map.copyOf(levels);
            withheld = Set.copyOf(withheld);
        }

        /// Without a limit.
        public Permit(String policy, Map<String, Level> levels, Set<String> withheld) {
            this(policy, levels, withheld, Optional.empty());
        }
    }

    /// The caller may say this much: nothing is disclosed, and why.
    ///
    /// @param reason stable code
    /// @param field the field it is about, or empty
    record Deny(String policy, Reason reason, String field) implements Decision {}

    /// What whoever was denied can do about it.
    enum Answer {
        /// Nothing of it is for them.
        DENY,
        /// Prove something, then ask again.
        CHALLENGE,
        /// Have it opened for a time, then ask again.
        PENDING
    }

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
        FACTOR_STALE,
        /// It would be permitted at other hours.
        OUTSIDE_HOURS,
        /// It would be permitted from another network.
        OUTSIDE_NETWORK,
        /// It would be permitted to somebody who is trained.
        TRAINING_NEEDED,
        /// It would be permitted at a lower risk.
        RISK_TOO_HIGH,
        /// The customer's data bears a flag that the purpose does not reach.
        FLAGGED,
        /// Something is required that no part of the server can tell.
        UNANSWERED;

        public Answer answer() {
            return switch (this) {
                case FACTOR_STALE -> Answer.CHALLENGE;
                case ACCESS_NOT_OPEN -> Answer.PENDING;
                default -> Answer.DENY;
            };
        }
    }
}
