package dev.strongroom.advisories;

import static dev.strongroom.advisories.Records.about;
import static dev.strongroom.advisories.Records.bill;
import static dev.strongroom.advisories.Records.json;
import static dev.strongroom.advisories.Records.ranges;
import static dev.strongroom.advisories.Records.severe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.strongroom.advisories.CheckReport.Outcome;
import dev.strongroom.advisories.Refusal.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Components beside a folder of advisories: what is weak, since when, and what is not known.
class AdvisoryCheckTests {

    private static final BillOfMaterials WEAK = bill("pkg:maven/com.example/widgets@1.4");
    private static final BillOfMaterials SOUND = bill("pkg:maven/com.example/widgets@1.5");
    private static final String DAY_AFTER = "2026-03-02T12:00:00Z";

    @TempDir
    Path folder;

    private CheckReport check(BillOfMaterials bill, String now, String... unreachable) throws IOException {
        return check(bill, now, AdvisoryFolder.Limits.USUAL, unreachable);
    }

    private CheckReport check(BillOfMaterials bill, String now, AdvisoryFolder.Limits limits, String... unreachable)
            throws IOException {
        var clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        return new AdvisoryCheck(Set.of(unreachable), clock, limits).run(bill, folder);
    }

    private void write(String name, String record) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json(record));
    }

    @Test
    void weakComponent_isFoundWithWhatToDo() throws IOException {
        write("EX-1.json", severe("EX-1"));
        var report = check(WEAK, DAY_AFTER);
        assertThat(report.outcome()).isEqualTo(Outcome.RUNNING);
        assertThat(report.findings()).singleElement().satisfies(found -> {
            assertThat(found.component().name()).isEqualTo("com.example:widgets");
            assertThat(found.component().version()).isEqualTo("1.4");
            assertThat(found.advisory()).isEqualTo("EX-1");
            assertThat(found.severity()).isEqualTo("HIGH");
            assertThat(found.published()).contains(Instant.parse("2026-03-01T00:00:00Z"));
            assertThat(found.firstFix()).contains("1.5");
            assertThat(found.due()).contains(Instant.parse("2026-03-04T00:00:00Z"));
        });
    }

    @Test
    void soundComponent_isNotFound() throws IOException {
        write("EX-1.json", severe("EX-1"));
        var report = check(SOUND, DAY_AFTER);
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(report.components()).isOne();
        assertThat(report.advisories()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, 2026-03-04T00:00:00Z, RUNNING",
        "CRITICAL, 2026-03-04T00:00:01Z, BREACHED",
        "HIGH, 2026-03-04T00:00:01Z, BREACHED",
        "MODERATE, 2026-03-04T00:00:01Z, RUNNING",
        "medium, 2026-03-15T00:00:00Z, RUNNING",
        "LOW, 2026-03-15T00:00:01Z, BREACHED",
        "NEGLIGIBLE, 2026-03-04T00:00:01Z, BREACHED",
        "'', 2026-03-04T00:00:01Z, BREACHED"
    })
    void timeFrame_dependsOnTheSeverity_andOneThatNobodyKnowsIsTheStrictest(
            String severity, String now, Outcome expected) throws IOException {
        write("EX-1.json", about("EX-1", severity, ranges("{'introduced': '0'}", "{'fixed': '1.5'}")));
        keepUpToDate(now);
        assertThat(check(WEAK, now).outcome()).isEqualTo(expected);
    }

    private void keepUpToDate(String now) throws IOException {
        write("EX-0.json", severe("EX-0").replace("widgets", "gadgets").replace("2026-03-02T00:00:00Z", now));
    }

    @Test
    void severityThatIsNotGiven_orGivenAsANumber_orOnlyAsAScore_isTheStrictest() throws IOException {
        for (var severity : new String[] {"7", "null", "{}"}) {
            write("EX-1.json", severe("EX-1").replace("\"HIGH\"", severity).replace("'HIGH'", severity));
            assertThat(check(WEAK, DAY_AFTER).findings())
                    .extracting(Finding::frame)
                    .as(severity)
                    .containsExactly(TimeFrame.FROM_OUTSIDE);
        }
    }

    @Test
    void severestWord_counts() throws IOException {
        write(
                "EX-1.json",
                about(
                        "EX-1",
                        "LOW",
                        "'ecosystem_specific': {'severity': 'CRITICAL'}, "
                                + ranges("{'introduced': '0'}", "{'fixed': '1.5'}")));
        assertThat(check(WEAK, DAY_AFTER).findings()).singleElement().satisfies(found -> {
            assertThat(found.frame()).isEqualTo(TimeFrame.FROM_OUTSIDE);
            assertThat(found.severity()).isEqualTo("CRITICAL, LOW");
        });
    }

    @Test
    void weaknessThatCannotBeReached_hasSixtyDays_andNoMore() throws IOException {
        write("EX-1.json", severe("EX-1"));
        for (var name : new String[] {"EX-1", "CVE-2026-0001"}) {
            keepUpToDate("2026-04-30T00:00:00Z");
            assertThat(check(WEAK, "2026-04-30T00:00:00Z", name).outcome()).isEqualTo(Outcome.RUNNING);
            assertThat(check(WEAK, "2026-04-30T00:00:01Z", name).outcome()).isEqualTo(Outcome.BREACHED);
        }
        assertThat(check(WEAK, "2026-04-30T00:00:00Z", "EX-2").outcome()).isEqualTo(Outcome.BREACHED);
    }

    @Test
    void advisoryThatDoesNotSaySinceWhen_isBreached() throws IOException {
        write("EX-1.json", severe("EX-1").replaceFirst("\"published\": \"[^\"]*\",", ""));
        var report = check(WEAK, DAY_AFTER);
        assertThat(report.findings()).extracting(Finding::published).containsExactly(java.util.Optional.empty());
        assertThat(report.outcome()).isEqualTo(Outcome.BREACHED);
    }

    @Test
    void withdrawnAdvisory_doesNotCount_onceItIsWithdrawn() throws IOException {
        var withdrawn = severe("EX-1").replaceFirst("\\{", "{\"withdrawn\": \"2026-03-02T06:00:00Z\", ");
        write("EX-1.json", withdrawn);
        assertThat(check(WEAK, DAY_AFTER).outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(check(WEAK, "2026-03-02T05:00:00Z").outcome()).isEqualTo(Outcome.RUNNING);
    }

    @Test
    void emptyFolder_saysNothingIsSafe() throws IOException {
        var report = check(SOUND, DAY_AFTER);
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(report.advisories()).isZero();
    }

    @Test
    void folderThatIsNotThere_isAnError() {
        folder = folder.resolve("none");
        assertThatIOException().isThrownBy(() -> check(SOUND, DAY_AFTER));
    }

    @Test
    void advisoriesOfOtherEcosystems_sayNothingAboutThisOne() throws IOException {
        write("EX-1.json", severe("EX-1").replace("\"Maven\"", "\"npm\""));
        assertThat(check(SOUND, DAY_AFTER).outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-09T00:00:00Z, NOTHING", "2026-03-09T00:00:01Z, INCOMPLETE", "2026-03-01T23:59:59Z, INCOMPLETE"
    })
    void folderOfLastWeek_orOfTomorrow_saysNothingIsSafe(String now, Outcome expected) throws IOException {
        write("EX-1.json", severe("EX-1"));
        assertThat(check(SOUND, now).outcome()).isEqualTo(expected);
    }

    @Test
    void brokenRecord_isReported_andTheOthersStillCount() throws IOException {
        write("EX-1.json", severe("EX-1"));
        write("EX-2.json", "{");
        write("EX-3.json", severe("EX-3").replace("\"events\"", "\"happened\""));
        var report = check(SOUND, DAY_AFTER);
        assertThat(report.refusals())
                .containsExactly(
                        new Refusal("EX-2.json", Reason.MALFORMED, "JSON"),
                        new Refusal("EX-3.json", Reason.MALFORMED, "events"));
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(check(WEAK, "2026-03-05T00:00:00Z").outcome()).isEqualTo(Outcome.BREACHED);
    }

    @Test
    void repeatedId_isReported_andNeitherRecordIsLost() throws IOException {
        write("a/EX-1.json", about("EX-1", "LOW", ranges("{'introduced': '7'}")));
        write("b/EX-1.json", severe("EX-1"));
        write("c/EX-1.json", about("EX-1", "LOW", ranges("{'introduced': '7'}")));
        var report = check(WEAK, DAY_AFTER);
        assertThat(report.refusals()).hasSize(2).allMatch(refusal -> refusal.reason() == Reason.REPEATED);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void hugeFile_isNotRead() throws IOException {
        write("EX-1.json", severe("EX-1"));
        try (var huge = new RandomAccessFile(folder.resolve("EX-2.json").toFile(), "rw")) {
            huge.setLength(8L << 30);
        }
        var report = check(SOUND, DAY_AFTER);
        assertThat(report.refusals()).containsExactly(new Refusal("EX-2.json", Reason.TOO_LARGE, ""));
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void tooManyFiles_endTheReading() throws IOException {
        for (int number = 1; number <= 5; number++) {
            write("EX-%d.json".formatted(number), severe("EX-" + number));
        }
        var report = check(SOUND, DAY_AFTER, new AdvisoryFolder.Limits(3, 10_000, 2));
        assertThat(report.refusals()).extracting(Refusal::reason).containsExactly(Reason.TOO_MANY);
        assertThat(report.advisories()).isEqualTo(3);
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void foldersInFolders_areReadToADepth() throws IOException {
        write("2026/EX-1.json", severe("EX-1"));
        write("2026/03/EX-2.json", severe("EX-2"));
        var report = check(SOUND, DAY_AFTER, new AdvisoryFolder.Limits(10, 10_000, 2));
        assertThat(report.advisories()).isOne();
        assertThat(report.refusals()).extracting(Refusal::reason).containsExactly(Reason.TOO_DEEP);
    }

    @Test
    void links_areNotFollowed(@TempDir Path elsewhere) throws IOException {
        write("EX-1.json", severe("EX-1"));
        Files.writeString(elsewhere.resolve("EX-2.json"), json(severe("EX-2")));
        Files.createSymbolicLink(folder.resolve("EX-2.json"), elsewhere.resolve("EX-2.json"));
        Files.createSymbolicLink(folder.resolve("EX-3.json"), folder.resolve("EX-1.json"));
        Files.createSymbolicLink(folder.resolve("more"), elsewhere);
        Files.createSymbolicLink(folder.resolve("round"), folder);
        var report = check(SOUND, DAY_AFTER);
        assertThat(report.advisories()).isOne();
        assertThat(report.refusals()).hasSize(4).allMatch(refusal -> refusal.reason() == Reason.LINK);
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void whatIsNoRecord_isReported() throws IOException {
        write("EX-1.json", severe("EX-1"));
        write("EX-2.yaml", "id: EX-2");
        write(".index", "");
        var report = check(SOUND, DAY_AFTER);
        assertThat(report.refusals())
                .extracting(Refusal::file, Refusal::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(".index", Reason.NO_RECORD),
                        org.assertj.core.groups.Tuple.tuple("EX-2.yaml", Reason.NO_RECORD));
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "widgets, NO_PACKAGE_URL",
        "pkg:npm/widgets@1.5, UNKNOWN_ECOSYSTEM",
        "pkg:deb/debian/widgets@1.5, UNKNOWN_ECOSYSTEM",
        "pkg:generic/widgets@1.5, UNKNOWN_ECOSYSTEM"
    })
    void componentThatCannotBeCompared_isReported_neverSafe(String url, NotCompared.Reason reason) throws IOException {
        write("EX-1.json", severe("EX-1"));
        var report = check(bill(url, "pkg:maven/com.example/widgets@1.5"), DAY_AFTER);
        assertThat(report.notCompared()).extracting(NotCompared::reason).containsExactly(reason);
        assertThat(report.components()).isOne();
        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void componentWithoutAVersion_orWithAnEndlessOne_isReported() throws IOException {
        write("EX-1.json", severe("EX-1"));
        var none = Records.parsed("{'bomFormat': 'CycloneDX', 'components': [{'name': 'a', 'purl': 'pkg:maven/a/a'}]}");
        for (var bill : new BillOfMaterials[] {none, bill("pkg:maven/a/a@" + "1-".repeat(100_000))}) {
            assertThat(check(bill, DAY_AFTER).notCompared())
                    .extracting(NotCompared::reason)
                    .containsExactly(NotCompared.Reason.NO_VERSION);
        }
    }

    @Test
    void advisoryWithoutComparableVersions_isReported_ifItIsAboutAComponent() throws IOException {
        write("EX-1.json", about("EX-1", "LOW", "'versions': []"));
        assertThat(check(SOUND, DAY_AFTER).notCompared())
                .extracting(NotCompared::reason, NotCompared::advisory)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(NotCompared.Reason.UNDECIDED, "EX-1"));
        assertThat(check(bill("pkg:maven/com.example/gadgets@1"), DAY_AFTER).outcome())
                .isEqualTo(Outcome.NOTHING);
    }

    @Test
    void breach_isToldBeforeAllElse() throws IOException {
        write("EX-1.json", severe("EX-1"));
        write("EX-2.json", severe("EX-2").replace("2026-03-01T", "2025-03-01T"));
        write("broken.json", "{");
        var report = check(WEAK, DAY_AFTER);
        assertThat(report.outcome()).isEqualTo(Outcome.BREACHED);
        assertThat(report.findings()).extracting(Finding::advisory).containsExactly("EX-2", "EX-1");
    }
}
