package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What is seen of one token inside the vault, before anything of it is released.
sealed interface TokenSeen {

    record Shown(TokenRow row, LookEntries.About about, Disclosure.Shown value) implements TokenSeen {

        boolean isOnce() {
            return row.terms().oneTime();
        }

        ByteBuffer index() {
            return ByteBuffer.wrap(row.index());
        }

        @Override
        public String toString() {
            return "Shown[" + row + "]";
        }
    }

    /// @param code in the entry, which may be more exact than the answer
    /// @param about the customer concerned, where there is one
    record Refused(Problem problem, String code, String collection, Optional<LookEntries.About> about)
            implements TokenSeen {

        static Refused unknown() {
            return unknown(TokenRefusals.unknown().code(), "", Optional.empty());
        }

        static Refused unknown(String code, String collection, Optional<LookEntries.About> about) {
            return new Refused(TokenRefusals.unknown(), code, collection, about);
        }
    }
}
