package dev.strongroom.advisories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which versions a range and a list affect, by the algorithm of the OSV schema.
class VersionRangeTests {

    /// Events as `+` introduced, `-` fixed, `=` last affected, `<` limit.
    private static final String BEGIN = "+";

    private static String event(String shown) {
        var kind = switch (shown.substring(0, 1)) {
            case BEGIN -> "introduced";
            case "-" -> "fixed";
            case "=" -> "last_affected";
            default -> "limit";
        };
        return "{'%s': '%s'}".formatted(kind, shown.substring(1));
    }

    private static Advisory advisory(String affected) throws MalformedAdvisory {
        return AdvisoryParser.parse(
                Records.json(Records.about("EX-1", "HIGH", affected)).getBytes(UTF_8));
    }

    private static Verdict verdict(String affected, String version) throws MalformedAdvisory {
        return advisory(affected).verdict(Records.PACKAGE, MavenVersion.of(version));
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.9, AFFECTED, +0 -1.5",
        "1.5, NOT_AFFECTED, +0 -1.5",
        "1.5.0, NOT_AFFECTED, +0 -1.5",
        "1.5-rc1, AFFECTED, +0 -1.5",
        "1.5-SNAPSHOT, AFFECTED, +0 -1.5",
        "0-alpha, AFFECTED, +0 -1.5",
        "1.10, NOT_AFFECTED, +0 -1.9",
        "0.9, NOT_AFFECTED, +1.0 -1.5",
        "1.0, AFFECTED, +1.0 -1.5",
        "2.0, AFFECTED, +1.0",
        "1.5, AFFECTED, +0 =1.5",
        "1.5.1, NOT_AFFECTED, +0 =1.5",
        "1.2, AFFECTED, +1.2 =1.2",
        "1.2.1, NOT_AFFECTED, +1.2 =1.2",
        "1.1, NOT_AFFECTED, +1.2 =1.2",
        "6.0.4, NOT_AFFECTED, +0 -1.11.27 +2.2 -2.2.9",
        "2.1, NOT_AFFECTED, +0 -1.11.27 +2.2 -2.2.9",
        "2.2.8, AFFECTED, +0 -1.11.27 +2.2 -2.2.9",
        "1.8.10, NOT_AFFECTED, +0 -1.8 -1.8.16 +1.9 -1.9.11",
        "1.9.10, AFFECTED, +0 -1.8 -1.8.16 +1.9 -1.9.11",
        "1.9.11, NOT_AFFECTED, +0 -1.8 -1.8.16 +1.9 -1.9.11",
        "1.0, AFFECTED, +0 -1.0 +1.0 -2.0",
        "1.0, AFFECTED, +0 +1.0 -1.0 -2.0",
        "1.5, AFFECTED, +0 =1.0 +1.0 =2.0",
        "2.1, NOT_AFFECTED, +0 =1.0 +1.0 =2.0"
    })
    void events_areWalkedThrough_inAnyOrderOfTheRecord(String version, Verdict expected, String shown)
            throws MalformedAdvisory {
        var events = new java.util.ArrayList<>(
                Arrays.stream(shown.split(" ")).map(VersionRangeTests::event).toList());
        assertThat(verdict(Records.ranges(events.toArray(String[]::new)), version))
                .isEqualTo(expected);
        if (!shown.contains("=")) {
            Collections.reverse(events);
            assertThat(verdict(Records.ranges(events.toArray(String[]::new)), version))
                    .as("in reverse")
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.4, AFFECTED, +0 <1.5",
        "1.5, NOT_AFFECTED, +0 <1.5",
        "1.5, AFFECTED, +0 <1.5 <2.0",
        "9.9, AFFECTED, +0 <*",
        "9.9, AFFECTED, +0 <1.5 <*"
    })
    void limits_endWhatIsSaid_andTheFarthestCounts(String version, Verdict expected, String shown)
            throws MalformedAdvisory {
        var events =
                Arrays.stream(shown.split(" ")).map(VersionRangeTests::event).toArray(String[]::new);
        assertThat(verdict(Records.ranges(events), version)).isEqualTo(expected);
    }

    @Test
    void listedVersion_isAffected_besideAnyRange() throws MalformedAdvisory {
        var both = "'versions': ['3.0'], " + Records.ranges("{'introduced': '0'}", "{'fixed': '1.5'}");
        assertThat(verdict(both, "3.0")).isEqualTo(Verdict.AFFECTED);
        assertThat(verdict(both, "3.0.0")).isEqualTo(Verdict.AFFECTED);
        assertThat(verdict(both, "1.4")).isEqualTo(Verdict.AFFECTED);
        assertThat(verdict(both, "3.0.1")).isEqualTo(Verdict.NOT_AFFECTED);
        assertThat(verdict("'versions': ['3.0']", "1.4")).isEqualTo(Verdict.NOT_AFFECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "UNDECIDED, '''summary'': ''every version, perhaps'''",
        "UNDECIDED, '''versions'': [], ''ranges'': []'",
        "UNDECIDED, '''ranges'': [{''type'': ''GIT'', ''repo'': ''https://example.com'', ''events'': [{''introduced'': ''0''}]}]'",
        "UNDECIDED, '''ranges'': [{''type'': ''SEMVER'', ''events'': [{''introduced'': ''0''}, {''fixed'': ''0.1.0''}]}]'",
        "UNDECIDED, '''versions'': [''3.0''], ''ranges'': [{''type'': ''SEMVER'', ''events'': [{''introduced'': ''0''}]}]'",
        "NOT_AFFECTED, '''versions'': [''3.0''], ''ranges'': [{''type'': ''GIT'', ''events'': [{''introduced'': ''0''}]}]'",
        "AFFECTED, '''versions'': [''1.0''], ''ranges'': [{''type'': ''SEMVER'', ''events'': [{''introduced'': ''2.0.0''}]}]'"
    })
    void whatMavensOrderCannotTell_isUndecided_neverSafe(Verdict expected, String affected) throws MalformedAdvisory {
        assertThat(verdict(affected, "1.0")).isEqualTo(expected);
    }

    @Test
    void firstFix_isTheNearestVersionThatIsInNoRange() throws MalformedAdvisory {
        var advisory = advisory(
                Records.ranges("{'introduced': '0'}", "{'fixed': '1.5'}", "{'introduced': '2.0'}", "{'fixed': '2.3'}"));
        assertThat(advisory.firstFix(Records.PACKAGE, MavenVersion.of("1.0"))).contains("1.5");
        assertThat(advisory.firstFix(Records.PACKAGE, MavenVersion.of("2.1"))).contains("2.3");
        var overlapping = advisory(Records.ranges("{'introduced': '0'}", "{'fixed': '1.5'}")
                + "}, {'package': {'ecosystem': 'Maven', 'name': 'com.example:widgets'}, "
                + Records.ranges("{'introduced': '1.4'}", "{'fixed': '1.6'}"));
        assertThat(overlapping.firstFix(Records.PACKAGE, MavenVersion.of("1.0")))
                .contains("1.6");
    }

    @Test
    void firstFix_whereNoneIsKnown_isEmpty() throws MalformedAdvisory {
        assertThat(advisory(Records.ranges("{'introduced': '0'}", "{'last_affected': '1.5'}"))
                        .firstFix(Records.PACKAGE, MavenVersion.of("1.0")))
                .isEmpty();
        assertThat(advisory("'versions': ['1.0']").firstFix(Records.PACKAGE, MavenVersion.of("1.0")))
                .isEmpty();
    }

    @Test
    void otherPackages_areNotAffected() throws MalformedAdvisory {
        var advisory = advisory(Records.ranges("{'introduced': '0'}"));
        for (var other : new String[] {"com.example:widget", "com.example.widgets", "widgets", "com.Example:widgets"}) {
            assertThat(advisory.verdict(other, MavenVersion.of("1.0")))
                    .as(other)
                    .isEqualTo(Verdict.NOT_AFFECTED);
        }
    }
}
