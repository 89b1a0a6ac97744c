package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vectors of C2SP/wycheproof for ML-KEM-768, run through the implementation below the hybrid recovery key.
class ConformanceMlKemTests {

    private static JsonNode read() throws IOException {
        var data = System.getProperty("conformance.data", "");
        var path = Path.of(data, "wycheproof", "mlkem_768_test.json");
        assumeTrue(
                !data.isEmpty() && Files.exists(path),
                "Skipped: the system property conformance.data names no folder with wycheproof/mlkem_768_test.json");
        return JsonMapper.shared().readTree(Files.readAllBytes(path));
    }

    private static byte[] bytes(JsonNode in, String name) {
        return HexFormat.of().parseHex(in.path(name).asString(""));
    }

    private static Optional<byte[]> decapsulated(JsonNode test) {
        try {
            var key = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, bytes(test, "seed"));
            boolean isOther = test.has("ek") && !Arrays.equals(key.getPublicKey(), bytes(test, "ek"));
            return isOther ? Optional.empty() : Optional.of(new MLKEMExtractor(key).extractSecret(bytes(test, "c")));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    @Test
    void mlKem768_ofEverySeed_decapsulatesWhatIsValidAndRefusesTheRest() throws IOException {
        var wrong = new ArrayList<String>();
        int ran = 0;
        for (var group : read().required("testGroups")) {
            for (var test : group.required("tests")) {
                ran++;
                boolean accepted = decapsulated(test)
                        .filter(secret -> Arrays.equals(secret, bytes(test, "K")))
                        .isPresent();
                if (accepted != "valid".equals(test.required("result").stringValue())) {
                    wrong.add(test.required("tcId") + " " + test.path("comment"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(ran).isGreaterThan(190);
    }
}
