package dev.strongroom.ledger;

import dev.strongroom.core.tlog.TreeHash;
import java.util.Base64;
import java.util.Optional;

/// Says that an entry is durable: its index in the log and its leaf hash. It turns into a proof at the next checkpoint.
public record Receipt(long index, Hash leaf) {

    static Receipt of(long index, byte[] entry) {
        return new Receipt(index, new Hash(TreeHash.leaf(entry)));
    }

    /// @return empty unless `text` is exactly what [#toString()] gives
    public static Optional<Receipt> parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1 || dash > 18) {
            return Optional.empty();
        }
        try {
            var leaf = new Hash(Base64.getUrlDecoder().decode(text.substring(dash + 1)));
            var receipt = new Receipt(Long.parseLong(text.substring(0, dash)), leaf);
            return receipt.toString().equals(text) ? Optional.of(receipt) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// The index, a dash, and the hash in base64url without padding.
    @Override
    public String toString() {
        return index + "-" + leaf;
    }
}
