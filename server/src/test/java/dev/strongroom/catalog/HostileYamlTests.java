package dev.strongroom.catalog;

import static dev.strongroom.catalog.CatalogFiles.SMALL;
import static dev.strongroom.catalog.CatalogFiles.errors;
import static dev.strongroom.catalog.CatalogFiles.placed;
import static dev.strongroom.catalog.CatalogFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileYamlTests {

    @Test
    void read_billionLaughs_isRefusedWithoutExpanding() {
        var yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(errors(yaml.toString()))
                .anySatisfy(error -> assertThat(error.code()).isEqualTo("catalog.anchor"));
    }

    @Test
    void read_aliasOfItself_isRefused() {
        assertThat(placed(errors("a: &a [*a]\n"))).contains("1:4 catalog.anchor", "1:8 catalog.anchor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
                "!!str x",
                "!local x",
                "! x",
                "!!binary eA=="
            })
    void read_tag_isRefusedAndNothingIsConstructed(String value) {
        assertThat(placed(errors("name: " + value + "\n"))).contains("1:7 catalog.tag");
    }

    @Test
    void read_repeatedKeyInAnyLevel_isRefused() {
        assertThat(placed(errors(with("name: clear", "name: clear, name: masked"))))
                .containsExactly("29:67 catalog.repeated_key");
    }

    @Test
    void read_mergeKey_isAnUnknownKey() {
        assertThat(placed(errors(with("en: Small", "<<: {en: x}, en: Small"))))
                .containsExactly("2:8 catalog.unknown_key");
    }

    @Test
    void read_tabAsIndentation_isNoYaml() {
        assertThat(placed(errors(with("  people:", "\tpeople:")))).containsExactly("4:1 catalog.not_yaml");
    }

    @Test
    void read_openBracket_isNoYaml() {
        assertThat(errors(SMALL + "x: ["))
                .singleElement()
                .extracting(CatalogError::code)
                .isEqualTo("catalog.not_yaml");
    }

    @Test
    void read_byteOrderMarkInFront_isDropped() {
        assertThat(CatalogFiles.read("\uFEFF" + SMALL).collections()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 0x7F, 0x85, 0x200B, 0x200E, 0x202E, 0x2066, 0x2028, 0xFEFF, 0xFFFE, 0x1FFFF, 0xE0041})
    void read_hiddenCharacterInAnIdentifier_isNamedByItsNumber(int point) {
        var errors = errors(with("  people:", "  peo" + Character.toString(point) + "ple:"));
        assertThat(placed(errors)).containsExactly("4:6 catalog.hidden_character");
        assertThat(errors.getFirst().args()).containsExactly("U+%04X".formatted(point));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "рeople",
                "ｐeople",
                "people\u0301",
                "People",
                "_people",
                "9people",
                "pe-ople",
                "pe ople",
                "~",
                "''"
            })
    void read_lookalikeIdentifier_isRefused(String id) {
        assertThat(placed(errors(with("  people:", "  " + id + ":")))).contains("4:3 catalog.not_an_identifier");
    }

    @Test
    void read_identifierOfFortyOneCharacters_isRefusedAndOfFortyTaken() {
        var longest = "a" + "b".repeat(39);
        assertThat(errors(SMALL.replaceAll("\\bcare\\b", longest))).isEmpty();
        assertThat(placed(errors(SMALL.replaceAll("\\bcare\\b", longest + "b"))))
                .contains("17:3 catalog.not_an_identifier");
    }

    @Test
    void read_invalidUtf8_isRefused() {
        byte[] bytes = SMALL.getBytes(StandardCharsets.UTF_8);
        bytes[60] = (byte) 0xC0;
        assertThat(placed(errors(bytes))).containsExactly("1:1 catalog.not_utf8");
    }

    @Test
    void read_surrogateEncodedAsUtf8_isRefused() {
        assertThat(placed(errors(new byte[] {'a', ':', (byte) 0xED, (byte) 0xA0, (byte) 0x80})))
                .containsExactly("1:1 catalog.not_utf8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void read_deepNesting_isRefused(String opening) {
        assertThat(errors(opening.repeat(20_000)))
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isIn("catalog.too_deep", "catalog.not_yaml"));
    }

    @Test
    void read_thirteenLevels_isTooDeep() {
        assertThat(placed(errors("a: " + "[".repeat(13) + "]".repeat(13)))).containsExactly("1:16 catalog.too_deep");
    }

    @Test
    void read_twoMebibytes_isRefusedBeforeReading() {
        byte[] bytes = new byte[2 << 20];
        Arrays.fill(bytes, (byte) '#');
        assertThat(placed(errors(bytes))).containsExactly("1:1 catalog.too_large");
    }

    @Test
    void read_oneMebibyteOfComments_isTaken() {
        var padding = "#".repeat(Catalog.MOST_BYTES - SMALL.getBytes(StandardCharsets.UTF_8).length);
        assertThat(errors(SMALL + padding)).isEmpty();
        assertThat(placed(errors(SMALL + padding + "#"))).containsExactly("1:1 catalog.too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n"})
    void read_nothing_isEmpty(String yaml) {
        assertThat(placed(errors(yaml))).containsExactly("1:1 catalog.empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "[a, b]", "- a", "42", "---\n"})
    void read_documentThatIsNoMapping_isRefused(String yaml) {
        assertThat(errors(yaml)).extracting(CatalogError::code).containsExactly("catalog.not_a_mapping");
    }

    @Test
    void read_secondDocument_isRefused() {
        assertThat(placed(errors(SMALL + "---\na: b\n"))).containsExactly("31:1 catalog.several_documents");
    }

    @Test
    void read_windowsLineEnds_meanTheSame() {
        assertThat(CatalogFiles.read(SMALL.replace("\n", "\r\n")).collections())
                .isEqualTo(CatalogFiles.read(SMALL).collections());
    }

    @Test
    void read_everyTruncation_neverFailsOtherwise() {
        for (int end = 0; end < SMALL.length(); end++) {
            assertThat(errors(SMALL.substring(0, end)))
                    .allSatisfy(error -> assertThat(error.line()).isPositive());
        }
    }
}
