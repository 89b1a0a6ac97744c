package dev.strongroom.approval;

import dev.strongroom.ledger.Hash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A change as it is asked for: what a second person sees, and all that they approve.
///
/// @param subject the id of what is changed
/// @param content by name, with what it was before where that matters; nothing about customers, no secret
public record AskedChange(Kind kind, String subject, SortedMap<String, String> content) {

    private static final String DOMAIN = "strongroom approval v1";

    public AskedChange {
        content = Collections.unmodifiableSortedMap(new TreeMap<>(content));
    }

    /// What can be changed by two people only.
    public enum Kind {
        /// What a person may do is replaced.
        GRANT,
        /// A person who was disabled may sign in again.
        ENABLE,
        /// A person who has rights, and never signed in, is invited again.
        INVITE_AGAIN,
        /// A person who has lost every factor begins anew.
        RECOVER,
        CREATE_CLIENT,
        /// The secret of a client is replaced, and its rights are with whoever gets the new one.
        ROTATE_CLIENT,
        APPLY_CATALOG,
        /// Somebody may state a purpose for a time.
        OPEN_ACCESS;

        /// Whether privacy officers approve it too.
        public boolean isAboutCustomers() {
            return this == OPEN_ACCESS;
        }

        /// Whether only administrators ask for it.
        boolean isAdministration() {
            return this != OPEN_ACCESS;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public static AskedChange of(Kind kind, String subject, Map<String, String> content) {
        return new AskedChange(kind, subject, new TreeMap<>(content));
    }

    /// Every part with its length before it, so that no two changes have the same bytes.
    ///
    /// @param requester who asks: an approval for one is none for another
    Hash hash(String requester) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            part(out, DOMAIN);
            part(out, requester);
            part(out, kind.word());
            part(out, subject);
            out.writeInt(content.size());
            for (var member : content.entrySet()) {
                part(out, member.getKey());
                part(out, member.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Hash.of(bytes.toByteArray());
    }

    private static void part(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
