package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The words of the pages, compared with where they are used; and templates, which hold none of their own.
class PageWordsTests {

    private static final String KEY = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)+";
    private static final Pattern QUOTED = Pattern.compile("['\"](" + KEY + ")['\"]");
    private static final Pattern NAMED = Pattern.compile("#\\{(" + KEY + ")[}(]");
    /// The beginning of keys that are put together.
    private static final Pattern BEGUN = Pattern.compile("['\"`](" + KEY + "-|[a-z-]+\\.)(?:['\"`]|\\$\\{)");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern FILE = Pattern.compile(".*\\.(js|json|css|svg|properties|html)");

    private static final Pattern SHOWN_BY_THE_BROWSER =
            Pattern.compile("\\s(placeholder|title|alt|label|aria-label|aria-description)\\s*=");
    private static final Pattern ACTIVE = Pattern.compile(
            "(?i)th:utext|\\[\\[|\\[\\(|\\sstyle\\s*=|th:style|\\son[a-z]+\\s*=|th:on|hx-on|<style|<script(?![^>]*src=)"
                    + "|javascript:|['\"]js:|https?://(?!www\\.thymeleaf\\.org\")");
    private static final Set<String> NAMES = Set.of("Strongroom", "English", "中文");

    private static final Map<String, String> TEMPLATES = sources("src/main/resources/templates", ".html");
    private static final Map<String, String> SCRIPTS = sources("src/main/resources/assets", ".js");
    private static final Map<String, String> CLASSES = sources("src/main/java/dev/strongroom", ".java");

    private static Map<String, String> sources(String folder, String ending) {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .collect(Collectors.toMap(Path::toString, PageWordsTests::content));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void bothLanguages_haveTheSameWords_withTheSamePlaces() {
        assertThat(PageWords.files()).isNotEmpty().allSatisfy(file -> {
            var english = PageWords.of(file, Locale.ENGLISH);
            var chinese = PageWords.of(file, Locale.SIMPLIFIED_CHINESE);
            assertThat(chinese.keySet()).as(file).isEqualTo(english.keySet());
            english.forEach((key, word) -> {
                assertThat(word).as(key).isNotBlank();
                assertThat(places(chinese.getOrDefault(key, ""))).as(key).isEqualTo(places(word));
            });
        });
    }

    @Test
    void noWord_isThereTwice_orHasAnApostropheThatTheFormatWouldEat() {
        for (var locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            var all = PageWords.files().stream()
                    .flatMap(file -> PageWords.of(file, locale).keySet().stream())
                    .toList();
            assertThat(all).doesNotHaveDuplicates();
            assertThat(PageWords.all(locale))
                    .allSatisfy((key, word) -> assertThat(word).as(key).doesNotContain("'"));
        }
    }

    @Test
    void everyFileOfWords_isReadByTheServer() throws IOException {
        var settings = Files.readString(Path.of("src/main/resources/application.properties"));
        assertThat(PageWords.files())
                .allSatisfy(file -> assertThat(settings).contains("messages." + file.replace(".properties", "")));
    }

    @Test
    void everyWordThatIsUsed_isThere() {
        var there = PageWords.all(Locale.ENGLISH).keySet();
        var subjects = there.stream().map(PageWordsTests::subject).collect(Collectors.toSet());
        var named = found(NAMED, TEMPLATES);
        var quoted = Stream.concat(found(QUOTED, TEMPLATES).stream(), found(QUOTED, SCRIPTS).stream())
                .filter(key -> subjects.contains(subject(key)))
                .filter(key -> !FILE.matcher(key).matches())
                .toList();
        assertThat(named).isNotEmpty().isSubsetOf(there);
        assertThat(quoted).isNotEmpty().isSubsetOf(there);
    }

    @Test
    void everyWordThatIsThere_isUsed() {
        var used = new TreeSet<String>();
        var begun = new TreeSet<String>();
        Stream.of(TEMPLATES, SCRIPTS, CLASSES).forEach(sources -> {
            used.addAll(found(NAMED, sources));
            used.addAll(found(QUOTED, sources));
            begun.addAll(found(BEGUN, sources));
        });
        assertThat(PageWords.all(Locale.ENGLISH).keySet())
                .filteredOn(key -> !used.contains(key) && begun.stream().noneMatch(key::startsWith))
                .isEmpty();
    }

    @Test
    void wordsOfScripts_areInTheFileThatScriptsGet() {
        var there = PageWords.of("pages.properties", Locale.ENGLISH).keySet();
        var subjects = PageWords.all(Locale.ENGLISH).keySet().stream()
                .map(PageWordsTests::subject)
                .collect(Collectors.toSet());
        assertThat(found(QUOTED, SCRIPTS))
                .filteredOn(key ->
                        subjects.contains(subject(key)) && !FILE.matcher(key).matches())
                .isSubsetOf(there);
    }

    @Test
    void templates_holdNoTextOfTheirOwn() {
        assertThat(TEMPLATES).isNotEmpty().allSatisfy((file, template) -> {
            var texts = withoutTags(template).lines().map(String::strip).filter(text -> !text.isEmpty());
            assertThat(texts).as(file).isSubsetOf(NAMES);
            assertThat(SHOWN_BY_THE_BROWSER.matcher(template).results().map(found -> found.group()))
                    .as(file)
                    .isEmpty();
        });
    }

    @Test
    void templates_holdNothingThatRuns_andNothingFromElsewhere() {
        assertThat(TEMPLATES)
                .allSatisfy((file, template) -> assertThat(
                                ACTIVE.matcher(template).results().map(found -> found.group()))
                        .as(file)
                        .isEmpty());
    }

    @Test
    void lint_findsWhatItIsFor() {
        assertThat(withoutTags("<p th:text=\"#{a.b}\"></p><p>Hello</p>").strip())
                .isEqualTo("Hello");
        for (var bad : List.of(
                "<p th:utext=\"x\">",
                "<p>[[${x}]]</p>",
                "<p style=\"x\">",
                "<p onclick=\"x\">",
                "<p hx-on:click=\"x\">",
                "<script>x</script>",
                "<a href=\"https://example.com\">")) {
            assertThat(ACTIVE.matcher(bad).find()).as(bad).isTrue();
        }
        assertThat(SHOWN_BY_THE_BROWSER.matcher("<input placeholder=\"Name\">").find())
                .isTrue();
    }

    @Test
    void scripts_writeNoMarkup() {
        assertThat(SCRIPTS)
                .isNotEmpty()
                .allSatisfy((file, script) -> assertThat(script)
                        .as(file)
                        .doesNotContain(
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "Function("));
    }

    @Test
    void everyScript_isServed() {
        assertThat(SCRIPTS.keySet().stream()
                        .map(file -> Path.of(file).getFileName().toString())
                        .sorted())
                .isEqualTo(PageAssets.SCRIPTS);
    }

    private static String withoutTags(String template) {
        return template.replaceAll("(?s)<!--.*?-->", "")
                .replaceAll("(?s)<noscript>.*?</noscript>", "")
                .replaceAll("<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", "\n");
    }

    private static String subject(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private static Set<String> found(Pattern pattern, Map<String, String> sources) {
        return sources.values().stream()
                .flatMap(source -> pattern.matcher(source).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }
}
