package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import java.util.Optional;

/// What becomes of one wish for a token, before tokens are drawn.
sealed interface TokenPlan {

    /// @param value canonical cleartext, for which the token is to stand
    record Wanted(OpenedRecord record, String field, String value, TokenShape shape, TokenTerms terms)
            implements TokenPlan {
        @Override
        public String toString() {
            return "Wanted[" + field + "]";
        }
    }

    /// @param about the customer concerned, where there is one
    record Refused(Problem problem, String collection, Optional<LookEntries.About> about) implements TokenPlan {}
}
