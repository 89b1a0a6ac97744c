package dev.strongroom.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Under which pseudonyms a customer stands in the log. Whoever keeps customers declares it as a bean; the log itself
/// cannot tell.
public interface CustomerPseudonyms {

    /// @param customer their opaque id, or anything
    /// @param from inclusive; empty: since they are known
    /// @param to exclusive; empty: until now
    /// @return every pseudonym they may have had in that time
    /// @throws dev.strongroom.web.Problem if there is no such customer, or no more
    Set<Pseudonym> of(String customer, Optional<Instant> from, Optional<Instant> to);
}
