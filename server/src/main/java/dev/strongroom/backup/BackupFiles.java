package dev.strongroom.backup;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The files of a backup: how they are called, and encrypted in the age format (age-encryption.org/v1).
final class BackupFiles {

    static final String MANIFEST = "manifest.age";
    private static final Pattern TABLE = Pattern.compile("[0-9]{3}-[a-z_][a-z0-9_]{0,62}\\.copy\\.age");

    private BackupFiles() {}

    static boolean isName(String name) {
        return name.equals(MANIFEST) || TABLE.matcher(name).matches();
    }

    /// @param number from 0
    static String ofTable(int number, String table) {
        return "%03d-%s.copy.age".formatted(number, table);
    }

    /// Closing what is returned ends the file.
    static WritableByteChannel encrypting(WritableByteChannel file, List<RecipientStanzaWriter> recipients)
            throws IOException {
        try {
            return new StandardEncryptingChannelFactory().newEncryptingChannel(file, recipients);
        } catch (GeneralSecurityException impossible) {
            throw new IOException("A file of the backup cannot be encrypted", impossible);
        }
    }

    /// @throws BackupRefused if it is missing or damaged, or its key is another; reading on throws IOException where it
    /// was changed
    static InputStream decrypting(Path folder, String name, List<RecipientStanzaReader> identities) {
        try {
            var file = FileChannel.open(folder.resolve(name), StandardOpenOption.READ);
            try {
                return Channels.newInputStream(
                        new StandardDecryptingChannelFactory().newDecryptingChannel(file, identities));
            } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
                file.close();
                throw unreadable;
            }
        } catch (NoSuchFileException missing) {
            throw new BackupRefused(BackupRefused.Reason.MISSING, name);
        } catch (UnsupportedRecipientStanzaException other) {
            throw new BackupRefused(BackupRefused.Reason.OTHER_KEY, name);
        } catch (IOException | GeneralSecurityException | RuntimeException damaged) {
            throw new BackupRefused(BackupRefused.Reason.CHANGED, name);
        }
    }

    /// @throws BackupRefused unless the folder holds exactly these and the manifest
    static void requireExactly(Path folder, Set<String> names) {
        var there = names(folder);
        for (var name : names) {
            if (!there.contains(name)) {
                throw new BackupRefused(BackupRefused.Reason.MISSING, name);
            }
        }
        for (var name : there) {
            if (!names.contains(name) && !name.equals(MANIFEST)) {
                throw new BackupRefused(BackupRefused.Reason.EXTRA, name);
            }
        }
    }

    private static Set<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new BackupRefused(BackupRefused.Reason.MISSING, MANIFEST);
        }
    }
}
