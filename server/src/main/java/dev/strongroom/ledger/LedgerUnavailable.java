package dev.strongroom.ledger;

import dev.strongroom.web.Unavailable;

/// The ledger did not take an entry within its time limit, or refuses because it was tampered with. Nothing may be
/// disclosed. An entry that is nevertheless found later tells of a look that did not happen.
public final class LedgerUnavailable extends RuntimeException implements Unavailable {

    public LedgerUnavailable(String message) {
        super(message, null, false, false);
    }

    @Override
    public String code() {
        return "ledger.unavailable";
    }
}
