package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every code of a problem that the sources name has a Chinese detail, and nothing else has one.
class ProblemMessagesTests {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int FEWEST_CODES = 50;

    private static final List<Pattern> CODES = List.of(
            Pattern.compile("Problem\\s*\\.of\\(\\s*[\\w.]+\\s*,\\s*\"([a-z_.]+)\""),
            Pattern.compile("unavailable\\(\\s*\"([a-z_.]+)\""),
            Pattern.compile(
                    "implements Unavailable\\b.*String code\\(\\) \\{\\s*return \"([a-z_.]+)\"", Pattern.DOTALL),
            Pattern.compile("\"(value\\.[a-z_]+)\""));

    private final ResourceBundle details = ResourceBundle.getBundle("messages.problems", Locale.SIMPLIFIED_CHINESE);

    @Test
    void codes_ofTheSources_areThoseOfTheBundle() throws IOException {
        var codes = codes();
        assertThat(codes).hasSizeGreaterThan(FEWEST_CODES).isEqualTo(new TreeSet<>(details.keySet()));
    }

    @Test
    void details_areChineseSentences() {
        assertThat(details.keySet())
                .allSatisfy(code -> assertThat(details.getString(code)).matches("(?s).*\\p{IsHan}{2}.*。"));
    }

    @Test
    void valueDetails_sayWhatTheCatalogSays() {
        var catalog = ResourceBundle.getBundle("messages.catalog", Locale.SIMPLIFIED_CHINESE);
        assertThat(details.keySet())
                .filteredOn(code -> code.startsWith("value."))
                .allSatisfy(code -> assertThat(details.getString(code)).isEqualTo(catalog.getString(code)));
    }

    private static TreeSet<String> codes() throws IOException {
        var codes = new TreeSet<String>();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file, StandardCharsets.UTF_8);
                CODES.stream().flatMap(pattern -> found(pattern, source)).forEach(codes::add);
            }
        }
        return codes;
    }

    private static Stream<String> found(Pattern pattern, String source) {
        return pattern.matcher(source).results().map(result -> result.group(1));
    }
}
