package dev.strongroom.vault;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is remembered of an erased customer outside of the database: enough to erase the customer again after a
/// restore.
///
/// @param erasure id of the erasure
/// @param customer number of the customer
/// @param removedAt when the live rows were removed
/// @param records how many
/// @param keyEncryptionKeyVersion up to which version keys must be destroyed until older copies are unreadable
record Tombstone(String erasure, long customer, Instant removedAt, int records, int keyEncryptionKeyVersion) {

    private static final Pattern FORM =
            Pattern.compile("erasure ([0-9a-f]{20}) (-?[0-9]{1,19}) ([0-9TZ:.+-]{20,40}) ([0-9]{1,10}) ([0-9]{1,10})");

    String text() {
        return "erasure %s %d %s %d %d".formatted(erasure, customer, removedAt, records, keyEncryptionKeyVersion);
    }

    static Optional<Tombstone> parse(String text) {
        var form = FORM.matcher(text);
        try {
            return form.matches()
                    ? Optional.of(new Tombstone(
                            form.group(1),
                            Long.parseLong(form.group(2)),
                            Instant.parse(form.group(3)),
                            Integer.parseInt(form.group(4)),
                            Integer.parseInt(form.group(5))))
                    : Optional.empty();
        } catch (DateTimeParseException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }
}
