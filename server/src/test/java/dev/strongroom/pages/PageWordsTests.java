package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The words of the pages, compared with where they are used.
class PageWordsTests {

    private static final Pattern QUOTED = Pattern.compile("['\"]([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)['\"]");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private final PageFiles files = new PageFiles(JsonMapper.builder().build());

    @Test
    void bothLanguages_haveTheSameWords_withTheSamePlaces() throws IOException {
        var english = words("pages.properties");
        var chinese = words("pages_zh_CN.properties");
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames()).allSatisfy(key -> {
            assertThat(english.getProperty(key)).isNotBlank();
            assertThat(places(chinese.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        });
    }

    @Test
    void everyWordThatIsUsed_isThere_andEveryOneThere_isUsed() throws IOException {
        var there = words("pages.properties").stringPropertyNames();
        var subjects = there.stream().map(PageWordsTests::subject).collect(Collectors.toSet());
        var used = Stream.concat(PageFiles.PAGES.stream(), PageFiles.SCRIPTS.stream())
                .flatMap(file -> QUOTED.matcher(content(file)).results().map(found -> found.group(1)))
                .filter(key -> subjects.contains(subject(key)))
                .filter(key -> !isFile(key))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isEqualTo(new TreeSet<>(there));
    }

    @Test
    void pages_holdNoScriptOrStyleOfTheirOwn_andNoWordsButTheNameOfTheProduct() {
        assertThat(PageFiles.PAGES)
                .allSatisfy(page -> assertThat(content(page))
                        .contains("<html lang=\"en\">", "<meta charset=\"utf-8\">")
                        .doesNotContain("<style", "style=", "onclick", "onload", "http:", "https:", "<script>"));
        assertThat(PageFiles.SCRIPTS)
                .allSatisfy(script -> assertThat(content(script))
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
    }

    private static String subject(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private boolean isFile(String name) {
        return files.find(name).isPresent();
    }

    private String content(String name) {
        return new String(files.find(name).orElseThrow().content(), StandardCharsets.UTF_8);
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    private static Properties words(String name) throws IOException {
        var words = new Properties();
        try (var file = PageFiles.class.getResourceAsStream("/messages/" + name);
                var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
