package dev.strongroom.vault;

import dev.strongroom.ledger.Receipt;
import dev.strongroom.web.Problem;
import java.time.Instant;
import java.util.Optional;

/// The answer to one of the tokens of a request.
public sealed interface TokenAnswer {

    /// A token stands for the value from now on.
    ///
    /// @param receipt of the entry that tells of it
    record Made(String token, Optional<Instant> expiresAt, Receipt receipt) implements TokenAnswer {
        @Override
        public String toString() {
            return "Made";
        }
    }

    /// The value, at the level at which the caller may see it.
    ///
    /// @param receipt of the entry that tells of this look
    record Opened(String collection, String field, Disclosure.Shown shown, Receipt receipt) implements TokenAnswer {
        @Override
        public String toString() {
            return "Opened[" + collection + ", " + field + "]";
        }
    }

    /// Nothing was made or shown.
    record Refused(Problem problem) implements TokenAnswer {}
}
