package dev.strongroom.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// What the pages consist of, all in memory: no name that a caller gives is looked up in a file system.
final class PageFiles {

    static final List<String> PAGES = List.of("sign-in", "invitation", "account", "access", "people", "approvals");
    static final List<String> SCRIPTS = List.of(
            "access.js",
            "account.js",
            "approvals.js",
            "calls.js",
            "contacts.js",
            "dates.js",
            "devices.js",
            "elements.js",
            "emergency.js",
            "enrolment.js",
            "factors.js",
            "frame.js",
            "invitation.js",
            "invited.js",
            "names.js",
            "notices.js",
            "passkeys.js",
            "people.js",
            "periods.js",
            "proof.js",
            "reviews.js",
            "rights.js",
            "sessions.js",
            "sign-in.js",
            "waiting.js",
            "wishes.js",
            "words.js");
    static final Map<String, Locale> LANGUAGES = Map.of("en", Locale.ROOT, "zh-CN", Locale.SIMPLIFIED_CHINESE);

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=utf-8");

    private final Map<String, PageFile> files = new HashMap<>();

    /// @param type as it is sent
    record PageFile(MediaType type, byte[] content) {}

    PageFiles(JsonMapper json) {
        PAGES.forEach(page -> files.put(page, new PageFile(HTML, read(page + ".html"))));
        SCRIPTS.forEach(script -> files.put(script, new PageFile(SCRIPT, read(script))));
        files.put("style.css", new PageFile(STYLE, read("style.css")));
        LANGUAGES.forEach((language, locale) -> files.put(
                "words." + language + ".json",
                new PageFile(MediaType.APPLICATION_JSON, json.writeValueAsBytes(words(locale)))));
    }

    Optional<PageFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    static Map<String, String> words(Locale locale) {
        var bundle = ResourceBundle.getBundle("messages.pages", locale);
        var words = new TreeMap<String, String>();
        bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        return words;
    }

    private static byte[] read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream("/pages/" + name)) {
            if (file == null) {
                throw new IllegalStateException("The server lacks its page " + name);
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
