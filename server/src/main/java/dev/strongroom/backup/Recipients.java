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
        return texts.stream().map(Recipients::of).toList();
    }

    private static RecipientStanzaWriter of(String text) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
        } catch (GeneralSecurityException | RuntimeException malformed) {
            throw new ConfigurationErrors(
                    List.of("backup.recipients must be public keys as backup-key prints them, divided by commas"));
        }
    }
}
