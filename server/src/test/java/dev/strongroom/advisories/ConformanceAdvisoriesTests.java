package dev.strongroom.advisories;

import static dev.strongroom.advisories.Records.bill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.advisories.CheckReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Advisories and orders of versions written by others, and the bill of materials of this very build.
///
/// The build asks what was known when the newest of the advisories at hand was changed, not what day it is: the same
/// checkout with the same advisories gives the same answer for ever.
class ConformanceAdvisoriesTests {

    private static final Path DATA = Path.of(System.getProperty("conformance.data", ""), "osv");
    private static final Path ADVISORIES = DATA.resolve("advisories");

    private static void assumeData(Path path) {
        assumeTrue(
                !System.getProperty("conformance.data", "").isEmpty() && Files.exists(path),
                "Skipped: the system property conformance.data names no folder with " + path);
    }

    private static CheckReport check(BillOfMaterials bill, Instant now) throws IOException {
        return new AdvisoryCheck(Set.of(), Clock.fixed(now, ZoneOffset.UTC)).run(bill, ADVISORIES);
    }

    private static CheckReport checkAtTheirTime(BillOfMaterials bill) throws IOException {
        var newest = check(bill, Instant.parse("9000-01-01T00:00:00Z")).newest();
        return check(bill, newest.orElseThrow());
    }

    @Test
    void product_breachesNoTimeFrame_byTheAdvisoriesAtHand() throws Exception {
        assumeData(ADVISORIES);
        assumeTrue(
                BillOfMaterials.class.getClassLoader().getResource(BillOfMaterials.RESOURCE) != null,
                "Skipped: this build was never online and has no bill of materials");
        var product = BillOfMaterials.ofProduct();
        var report = checkAtTheirTime(product);
        assertThat(report.components()).isEqualTo(product.components().size());
        assertThat(report.refusals()).isEmpty();
        assertThat(report.notCompared()).isEmpty();
        assertThat(report.findings().stream().filter(Finding::breached)).isEmpty();
        assertThat(report.outcome()).isIn(Outcome.NOTHING, Outcome.RUNNING);
    }

    @Test
    void everyRecord_isRead() throws IOException {
        assumeData(ADVISORIES);
        var report = checkAtTheirTime(bill("pkg:maven/com.example/widgets@1"));
        try (var files = Files.list(ADVISORIES)) {
            assertThat(report.advisories()).isEqualTo((int) files.count()).isGreaterThan(100);
        }
        assertThat(report.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2.14.1, 2.15.0",
        "2.13.0, 2.15.0",
        "2.15.0-rc1, 2.15.0",
        "2.0-beta9, 2.3.1",
        "2.3, 2.3.1",
        "2.4, 2.12.2",
        "2.12.1, 2.12.2"
    })
    void log4shell_isFoundInEveryRange_withItsRepair(String version, String repair) throws IOException {
        assumeData(ADVISORIES);
        var report = checkAtTheirTime(log4j("log4j-core", version));
        assertThat(report.outcome()).isEqualTo(Outcome.BREACHED);
        assertThat(report.findings()).singleElement().satisfies(found -> {
            assertThat(found.advisory()).isEqualTo("GHSA-jfh8-c2jp-5v3q");
            assertThat(found.severity()).isEqualTo("CRITICAL");
            assertThat(found.firstFix()).contains(repair);
            assertThat(found.published()).contains(Instant.parse("2021-12-10T00:40:56Z"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "log4j-core, 2.17.1",
        "log4j-core, 2.15.0",
        "log4j-core, 2.12.2",
        "log4j-core, 2.3.1",
        "log4j-core, 2.3.2",
        "log4j-core, 2.25.5",
        "log4j-api, 2.14.1",
        "log4j-core-test, 2.14.1"
    })
    void log4shell_isNotFoundInRepairedVersions_norInItsNeighbours(String artifact, String version) throws IOException {
        assumeData(ADVISORIES);
        assertThat(checkAtTheirTime(log4j(artifact, version)).outcome()).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void log4shell_runsForThreeDays() throws IOException {
        assumeData(ADVISORIES);
        var bill = log4j("log4j-core", "2.14.1");
        assertThat(check(bill, Instant.parse("2021-12-13T00:40:56Z")).findings())
                .noneMatch(Finding::breached);
        assertThat(check(bill, Instant.parse("2021-12-13T00:40:57Z")).findings())
                .allMatch(Finding::breached)
                .hasSize(1);
    }

    private static BillOfMaterials log4j(String artifact, String version) {
        return bill("pkg:maven/org.apache.logging.log4j/%s@%s?type=jar".formatted(artifact, version));
    }

    /// 18 of the relations, all between versions with words in them, are not those of Maven 3.8.8 to 3.9.16 themselves
    /// (a release candidate before a beta, for one), and Maven's own order is the one that counts.
    @Test
    void versionsOfMaven_areOrderedAsOthersOrderThem() throws IOException {
        var file = DATA.resolve("ordering").resolve("maven-versions-generated.txt");
        assumeData(file);
        var lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        var otherwise = lines.stream().filter(line -> !agrees(line.split(" "))).toList();
        assertThat(lines).hasSizeGreaterThan(10_000);
        assertThat(otherwise).hasSizeLessThanOrEqualTo(18).allMatch(line -> line.matches(".*[A-Za-z].*"));
    }

    private static boolean agrees(String... relation) {
        int order = MavenVersion.of(relation[0]).compareTo(MavenVersion.of(relation[2]));
        return switch (relation[1]) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            default -> order == 0;
        };
    }
}
