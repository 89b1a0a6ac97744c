package dev.strongroom.identity.contact;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A mail address or a phone of a person, as the person sees it in a list.
///
/// @param id opaque
/// @param label the person's own name for it; empty for a mail address
/// @param masked what is shown of the address or the number
/// @param usedAt empty until a code sent there was typed in
public record Contact(String id, Kind kind, String label, String masked, Instant createdAt, Optional<Instant> usedAt) {

    public enum Kind {
        MAIL,
        PHONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws dev.strongroom.web.Problem if it names none
        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> ContactRefusals.invalid("kind", "Choose mail or phone."));
        }
    }

    @Override
    public String toString() {
        return id;
    }

    /// The first letter and the domain of an address; the last two digits of a number.
    static String mask(Kind kind, String value) {
        return switch (kind) {
            case MAIL ->
                value.substring(0, value.offsetByCodePoints(0, 1)) + "•••" + value.substring(value.lastIndexOf('@'));
            case PHONE -> "•••" + value.substring(value.length() - 2);
        };
    }
}
