package dev.strongroom.backup;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// What opens backups: one or more identities in the form of age. `toString` leaves them out.
public final class RecoveryKey {

    private final List<RecipientStanzaReader> readers;

    private RecoveryKey(List<RecipientStanzaReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /// A key that was just made.
    ///
    /// @param identityFile the secret part, as age and its tools read it
    /// @param recipient the public part, which backups are encrypted to
    public record Made(String identityFile, String recipient) {
        @Override
        public String toString() {
            return "Made[recipient=" + recipient + "]";
        }
    }

    /// One whose backups stay closed even to a quantum computer; age opens them from version 1.3 on.
    public static Made makePostQuantum() {
        var identity = HybridKey.freshIdentity(new SecureRandom());
        return made(identity, HybridKey.recipient(identity));
    }

    private static Made made(String identity, String recipient) {
        return new Made("# public key: %s\n%s\n".formatted(recipient, identity), recipient);
    }

    public static Made make() {
        try {
            var pair = new X25519KeyPairGenerator().generateKeyPair();
            var recipient = new String(pair.getPublic().getEncoded(), StandardCharsets.US_ASCII);
            var identity = new String(pair.getPrivate().getEncoded(), StandardCharsets.US_ASCII);
            return made(identity, recipient);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("X25519 is not there", impossible);
        }
    }

    /// @param identityFile identities, one a line; lines that begin with # say nothing
    /// @return empty unless there is at least one, and every one is well-formed
    public static Optional<RecoveryKey> read(String identityFile) {
        var identities = identityFile
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        try {
            var readers = new java.util.ArrayList<RecipientStanzaReader>();
            for (var identity : identities) {
                readers.add(
                        identity.startsWith(HybridKey.IDENTITY_PREFIX)
                                ? HybridKey.reader(identity)
                                : X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity));
            }
            return readers.isEmpty() ? Optional.empty() : Optional.of(new RecoveryKey(readers));
        } catch (GeneralSecurityException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    List<RecipientStanzaReader> readers() {
        return readers;
    }
}
