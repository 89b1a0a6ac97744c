package dev.strongroom.ledger;

import org.jspecify.annotations.Nullable;

/// A draft in the bytes that are stored; encoded by the caller's thread, so that the writer only writes.
record EncodedDraft(byte[] entry, byte @Nullable [] customer, byte @Nullable [] record, byte @Nullable [] detail) {

    private static final int LARGEST_ENTRY_BYTES = 65_535;

    static EncodedDraft of(Draft draft) {
        var entry = draft.entry().encode();
        if (entry.length > LARGEST_ENTRY_BYTES) {
            throw new IllegalArgumentException("An entry has at most 65,535 bytes");
        }
        return new EncodedDraft(
                entry,
                draft.entry().customer().map(Pseudonym::bytes).orElse(null),
                draft.entry().record().map(Pseudonym::bytes).orElse(null),
                draft.sealedDetail().orElse(null));
    }
}
