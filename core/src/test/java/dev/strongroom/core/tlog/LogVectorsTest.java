package dev.strongroom.core.tlog;

import static dev.strongroom.core.crypto.Cases.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.core.crypto.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Golden vectors of docs/formats/log.md: logs whose entries are `entry 0`, `entry 1` and so on, with proofs. Written
/// anew like those of sealed values, with `-Dvectors.write=true`.
class LogVectorsTest {

    private static final String FILE = "log.json";
    private static final String VERIFIES = "verifies";
    private static final String DOES_NOT_VERIFY = "does-not-verify";
    private static final String MALFORMED = "malformed";

    private static ObjectNode generate() {
        var cases = new Cases("docs/formats/log.md");
        for (int size : new int[] {1, 2, 3, 7, 8, 255, 256, 257, 700}) {
            var log = MemoryLog.ofSize(size);
            for (int index : IntStream.of(0, size / 2, size - 1).distinct().toArray()) {
                put(cases.add("entry " + index + " of " + size, VERIFIES), proof(log, index, index));
            }
        }
        var log = MemoryLog.ofSize(300);
        var text = proof(log, 259, 259);
        put(cases.add("another index", DOES_NOT_VERIFY), text.replace("index 259", "index 258"));
        put(cases.add("another entry", DOES_NOT_VERIFY), proof(log, 259, 258));
        put(cases.add("another size", DOES_NOT_VERIFY), text.replace("\n300\n", "\n301\n"));
        put(
                cases.add("another root", DOES_NOT_VERIFY),
                text.replace(
                        StrictBase64.encode(log.head().root()),
                        StrictBase64.encode(MemoryLog.ofSize(299).head().root())));
        put(
                cases.add("another signer's name", DOES_NOT_VERIFY),
                text.replace("\u2014 log.example", "\u2014 other.example"));
        put(cases.add("a hash less", DOES_NOT_VERIFY), text.replaceFirst("(?m)(index 259\n).*\n", "$1"));
        put(cases.add("no entry in extra", DOES_NOT_VERIFY), text.replaceFirst("extra .*\n", ""));
        put(cases.add("a leading zero", MALFORMED), text.replace("index 259", "index 0259"));
        put(cases.add("another version", MALFORMED), text.replace("proof@v1", "proof@v2"));
        put(cases.add("no blank line", MALFORMED), text.replaceFirst("\n\n", "\n"));
        put(cases.add("base64 without padding", MALFORMED), text.replaceFirst("=\n", "\n"));
        put(cases.add("a line after the signatures", MALFORMED), text + "\n");
        put(cases.add("carriage returns", MALFORMED), text.replace("\n", "\r\n"));
        return cases.file();
    }

    private static String proof(MemoryLog log, int index, int entry) {
        long size = log.head().size();
        return new TlogProof(
                        Optional.of(NaiveTree.entries((int) size).get(entry)),
                        index,
                        Proofs.inclusion(index, size, log.reader()),
                        log.checkpoint.orElseThrow())
                .encoded();
    }

    private static void put(ObjectNode in, String proof) {
        in.put("verifierKey", MemoryLog.SIGNER.verifierKey().encoded()).put("proof", proof);
    }

    private static String run(JsonNode in) {
        try {
            var key = VerifierKey.parse(Cases.text(in, "verifierKey"));
            return TlogProof.parse(Cases.text(in, "proof")).verify(key) ? VERIFIES : DOES_NOT_VERIFY;
        } catch (MalformedLogData malformed) {
            return MALFORMED;
        }
    }

    private static String text() throws IOException {
        try (var in = LogVectorsTest.class.getResourceAsStream("/vectors/" + FILE)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void file_generatedAnew_isTheSame() throws IOException {
        var generated = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(generate()) + "\n";
        if (Boolean.getBoolean("vectors.write")) {
            Files.writeString(Path.of("src", "test", "resources", "vectors", FILE), generated);
        } else {
            assertThat(text()).isEqualTo(generated);
        }
    }

    @Test
    void cases_ofTheFile_comeOutAsWritten() throws IOException {
        var cases = JsonMapper.shared().readTree(text()).required("cases");
        assertThat(cases.size()).isGreaterThan(30);
        for (var in : cases) {
            assertThat(run(in)).as(Cases.text(in, "name")).isEqualTo(Cases.text(in, "result"));
        }
    }

    @Test
    void seedOfTheVectors_isAllZeros() {
        assertThat(hex(MemoryLog.SIGNER.verifierKey().ed25519PublicKey()))
                .isEqualTo("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
    }
}
