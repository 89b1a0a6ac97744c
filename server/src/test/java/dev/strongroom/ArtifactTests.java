package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What goes into the jar.
class ArtifactTests {

    private static final List<Path> PACKED = List.of(Path.of("target/classes"), Path.of("../core/target/classes"));

    private static final Pattern SECRET =
            Pattern.compile("sr[kis]_[0-9a-f]{12}|AGE-SECRET-KEY-[0-9A-Z]{8}|-----BEGIN [A-Z ]*PRIVATE KEY"
                    + "|(?i)(password|passphrase|secret)\\s*[=:]\\s*[\\w-]{6}");

    @Test
    void jar_holdsNoSecret() throws IOException {
        for (var file : files()) {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(SECRET.matcher(text).results().map(found -> found.group()))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void jar_holdsNoHistoryOfItsSources_andNothingThatTestsNeed() throws IOException {
        assertThat(files().stream().map(Path::toString))
                .noneMatch(name -> name.matches(".*(/\\.git|/\\.svn|\\.java$|Tests?\\.class$|\\.p12$|\\.pem$).*"));
    }

    private static List<Path> files() throws IOException {
        var all = new java.util.ArrayList<Path>();
        for (var folder : PACKED) {
            try (var files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        assertThat(all).hasSizeGreaterThan(100);
        return all;
    }
}
