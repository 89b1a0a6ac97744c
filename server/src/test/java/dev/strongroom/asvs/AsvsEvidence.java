package dev.strongroom.asvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.asvs.Requirement.Status;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever docs/asvs.csv calls met or partly met was shown in this build: every test it names ran and passed. Maven
/// runs this by itself, after all tests, in its phase `verify`.
class AsvsEvidence {

    private static final List<Path> REPORTS =
            List.of(Path.of("target", "surefire-reports"), Path.of("..", "core", "target", "surefire-reports"));

    private final List<Requirement> requirements = Requirement.all();

    @Test
    void everyNamedTest_hasRunAndPassed() {
        var reports = TestReports.in(REPORTS);
        assertThat(reports.size()).as("tests that ran").isPositive();
        var unshown = new TreeMap<String, List<String>>();
        for (var requirement : requirements) {
            var missing = requirement.tests().stream()
                    .filter(test -> !reports.hasPassed(test))
                    .toList();
            if (!missing.isEmpty()) {
                unshown.put(requirement.id(), missing);
            }
        }
        assertThat(unshown)
                .as("requirements of ASVS whose tests did not run and pass in this build")
                .isEmpty();
    }

    @Test
    void table_isPrinted() {
        var table = IntStream.rangeClosed(1, 3).mapToObj(this::line).collect(Collectors.joining("\n"));
        System.out.println("OWASP ASVS 5.0.0, as docs/asvs.csv says:\n" + table);
        assertThat(table).contains("level 1", "level 2", "level 3");
    }

    private String line(int level) {
        long applicable = requirements.stream()
                .filter(requirement -> requirement.level() == level && requirement.isApplicable())
                .count();
        return "level " + level + ", " + applicable + " applicable: "
                + Arrays.stream(Status.values())
                        .map(status -> count(level, status) + " " + status.word())
                        .collect(Collectors.joining(", "));
    }

    private long count(int level, Status status) {
        return requirements.stream()
                .filter(requirement -> requirement.level() == level && requirement.status() == status)
                .count();
    }
}
