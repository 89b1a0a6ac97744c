package dev.strongroom.backup;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.strongroom.config.ConfigurationErrors;
import java.security.GeneralSecurityException;
import java.util.List;

/// Public keys that a backup is encrypted to.
final class Recipients {

    private Recipients() {}

    /// @throws ConfigurationErrors if one is malformed
    static List<RecipientStanzaWriter> of(List<String> texts) {
        // One key that is not post-quantum would make all of the backup so (c2sp.org/age)
        if (texts.stream().map(Recipients::isHybrid).distinct().count() > 1) {
            throw new ConfigurationErrors(
                    List.of("backup.recipients must be all of backup-key --post-quantum, or none of them"));
        }
        return texts.stream().map(Recipients::of).toList();
    }

    private static boolean isHybrid(String text) {
        return text.startsWith(HybridKey.RECIPIENT_PREFIX);
    }

    private static RecipientStanzaWriter of(String text) {
        try {
            return isHybrid(text)
                    ? HybridKey.writer(text)
                    : X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
        } catch (GeneralSecurityException | RuntimeException malformed) {
            throw new ConfigurationErrors(
                    List.of("backup.recipients must be public keys as backup-key prints them, divided by commas"));
        }
    }
}
