package dev.strongroom.core.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/// The JDK's own algorithms, which every JDK 25 has; their absence is a broken installation and not a case to handle.
final class Jce {

    private Jce() {}

    static Cipher cipher(String transformation) {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException brokenInstallation) {
            throw new IllegalStateException(transformation + " is missing from this JDK", brokenInstallation);
        }
    }

    static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException brokenInstallation) {
            throw new IllegalStateException(algorithm + " is missing from this JDK", brokenInstallation);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException brokenInstallation) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", brokenInstallation);
        }
    }
}
