package dev.strongroom.ledger;

import java.util.Optional;

/// An entry about to be appended, with its sealed detail where it has one.
public record Draft(LedgerEntry entry, Optional<byte[]> sealedDetail) {

    public Draft {
        if (sealedDetail.map(Hash::of).equals(entry.detail()) == false) {
            throw new IllegalArgumentException("An entry names the hash of its detail");
        }
    }

    public static Draft of(LedgerEntry entry) {
        return new Draft(entry, Optional.empty());
    }

    /// @param sealed the detail, sealed under a key that can be destroyed
    public static Draft withDetail(LedgerEntry entry, byte[] sealed) {
        return new Draft(entry.withDetail(Hash.of(sealed)), Optional.of(sealed));
    }
}
