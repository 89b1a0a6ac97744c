package dev.strongroom.backup;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/// The recipient type `mlkem768x25519` of age: HPKE (RFC 9180) with the hybrid KEM of ML-KEM-768 and X25519,
/// HKDF-SHA256
/// and ChaCha20-Poly1305. What it encrypts stays closed unless both are broken.
///
/// Source: c2sp.org/age, "The MLKEM768-X25519 hybrid post-quantum recipient type".
final class HybridKey {

    static final String RECIPIENT_PREFIX = "age1pq1";
    static final String IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-1";
    private static final String STANZA = "mlkem768x25519";
    private static final int SEED_BYTES = 32;
    private static final int PUBLIC_BYTES = 1_216;
    private static final int ENCAPSULATED_BYTES = 1_120;
    private static final int BODY_BYTES = 32;
    private static final byte[] INFO = "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private HybridKey() {}

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_MLKEM768_X25519, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    /// A fresh identity in the form of age.
    static String freshIdentity(SecureRandom random) {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return LongBech32.encode(prefix(IDENTITY_PREFIX), seed).toUpperCase(Locale.ROOT);
    }

    /// The recipient that belongs to an identity.
    ///
    /// @throws IllegalArgumentException if the identity is malformed
    static String recipient(String identity) {
        var publicKey = hpke().serializePublicKey(pair(identity).getPublic());
        return LongBech32.encode(prefix(RECIPIENT_PREFIX), publicKey);
    }

    /// @throws IllegalArgumentException if the recipient is malformed
    static RecipientStanzaWriter writer(String recipient) {
        var publicKey = hpke().deserializePublicKey(decoded(recipient, RECIPIENT_PREFIX, PUBLIC_BYTES));
        return fileKey -> List.of(wrap(fileKey, publicKey));
    }

    /// @throws IllegalArgumentException if the identity is malformed
    static RecipientStanzaReader reader(String identity) {
        var pair = pair(identity);
        return stanzas -> {
            for (var stanza : stanzas) {
                if (stanza.getType().equals(STANZA)) {
                    var opened = unwrap(stanza, pair);
                    if (opened.length > 0) {
                        return new FileKey(opened);
                    }
                }
            }
            throw new UnsupportedRecipientStanzaException("No stanza of this file is for this key");
        };
    }

    private static AsymmetricCipherKeyPair pair(String identity) {
        return hpke().deserializePrivateKey(decoded(identity, IDENTITY_PREFIX, SEED_BYTES), null);
    }

    private static byte[] decoded(String text, String prefix, int bytes) {
        var data = LongBech32.decode(prefix(prefix), text);
        if (!text.startsWith(prefix) || data.length != bytes) {
            throw new IllegalArgumentException("This is no key of the type " + STANZA);
        }
        return data;
    }

    /// Without the letter that divides it from the data.
    private static String prefix(String withDivider) {
        return withDivider.substring(0, withDivider.length() - 1).toLowerCase(Locale.ROOT);
    }

    private record Stanza(String encapsulated, byte[] body) implements RecipientStanza {
        @Override
        public String getType() {
            return STANZA;
        }

        @Override
        public List<String> getArguments() {
            return List.of(encapsulated);
        }

        @Override
        public byte[] getBody() {
            return body.clone();
        }
    }

    private static RecipientStanza wrap(FileKey fileKey, AsymmetricKeyParameter publicKey)
            throws GeneralSecurityException {
        try {
            var context = hpke().setupBaseS(publicKey, INFO);
            var body = context.seal(NOTHING, fileKey.getEncoded());
            return new Stanza(Base64.getEncoder().withoutPadding().encodeToString(context.getEncapsulation()), body);
        } catch (InvalidCipherTextException impossible) {
            throw new GeneralSecurityException("A file key cannot be wrapped", impossible);
        }
    }

    /// @return empty if the stanza is for another key
    private static byte[] unwrap(RecipientStanza stanza, AsymmetricCipherKeyPair pair) throws GeneralSecurityException {
        if (stanza.getArguments().size() != 1 || stanza.getBody().length != BODY_BYTES) {
            throw new GeneralSecurityException("A stanza is malformed");
        }
        try {
            var encapsulated = encapsulated(stanza.getArguments().getFirst());
            return hpke().setupBaseR(encapsulated, pair, INFO).open(NOTHING, stanza.getBody());
        } catch (InvalidCipherTextException forAnotherKey) {
            return NOTHING;
        } catch (RuntimeException malformed) {
            throw new GeneralSecurityException("A stanza is malformed", malformed);
        }
    }

    private static byte[] encapsulated(String text) {
        var bytes = Base64.getDecoder().decode(text);
        boolean canonical =
                Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(text);
        if (!canonical || bytes.length != ENCAPSULATED_BYTES) {
            throw new IllegalArgumentException("An encapsulated key is malformed");
        }
        return bytes;
    }
}
