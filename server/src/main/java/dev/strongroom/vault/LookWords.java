package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.SealedDetails;
import java.util.Optional;

/// What a caller says about a look: on whose behalf it is, and why. Sealed with the entry under the key of the customer
/// it is about, and gone with that; each combination under a label of its own.
///
/// @param onBehalfOf whom the caller serves
/// @param reason why the caller looks
record LookWords(Optional<String> onBehalfOf, Optional<String> reason) {

    static final LookWords NONE = new LookWords(Optional.empty(), Optional.empty());

    private static final String ON_BEHALF_OF = "on behalf of";
    private static final String REASON = "reason";
    private static final String BOTH = "on behalf of and reason";
    private static final String NOTHING = "nothing said";

    static LookWords of(Look look) {
        return new LookWords(look.onBehalfOf(), look.reason());
    }

    static LookWords onBehalfOf(Optional<String> text) {
        return new LookWords(text, Optional.empty());
    }

    /// @param collection of the entry; empty if it names none
    /// @return empty if nothing was said
    Optional<byte[]> seal(SealedDetails details, CustomerKey key, String collection, long customer) {
        if (onBehalfOf.isPresent() && reason.isPresent()) {
            var both = onBehalfOf.get().length() + "\n" + onBehalfOf.get() + reason.get();
            return Optional.of(details.seal(key.detailKey(), collection, customer, BOTH, both));
        }
        return onBehalfOf
                .map(text -> details.seal(key.detailKey(), collection, customer, ON_BEHALF_OF, text))
                .or(() -> reason.map(text -> details.seal(key.detailKey(), collection, customer, REASON, text)));
    }

    /// As [#seal], and something even where nothing was said: nobody can guess an entry with the hash of it.
    byte[] sealEvenNothing(SealedDetails details, CustomerKey key, String collection, long customer) {
        return seal(details, key, collection, customer)
                .orElseGet(() -> details.seal(key.detailKey(), collection, customer, NOTHING, ""));
    }

    /// @return nothing of what does not open, such as a detail of another kind
    static LookWords open(SealedDetails details, CustomerKey key, String collection, long customer, byte[] sealed) {
        var opened = open(details, key, collection, customer, ON_BEHALF_OF, sealed);
        if (opened.isPresent()) {
            return onBehalfOf(opened);
        }
        var reason = open(details, key, collection, customer, REASON, sealed);
        if (reason.isPresent()) {
            return new LookWords(Optional.empty(), reason);
        }
        return open(details, key, collection, customer, BOTH, sealed)
                .map(LookWords::both)
                .orElse(NONE);
    }

    private static LookWords both(String text) {
        int end = text.indexOf('\n');
        int from = end + 1;
        int to = from + Integer.parseInt(text, 0, end, 10);
        return new LookWords(Optional.of(text.substring(from, to)), Optional.of(text.substring(to)));
    }

    private static Optional<String> open(
            SealedDetails details, CustomerKey key, String collection, long customer, String label, byte[] sealed) {
        try {
            return Optional.of(details.open(key.detailKey(), collection, customer, label, sealed));
        } catch (DoesNotOpen sealedAsSomethingElse) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "LookWords";
    }
}
