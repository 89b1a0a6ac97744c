package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The cryptographic algorithms of the product. One that is added is added here too: nobody brings in another unseen.
class AlgorithmsTests {

    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("../core/src/main/java"));

    private static final Pattern NAMED =
            Pattern.compile("(?:getInstance|\\bcipher|\\bmac)\\(\\s*\"([^\"]+)\"|ALGORITHM = \"([^\"]+)\"");
    private static final Pattern ASKED_FOR = Pattern.compile(
            "\\b(Cipher|Mac|MessageDigest|Signature|KeyFactory|KeyPairGenerator|KeyGenerator|KeyAgreement|KEM|KDF"
                    + "|SecretKeyFactory|SecureRandom|SSLContext)\\.getInstance\\(\\s*([\\w\".-]+)");
    private static final Pattern BELIEVED = Pattern.compile("JWSAlgorithm\\.([A-Z]+[0-9]+)");
    private static final Pattern BORROWED = Pattern.compile(
            "import (org\\.bouncycastle\\.crypto\\.(?:engines|modes|macs|digests|fpe|generators|hpke|kems|signers|agreement"
                    + "|paddings|encodings|prng)\\.[\\w.]+|com\\.exceptionfactory\\.jagged\\.x25519\\.\\w+"
                    + "|org\\.springframework\\.security\\.crypto\\.\\w+\\.\\w+);");

    @Test
    void algorithmsOfTheJdk_areTheseAndNoOthers() throws IOException {
        assertThat(found(NAMED))
                .containsExactly(
                        "AES/GCM/NoPadding",
                        "AES/KWP/NoPadding",
                        "Ed25519",
                        // Within HMAC, for the codes of authenticator apps that know no other
                        "HmacSHA1",
                        "HmacSHA256",
                        "ML-DSA-44",
                        "SHA-256");
    }

    @Test
    void algorithms_areAskedForByTheseNames_andNeverByOnesThatComeFromOutside() throws IOException {
        assertThat(found(ASKED_FOR))
                .containsExactly(
                        "\"HmacSHA1\"",
                        "\"HmacSHA256\"",
                        "\"SHA-256\"",
                        "ALGORITHM",
                        "Cipher",
                        "KeyFactory",
                        "KeyPairGenerator",
                        "Mac",
                        "MessageDigest",
                        "Signature",
                        "algorithm",
                        "transformation");
    }

    @Test
    void signaturesOfOthersTokens_areTheseAndNoOthers() throws IOException {
        assertThat(found(BELIEVED))
                .containsExactly("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");
    }

    @Test
    void algorithmsOfLibraries_areTheseAndNoOthers() throws IOException {
        assertThat(found(BORROWED))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .containsExactly(
                        "X25519KeyPairGenerator",
                        "X25519RecipientStanzaReaderFactory",
                        "X25519RecipientStanzaWriterFactory",
                        "SM3Digest",
                        "SM4Engine",
                        "FPEFF1Engine",
                        "Argon2BytesGenerator",
                        "HKDFBytesGenerator",
                        "HPKE",
                        "HMac",
                        "GCMBlockCipher",
                        "GCMModeCipher",
                        "Argon2PasswordEncoder");
    }

    private static TreeSet<String> found(Pattern pattern) throws IOException {
        var found = new TreeSet<String>();
        for (var folder : SOURCES) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    pattern.matcher(Files.readString(file)).results().forEach(match -> found.addAll(groups(match)));
                }
            }
        }
        return found;
    }

    private static List<String> groups(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(Objects::nonNull)
                .toList();
    }
}
