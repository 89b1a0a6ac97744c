package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vectors of C2SP/wycheproof, run through the product's own classes. Cases of sizes the product does not speak
/// are left out, and the number of those that ran is asserted.
class ConformanceWycheproofTest {

    /// @param expected what comes out of a valid case
    /// @param actual what came out, nothing if it was refused
    private record Outcome(byte[] expected, Optional<byte[]> actual) {}

    private static int run(String file, Predicate<JsonNode> spoken, Function<JsonNode, Outcome> attempt) {
        var wrong = new ArrayList<String>();
        int ran = 0;
        for (var group : read(file).required("testGroups")) {
            for (var test : group.required("tests")) {
                if (!spoken.test(group) || !spoken.test(test)) {
                    continue;
                }
                ran++;
                var outcome = attempt.apply(test);
                boolean accepted = outcome.actual()
                        .filter(bytes -> Arrays.equals(bytes, outcome.expected()))
                        .isPresent();
                if (accepted != "valid".equals(Cases.text(test, "result"))) {
                    wrong.add(test.required("tcId") + " " + test.required("comment"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        return ran;
    }

    private static JsonNode read(String file) {
        var data = System.getProperty("conformance.data", "");
        var path = Path.of(data, "wycheproof", file);
        assumeTrue(
                !data.isEmpty() && Files.exists(path),
                "Skipped: the system property conformance.data names no folder with wycheproof/" + file);
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(path));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static boolean has(JsonNode node, String name, int value) {
        return !node.has(name) || node.required(name).intValue() == value;
    }

    @Test
    void aesGcm_ofTheNonceAndTagTheProductSpeaks_opensWhatIsValidAndNothingElse() {
        int ran = run(
                "aes_gcm_test.json",
                node -> has(node, "ivSize", 96) && has(node, "tagSize", 128),
                test -> openGcm(Suite.AES_256_GCM, test));
        assertThat(ran).isGreaterThan(180);
    }

    @Test
    void sm4Gcm_ofTheNonceAndTagTheProductSpeaks_opensWhatIsValidAndNothingElse() {
        int ran = run(
                "sm4_gcm_test.json",
                node -> has(node, "ivSize", 96) && has(node, "tagSize", 128),
                test -> openGcm(Suite.SM4_GCM, test));
        assertThat(ran).isGreaterThan(60);
    }

    private static Outcome openGcm(Suite suite, JsonNode test) {
        var key = new SecretKeySpec(Cases.bytes(test, "key"), suite.algorithm());
        var nonce = Cases.bytes(test, "iv");
        var associated = Cases.bytes(test, "aad");
        var message = Cases.bytes(test, "msg");
        var sealed = HexJoin.of(Cases.text(test, "ct"), Cases.text(test, "tag"));
        int split = associated.length / 2;
        var rest = Arrays.copyOfRange(associated, split, associated.length);
        try {
            var opened = suite.open(key, nonce, 0, associated, split, rest, sealed, 0);
            var again = new byte[sealed.length];
            sealElsewhere(suite, key);
            suite.seal(key, nonce, 0, associated, split, rest, message, again, 0);
            return new Outcome(message, Arrays.equals(again, sealed) ? Optional.of(opened) : Optional.empty());
        } catch (DoesNotOpen refused) {
            return new Outcome(message, Optional.empty());
        }
    }

    /// Ciphers refuse to seal with the nonce they had last.
    private static void sealElsewhere(Suite suite, SecretKeySpec key) {
        var nonce = new byte[InsecureNonceAesGcm.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        suite.seal(key, nonce, 0, nonce, 0, nonce, new byte[0], new byte[InsecureNonceAesGcm.TAG_BYTES], 0);
    }

    private static final class HexJoin {

        private static byte[] of(String first, String second) {
            return java.util.HexFormat.of().parseHex(first + second);
        }
    }

    @Test
    void aesKwp_ofEveryKeySize_unwrapsWhatIsValidAndNothingElse() {
        int ran = run("aes_kwp_test.json", test -> true, ConformanceWycheproofTest::unwrap);
        assertThat(ran).isGreaterThan(250);
    }

    private static Outcome unwrap(JsonNode test) {
        var message = Cases.bytes(test, "msg");
        var wrapped = Cases.bytes(test, "ct");
        var keyWrap = new KeyWrap(Cases.secret(test, "key"));
        try {
            var secret = keyWrap.unwrap(wrapped);
            boolean same = Arrays.equals(keyWrap.wrap(secret), wrapped);
            return new Outcome(message, same ? Optional.of(secret.exposeCleartext()) : Optional.empty());
        } catch (DoesNotOpen refused) {
            return new Outcome(message, Optional.empty());
        }
    }

    @Test
    void hmacSha256_ofEveryKeySize_givesTheTagOfWhatIsValidAndNoOther() {
        int ran = run("hmac_sha256_test.json", test -> true, test -> {
            var expected = Cases.bytes(test, "tag");
            var tag = new HmacSha256(Cases.secret(test, "key")).tag(Cases.bytes(test, "msg"));
            return new Outcome(expected, Optional.of(Arrays.copyOf(tag, expected.length)));
        });
        assertThat(ran).isGreaterThan(170);
    }

    @Test
    void hmacSm3_ofEveryKeySize_givesTheTagOfWhatIsValidAndNoOther() {
        int ran = run("hmac_sm3_test.json", test -> true, test -> {
            var expected = Cases.bytes(test, "tag");
            var tag = new HmacSm3(Cases.secret(test, "key")).tag(Cases.bytes(test, "msg"));
            return new Outcome(expected, Optional.of(Arrays.copyOf(tag, expected.length)));
        });
        assertThat(ran).isGreaterThan(170);
    }

    @Test
    void hkdfSha256_ofEverySize_derivesWhatIsValidAndRefusesTheRest() {
        int ran = run("hkdf_sha256_test.json", test -> true, test -> {
            var expected = Cases.bytes(test, "okm");
            try {
                var derived = KeyDerivation.extract(Cases.bytes(test, "salt"), Cases.secret(test, "ikm"))
                        .expand(Cases.bytes(test, "info"), Cases.number(test, "size"));
                return new Outcome(expected, Optional.of(derived.exposeCleartext()));
            } catch (IllegalArgumentException refused) {
                return new Outcome(expected, Optional.empty());
            }
        });
        assertThat(ran).isGreaterThan(80);
    }
}
