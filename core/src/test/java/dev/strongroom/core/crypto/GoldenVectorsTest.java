package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The files in `vectors` are what strangers test their implementations with. They are made by the code here; run
/// this test with `-Dvectors.write=true` to write them anew after a change of format, and look at the difference.
class GoldenVectorsTest {

    enum File {
        SEALED_VALUE("sealed-value.json", SealedValueVectors::generate, SealedValueVectors::run),
        SEALED_RECORD("sealed-record.json", SealedRecordVectors::generate, SealedRecordVectors::run),
        BLIND_INDEX("blind-index.json", BlindIndexVectors::generate, BlindIndexVectors::run),
        KEY_DERIVATION("key-derivation.json", KeyDerivationVectors::generate, KeyDerivationVectors::run),
        CUSTOMER_KEY("customer-key.json", CustomerKeyVectors::generate, CustomerKeyVectors::run),
        PADDING("padding.json", PaddingVectors::generate, PaddingVectors::run),
        FORMAT_PRESERVING("format-preserving.json", FormatPreservingVectors::generate, FormatPreservingVectors::run),
        TOKEN_CONTEXT("token-context.json", TokenContextVectors::generate, TokenContextVectors::run),
        SEALED_STREAM("sealed-stream.json", SealedStreamVectors::generate, SealedStreamVectors::run),
        SEALED_VALUE_SM4(
                "sealed-value-sm4.json", () -> SealedValueVectors.generate(Suite.SM4_GCM), SealedValueVectors::run),
        SEALED_RECORD_SM4(
                "sealed-record-sm4.json", () -> SealedRecordVectors.generate(Suite.SM4_GCM), SealedRecordVectors::run),
        SEALED_STREAM_SM4(
                "sealed-stream-sm4.json", () -> SealedStreamVectors.generate(Suite.SM4_GCM), SealedStreamVectors::run),
        BLIND_INDEX_SM3(
                "blind-index-sm3.json", () -> BlindIndexVectors.generate(Suite.SM4_GCM), BlindIndexVectors::run),
        KEY_DERIVATION_SM4(
                "key-derivation-sm4.json",
                () -> KeyDerivationVectors.generate(Suite.SM4_GCM),
                KeyDerivationVectors::run),
        CUSTOMER_KEY_SM4(
                "customer-key-sm4.json", () -> CustomerKeyVectors.generate(Suite.SM4_GCM), CustomerKeyVectors::run);

        final String fileName;
        final Supplier<ObjectNode> generate;
        final Function<JsonNode, byte[]> run;

        File(String fileName, Supplier<ObjectNode> generate, Function<JsonNode, byte[]> run) {
            this.fileName = fileName;
            this.generate = generate;
            this.run = run;
        }

        String text() throws IOException {
            try (InputStream in = GoldenVectorsTest.class.getResourceAsStream("/vectors/" + fileName)) {
                return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void file_generatedAnew_isTheSame(File file) throws IOException {
        var generated =
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(file.generate.get()) + "\n";
        if (Boolean.getBoolean("vectors.write")) {
            Files.writeString(Path.of("src", "test", "resources", "vectors", file.fileName), generated);
        } else {
            assertThat(file.text()).isEqualTo(generated);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cases_ofTheFile_comeOutAsWritten(File file) throws IOException {
        var outcomes = new ArrayList<String>();
        for (var in : JsonMapper.shared().readTree(file.text()).required("cases")) {
            var name = Cases.text(in, "name");
            var expected = Cases.text(in, "result");
            assertThat(outcome(file, in)).as(name).isEqualTo(expected);
            outcomes.add(expected);
        }
        assertThat(outcomes)
                .hasSizeGreaterThan(8)
                .contains(Cases.OPENS)
                .anyMatch(result -> !result.equals(Cases.OPENS));
    }

    private static String outcome(File file, JsonNode in) {
        try {
            var output = file.run.apply(in);
            return in.has("output") && Cases.text(in, "output").equals(Cases.hex(output))
                    ? Cases.OPENS
                    : "other output";
        } catch (DoesNotOpen refused) {
            return Cases.DOES_NOT_OPEN;
        } catch (IllegalArgumentException refused) {
            return Cases.REFUSED;
        }
    }
}
