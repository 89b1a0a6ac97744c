package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vectors of C2SP/wycheproof for ML-DSA. Cases with a context are left out: cosignatures have none.
class ConformanceMlDsaTest {

    private static int run(String file, BiPredicate<JsonNode, JsonNode> accepts) {
        var wrong = new ArrayList<String>();
        int ran = 0;
        for (var group : read(file).required("testGroups")) {
            for (var test : group.required("tests")) {
                if (test.has("ctx") && !test.required("ctx").stringValue().isEmpty()) {
                    continue;
                }
                ran++;
                if (accepts.test(group, test)
                        != test.required("result").stringValue().equals("valid")) {
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
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(JsonNode in, String name) {
        return HexFormat.of().parseHex(in.required(name).stringValue());
    }

    @Test
    void mlDsa44_verifiesWhatIsValidAndNothingElse() {
        int ran = run("mldsa_44_verify_test.json", (group, test) -> {
            try {
                var key = MlDsa44.publicKey(bytes(group, "publicKey"));
                return MlDsa44.verify(key, bytes(test, "msg"), bytes(test, "sig"));
            } catch (MalformedLogData noKey) {
                return false;
            }
        });
        assertThat(ran).isGreaterThan(150);
    }

    /// Not spoken by the product; it shows what the JDK's implementation, which is one for all sizes, accepts.
    @Test
    void mlDsa65_ofTheSameProvider_verifiesWhatIsValidAndNothingElse() {
        int ran = run("mldsa_65_verify_test.json", (group, test) -> {
            try {
                var key = KeyFactory.getInstance("ML-DSA-65")
                        .generatePublic(new X509EncodedKeySpec(bytes(group, "publicKeyDer")));
                var signature = Signature.getInstance("ML-DSA-65");
                signature.initVerify(key);
                signature.update(bytes(test, "msg"));
                return signature.verify(bytes(test, "sig"));
            } catch (GeneralSecurityException refused) {
                return false;
            }
        });
        assertThat(ran).isGreaterThan(150);
    }
}
