package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `strongroom advisories check`: what its exit codes and words say.
class AdvisoriesCommandTests {

    private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "en_GB.UTF-8"));
    private Path advisories;

    @BeforeEach
    void emptyFolder() throws IOException {
        advisories = Files.createDirectory(folder.resolve("advisories"));
    }

    private Transcript check(String version, String... more) throws IOException {
        var bill = Files.writeString(folder.resolve("bill.json"), """
                {"bomFormat": "CycloneDX", "components":
                 [{"name": "widgets", "purl": "pkg:maven/com.example/widgets@%s"}]}""".formatted(version));
        var arguments = new java.util.ArrayList<String>(
                java.util.List.of("advisories", "check", advisories.toString(), "--bom", bill.toString()));
        arguments.addAll(java.util.List.of(more));
        return Transcript.of(environment, arguments.toArray(String[]::new));
    }

    private void advisory(int daysAgo) throws IOException {
        Files.writeString(advisories.resolve("EX-1.json"), """
                {"id": "EX-1", "modified": "%s", "published": "%s",
                 "affected": [{"package": {"ecosystem": "Maven", "name": "com.example:widgets"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5"}]}]}],
                 "database_specific": {"severity": "HIGH"}}""".formatted(NOW, NOW.minus(Duration.ofDays(daysAgo))));
    }

    @Test
    void everythingSound_is0() throws IOException {
        advisory(1);
        var run = check("1.5");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("No library with a known weakness.\n");
        assertThat(run.err()).contains("Compared 1 components with 1 advisories.", "Not covered: PostgreSQL");
    }

    @Test
    void weakLibrary_withinItsTime_is4() throws IOException {
        advisory(1);
        var run = check("1.4");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out())
                .contains("com.example:widgets", "1.4", "EX-1", "HIGH", "1.5", "3 days, until ")
                .doesNotContain("OVER");
    }

    @Test
    void weakLibrary_beyondItsTime_is5_inBothLanguages() throws IOException {
        advisory(4);
        assertThat(check("1.4").exitCode()).isEqualTo(5);
        assertThat(check("1.4").out()).contains("OVER since");
        environment.put("LANG", "zh_CN.UTF-8");
        assertThat(check("1.4").exitCode()).isEqualTo(5);
        assertThat(check("1.4").out()).contains("已超期", "组件").doesNotContain("OVER");
    }

    @Test
    void weaknessThatCannotBeReached_is4_for60Days() throws IOException {
        advisory(4);
        assertThat(check("1.4", "--unreachable", "EX-1").exitCode()).isEqualTo(4);
        assertThat(check("1.4", "--unreachable", "EX-2").exitCode()).isEqualTo(5);
        advisory(61);
        assertThat(check("1.4", "--unreachable", "EX-1").exitCode()).isEqualTo(5);
    }

    @Test
    void emptyFolder_is3_andSaysWhatToDo() throws IOException {
        var run = check("1.5");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("Fetch the archive for Maven");
        assertThat(run.out()).doesNotContain("No library");
    }

    @Test
    void brokenRecord_is3_andIsNamedWithoutItsControlCharacters() throws IOException {
        advisory(1);
        Files.writeString(advisories.resolve("EX\u001b-2.json"), "{");
        var run = check("1.5");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("-2.json, which is no OSV record; wrong is: JSON");
        assertThat(run.all()).doesNotContain("\u001b", "No library");
    }

    @Test
    void manyBrokenRecords_areCounted() throws IOException {
        for (int number = 0; number < 30; number++) {
            Files.writeString(advisories.resolve("EX-%02d.json".formatted(number)), "{}");
        }
        var run = check("1.5");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("EX-19.json", "... and 10 more.").doesNotContain("EX-20.json");
    }

    @Test
    void missingFolder_andMalformedBill_are3() throws IOException {
        Files.delete(advisories);
        assertThat(check("1.5").exitCode()).isEqualTo(3);
        Files.createDirectory(advisories);
        var file = Files.writeString(folder.resolve("other.json"), "{}");
        var run = Transcript.of(environment, "advisories", "check", advisories.toString(), "--bom", file.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("no CycloneDX bill of materials", "bomFormat");
    }

    @Test
    void wrongUsage_is2() {
        assertThat(Transcript.of(environment, "advisories").exitCode()).isEqualTo(2);
        assertThat(Transcript.of(environment, "advisories", "check").exitCode()).isEqualTo(2);
        assertThat(Transcript.of(environment, "advisories", "check", "a", "b").exitCode())
                .isEqualTo(2);
        assertThat(Transcript.of(environment, "advisories", "check", "a", "--bom")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void folderWithoutABill_comparesThisProduct() throws IOException {
        advisory(1);
        var run = Transcript.of(environment, "advisories", "check", advisories.toString());
        // A build that was never online contains no bill, and says so
        assertThat(run.exitCode()).isIn(0, 3);
        assertThat(run.err()).containsPattern("Compared [1-9]\\d+ components|contains no bill of materials");
    }
}
