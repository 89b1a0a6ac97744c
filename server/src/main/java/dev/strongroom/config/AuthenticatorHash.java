package dev.strongroom.config;

import java.util.Arrays;
import java.util.Optional;

/// The hash within the codes of authenticator apps (RFC 6238, section 1.2).
public enum AuthenticatorHash {
    /// Every app knows it.
    SHA_1("sha-1", 20, "SHA1"),
    /// Some apps do not, and say so by codes that are refused when the app is confirmed.
    SHA_256("sha-256", 32, "SHA256");

    private final String word;
    private final int secretBytes;
    private final String nameInLinks;

    AuthenticatorHash(String word, int secretBytes, String nameInLinks) {
        this.word = word;
        this.secretBytes = secretBytes;
        this.nameInLinks = nameInLinks;
    }

    static Optional<AuthenticatorHash> of(String word) {
        return Arrays.stream(values()).filter(hash -> hash.word.equals(word)).findFirst();
    }

    /// How long secrets for it are.
    public int secretBytes() {
        return secretBytes;
    }

    /// As `algorithm` in a link that apps read.
    public String nameInLinks() {
        return nameInLinks;
    }
}
