package dev.strongroom.advisories;

import static dev.strongroom.advisories.Records.about;
import static dev.strongroom.advisories.Records.json;
import static dev.strongroom.advisories.Records.ranges;
import static dev.strongroom.advisories.Records.severe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a record of OSV is, and what is refused as none.
class AdvisoryParserTests {

    private static Advisory parse(String record) throws MalformedAdvisory {
        return AdvisoryParser.parse(record.getBytes(UTF_8));
    }

    private static void assertMalformed(String record, String where) {
        assertThatExceptionOfType(MalformedAdvisory.class)
                .isThrownBy(() -> parse(record))
                .satisfies(malformed -> assertThat(malformed.where()).isEqualTo(where));
    }

    @Test
    void record_isReadWithWhatMatters() throws MalformedAdvisory {
        var advisory = parse(severe("EX-1"));
        assertThat(advisory.id()).isEqualTo("EX-1");
        assertThat(advisory.aliases()).containsExactly("CVE-2026-0001");
        assertThat(advisory.published()).contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(advisory.withdrawn()).isEmpty();
        assertThat(advisory.severityOf(Records.PACKAGE)).containsExactly("HIGH");
        assertThat(advisory.concernsMaven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'id': 'EX-1'} {}",
                "{'id': 'EX-1', 'id': 'EX-2'}",
                "{'id': 'EX-1', 'modified': '2026-03-02T00:00:00Z',}",
                "\u0000"
            })
    void whatIsNoStrictJson_isRefused(String text) {
        var where = text.isEmpty() ? "id" : "JSON";
        assertMalformed(json(text), where);
    }

    @Test
    void deepNesting_isRefused() {
        assertMalformed(json("{'id': 'EX-1', 'database_specific': " + "[".repeat(100) + "]".repeat(100) + "}"), "JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'EX-1'", "{}", "{'id': 7}", "{'id': ''}", "{'id': 'EX 1'}", "{'id': '-'}"})
    void recordWithoutAProperId_isRefused(String text) {
        assertMalformed(json(text), "id");
    }

    @ParameterizedTest
    @CsvSource({
        "modified, '\"2026-03-02\"'",
        "modified, '\"2026-02-30T00:00:00Z\"'",
        "modified, '\"2026-03-02T00:00:00+08:00\"'",
        "published, '\"+999999999-12-31T00:00:00Z\"'",
        "published, 7",
        "withdrawn, true",
        "withdrawn, '\"yes\"'"
    })
    void malformedMoment_isRefused_ratherThanIgnored(String member, String value) {
        var record = severe("EX-1").replaceFirst("\"" + member + "\": \"[^\"]*\", ?", "");
        assertMalformed(record.replaceFirst("\\{", "{\"" + member + "\": " + value + ", "), member);
    }

    @Test
    void recordThatDoesNotSayWhenItChanged_isRefused() {
        assertMalformed(json("{'id': 'EX-1', 'affected': []}"), "modified");
    }

    @ParameterizedTest
    @CsvSource({
        "events, '''ranges'': [{''type'': ''ECOSYSTEM''}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': []}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': {}}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': [{''fixed'': ''1.5''}]}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': [{''introduced'': ''0'', ''fixed'': ''1.5''}]}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': [{''introduced'': ''0''}, {''mended'': ''1.5''}]}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': [{''introduced'': 0}]}]'",
        "events, '''ranges'': [{''type'': ''ECOSYSTEM'', ''events'': [{''introduced'': '' ''}]}]'",
        "type, '''ranges'': [{''type'': ''SOME'', ''events'': [{''introduced'': ''0''}]}]'",
        "type, '''ranges'': [{''events'': [{''introduced'': ''0''}]}]'",
        "ranges, '''ranges'': ''all'''",
        "versions, '''versions'': ''1.0'''",
        "versions, '''versions'': [1.0]'",
        "versions, '''versions'': ['''']'"
    })
    void malformedRangesAndVersions_areRefused(String where, String affected) {
        assertMalformed(about("EX-1", "HIGH", json(affected)), where);
    }

    @Test
    void versionThatWouldExhaustTheStack_isRefused() {
        assertMalformed(
                about("EX-1", "HIGH", ranges("{'introduced': '" + "1-".repeat(100_000) + "'}"))
                        .replace('\'', '"'),
                "events");
    }

    @Test
    void severityThatIsNoWord_isNotRepeated() throws MalformedAdvisory {
        for (var severity : new String[] {"7", "{}", "[]", "true", "\"\"", "\"" + "LOW ".repeat(1_000) + "\""}) {
            var advisory = parse(severe("EX-1").replace("\"HIGH\"", severity));
            assertThat(advisory.severityOf(Records.PACKAGE)).as(severity).containsExactly("?");
        }
        assertMalformed(severe("EX-1").replace("AV:N", "AV:N/".repeat(1_000)), "score");
    }

    @Test
    void packageWithoutAName_isRefused() {
        assertMalformed(severe("EX-1").replace("\"name\": \"com.example:widgets\"", "\"title\": \"x\""), "name");
    }

    @Test
    void otherEcosystems_concernNothingHere_butAreReadStrictly() throws MalformedAdvisory {
        var other = severe("EX-1").replace("\"Maven\"", "\"PyPI\"");
        assertThat(parse(other).concernsMaven()).isFalse();
        assertMalformed(other.replace("\"introduced\"", "\"begun\""), "events");
        assertThat(parse(severe("EX-1").replace("\"Maven\"", "\"Mavenish\"")).concernsMaven())
                .isFalse();
    }

    @Test
    void otherRepositoriesOfMaven_andPackageUrls_nameThePackageToo() throws MalformedAdvisory {
        var elsewhere = severe("EX-1").replace("\"Maven\"", "\"Maven:https://repository.example.com\"");
        assertThat(parse(elsewhere).verdict(Records.PACKAGE, MavenVersion.of("1.0")))
                .isEqualTo(Verdict.AFFECTED);
        var byUrl = severe("EX-1")
                .replace(
                        "\"name\": \"com.example:widgets\"",
                        "\"name\": \"Widgets\", \"purl\": \"pkg:maven/com.example/widgets\"");
        assertThat(parse(byUrl).affected().getFirst().names()).isEqualTo(Set.of("Widgets", Records.PACKAGE));
    }
}
