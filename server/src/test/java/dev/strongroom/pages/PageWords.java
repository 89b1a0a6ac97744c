package dev.strongroom.pages;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The words of all pages, as their files have them.
final class PageWords {

    private static final Path FOLDER = Path.of("src/main/resources/messages");

    private PageWords() {}

    /// The names of the files in English; each has a Chinese one beside it.
    static List<String> files() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("page") && !name.contains("_"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Map<String, String> of(String file, Locale locale) {
        var name = locale.getLanguage().equals("zh") ? file.replace(".properties", "_zh_CN.properties") : file;
        var words = new Properties();
        try (var stream = Files.newInputStream(FOLDER.resolve(name));
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var sorted = new TreeMap<String, String>();
        words.stringPropertyNames().forEach(key -> sorted.put(key, words.getProperty(key)));
        return sorted;
    }

    static Map<String, String> all(Locale locale) {
        var words = new TreeMap<String, String>();
        files().forEach(file -> words.putAll(of(file, locale)));
        return words;
    }
}
