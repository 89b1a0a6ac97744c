package dev.strongroom.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// What a client authenticates with: `srk_<id>_<secret>`, of which the server keeps the id and a hash of the secret.
final class ClientSecret {

    private static final String PREFIX = "srk_";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + 2 * SECRET_BYTES;

    private final String id;
    private final String secret;

    private ClientSecret(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    static String freshId(SecureRandom random) {
        return hex(random, ID_LENGTH / 2);
    }

    static ClientSecret fresh(String id, SecureRandom random) {
        return new ClientSecret(id, hex(random, SECRET_BYTES));
    }

    /// @return empty unless `text` has the form of a client secret
    static Optional<ClientSecret> parse(String text) {
        int idEnd = PREFIX.length() + ID_LENGTH;
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(idEnd) != '_') {
            return Optional.empty();
        }
        return Optional.of(new ClientSecret(text.substring(PREFIX.length(), idEnd), text.substring(idEnd + 1)));
    }

    String id() {
        return id;
    }

    /// SHA-256 of the secret's characters; enough for 256 random bits.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException brokenInstallation) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", brokenInstallation);
        }
    }

    /// The whole secret, to be shown once.
    String exposeCleartext() {
        return PREFIX + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "ClientSecret[" + id + "]";
    }

    private static String hex(SecureRandom random, int bytes) {
        var drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
