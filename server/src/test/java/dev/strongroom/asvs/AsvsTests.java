package dev.strongroom.asvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.asvs.Requirement.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// docs/asvs.csv has a line for every requirement of OWASP ASVS 5.0.0, and names tests that there are. That they
/// ran and passed is found out at the end of the build ([AsvsEvidence]).
///
/// The goal is every applicable requirement of level 1, and four of five of level 2. What has been reached is a floor:
/// the numbers below only ever rise.
class AsvsTests {

    private static final int FEWEST_OF_LEVEL_1_MET = 53;
    private static final int FEWEST_OF_LEVEL_2_MET = 100;
    private static final int FEWEST_OF_LEVEL_3_MET = 27;

    /// By chapter, from 1 to 17: how many there are of level 1, 2 and 3.
    private static final List<List<Integer>> COUNTS = List.of(
            List.of(8, 19, 3),
            List.of(4, 7, 2),
            List.of(8, 11, 12),
            List.of(2, 8, 6),
            List.of(4, 5, 4),
            List.of(13, 22, 12),
            List.of(6, 12, 1),
            List.of(4, 3, 6),
            List.of(4, 3, 0),
            List.of(5, 24, 7),
            List.of(3, 11, 10),
            List.of(3, 6, 3),
            List.of(1, 12, 8),
            List.of(2, 7, 4),
            List.of(3, 10, 8),
            List.of(0, 16, 1),
            List.of(0, 7, 5));

    private static final Set<Status> BY_TESTS = Set.of(Status.MET, Status.PARTLY);
    private static final List<Path> TEST_SOURCES =
            List.of(Path.of("src", "test", "java"), Path.of("..", "core", "src", "test", "java"));

    private final List<Requirement> requirements = Requirement.all();

    @Test
    void ids_areUnique_wellFormed_andInOrder() {
        var keys =
                requirements.stream().map(requirement -> key(requirement.id())).toList();
        assertThat(idsOf(line -> !line.id().matches("([1-9]\\d?\\.){2}[1-9]\\d?")))
                .isEmpty();
        assertThat(keys).doesNotHaveDuplicates().isSorted();
    }

    private static int key(String id) {
        var parts = id.split("\\.");
        return (Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1])) * 100 + Integer.parseInt(parts[2]);
    }

    /// [ConformanceAsvsTests] compares with the standard itself, where it is at hand.
    @Test
    void ids_areAsManyAsTheStandardHas_inEveryChapterAndLevel_withoutGaps() {
        for (int chapter = 1; chapter <= COUNTS.size(); chapter++) {
            int number = chapter;
            var counted = IntStream.rangeClosed(1, 3)
                    .mapToObj(level -> (int) requirements.stream()
                            .filter(line -> line.chapter() == number && line.level() == level)
                            .count())
                    .toList();
            assertThat(counted).as("chapter %d", chapter).isEqualTo(COUNTS.get(chapter - 1));
        }
        assertThat(requirements).hasSize(345);
        var ids = requirements.stream().map(Requirement::id).collect(Collectors.toSet());
        assertThat(ids).allMatch(id -> id.endsWith(".1") || ids.contains(before(id)));
    }

    private static String before(String id) {
        int dot = id.lastIndexOf('.');
        return id.substring(0, dot + 1) + (Integer.parseInt(id.substring(dot + 1)) - 1);
    }

    @Test
    void whatIsNotMet_hasANote() {
        assertThat(idsOf(line -> line.status() != Status.MET && line.note().isBlank()))
                .isEmpty();
    }

    @Test
    void onlyWhatIsShown_namesTests_andWhatIsMetNamesOne() {
        assertThat(idsOf(line ->
                        !BY_TESTS.contains(line.status()) && !line.tests().isEmpty()))
                .isEmpty();
        assertThat(idsOf(line -> line.status() == Status.MET && line.tests().isEmpty()))
                .isEmpty();
    }

    private List<String> idsOf(Predicate<Requirement> which) {
        return requirements.stream().filter(which).map(Requirement::id).toList();
    }

    @Test
    void whatIsDocumented_namesADocumentThereIs() {
        assertThat(requirements)
                .filteredOn(requirement -> requirement.status() == Status.DOCUMENTED)
                .allSatisfy(requirement -> assertThat(
                                Path.of("..", requirement.note().split("[ ;]")[0]))
                        .isRegularFile());
    }

    /// That they are tests, and run, [AsvsEvidence] finds out.
    @Test
    void namedTests_areThere() throws IOException {
        var sources = sources();
        var unknown = new TreeSet<String>();
        requirements.stream()
                .flatMap(requirement -> requirement.tests().stream())
                .filter(name -> !isThere(name, sources))
                .forEach(unknown::add);
        assertThat(unknown).isEmpty();
    }

    private static boolean isThere(String name, Map<String, String> sources) {
        var parts = name.split("\\.");
        var source = sources.getOrDefault(parts[0], "");
        return parts.length == 1 ? !source.isEmpty() : parts.length == 2 && source.contains(" void " + parts[1] + "(");
    }

    /// The sources of the tests of both modules, by the simple name of their class.
    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        for (var folder : TEST_SOURCES) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var name = file.getFileName().toString().replace(".java", "");
                    var other = sources.put(name, Files.readString(file));
                    assertThat(other == null || name.equals("package-info"))
                            .as("a second class named " + name)
                            .isTrue();
                }
            }
        }
        return sources;
    }

    @Test
    void whatHasBeenReached_isKept() {
        assertThat(met(1)).isGreaterThanOrEqualTo(FEWEST_OF_LEVEL_1_MET);
        assertThat(met(2)).isGreaterThanOrEqualTo(FEWEST_OF_LEVEL_2_MET);
        assertThat(met(3)).isGreaterThanOrEqualTo(FEWEST_OF_LEVEL_3_MET);
    }

    private int met(int level) {
        return (int) requirements.stream()
                .filter(requirement -> requirement.level() == level && requirement.status() == Status.MET)
                .count();
    }
}
