package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogSamplesTests {

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop.zh", "clinic", "clinic.zh"})
    void read_sample_hasNoErrorAndNoWarning(String sample) {
        assertThat(CatalogFiles.sample(sample).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "clinic"})
    void read_chineseTwin_meansTheSame(String sample) {
        var english = CatalogFiles.sample(sample);
        var chinese = CatalogFiles.sample(sample + ".zh");
        assertThat(chinese.collections()).isEqualTo(english.collections());
        assertThat(chinese.purposes()).isEqualTo(english.purposes());
        assertThat(chinese.roles()).isEqualTo(english.roles());
        assertThat(chinese.name()).isEqualTo(english.name());
        assertThat(CatalogPlan.between(Optional.of(english), chinese).changes()).isEmpty();
        assertThat(chinese.hash()).isNotEqualTo(english.hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "clinic"})
    void read_chineseTwin_hasTheSameLinesExceptComments(String sample) {
        assertThat(contentLines(sample + ".zh")).isEqualTo(contentLines(sample)).isNotEmpty();
    }

    @Test
    void levels_supportAgentInShop_seesThePhoneInPartAndNoNationalId() {
        var levels = CatalogFiles.sample("shop").levels(Set.of("support_agent"), "support", "customers");
        assertThat(levels)
                .isEqualTo(Map.of(
                        "reference", Level.CLEAR,
                        "name", Level.CLEAR,
                        "email", Level.PARTIAL,
                        "phone", Level.PARTIAL,
                        "card", Level.PARTIAL));
    }

    @Test
    void maySearch_supportAgentInShop_byNameEmailPhoneAndReferenceOnly() {
        var shop = CatalogFiles.sample("shop");
        var roles = Set.of("support_agent");
        assertThat(shop.customerCollection().fields().keySet().stream()
                        .filter(field -> shop.maySearch(roles, "support", "customers", field)))
                .containsExactlyInAnyOrder("name", "email", "phone", "reference");
    }

    @Test
    void needsSeparateConsent_onlyWhereConsentMeetsSensitiveFields() {
        var clinic = CatalogFiles.sample("clinic");
        assertThat(clinic.needsSeparateConsent("research")).isTrue();
        assertThat(clinic.needsSeparateConsent("treatment")).isFalse();
        assertThat(CatalogFiles.sample("shop").needsSeparateConsent("marketing"))
                .isFalse();
        assertThat(clinic.needsSeparateConsent("nothing")).isFalse();
    }

    @Test
    void read_exampleInTheDocumentation_hasNoErrorAndNoWarning() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "formats", "catalog.md"));
        var example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n", page.indexOf("```yaml\n")));
        assertThat(CatalogFiles.read(example).warnings()).isEmpty();
    }

    @Test
    void documentation_namesEveryWordOfTheFormat() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "formats", "catalog.md"));
        Stream.of(
                        FieldType.values(),
                        Sensitivity.values(),
                        GdprBasis.values(),
                        PiplBasis.values(),
                        GdprSpecialCondition.values(),
                        SearchKind.values())
                .flatMap(Arrays::stream)
                .forEach(word -> assertThat(page).contains(Words.of(word)));
    }

    @Test
    void documentation_namesEveryLevelOfAccess_andEveryRoleThatIsBuiltIn() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "formats", "catalog.md"));
        assertThat(Arrays.stream(Level.values()).filter(level -> level != Level.NONE))
                .allSatisfy(level -> assertThat(page).contains("`" + Words.of(level) + "`"));
        assertThat(page)
                .contains(
                        "`" + ApiClient.ADMINISTRATOR + "`",
                        "`" + ApiClient.LOG_READER + "`",
                        "`" + ApiClient.ERASER + "`",
                        "`" + ApiClient.EXPORTER + "`",
                        "`" + ApiClient.TOKENIZER + "`",
                        "`" + ApiClient.BACKUP_OPERATOR + "`");
    }

    private static String contentLines(String sample) {
        return Arrays.stream(new String(CatalogFiles.sampleBytes(sample), StandardCharsets.UTF_8).split("\n"))
                .filter(line -> !line.strip().startsWith("#"))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
