package dev.strongroom.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// What pages load: scripts, styles, icons, and the words that scripts need. All in memory, compressed once: no name
/// that a caller gives is looked up in a file system. Nothing of it is about anybody, so compression gives nothing
/// away.
final class PageAssets {

    static final List<String> SCRIPTS = List.of(
            "account.js",
            "calls.js",
            "chart.js",
            "company.js",
            "console.js",
            "contacts.js",
            "customer.js",
            "dates.js",
            "devices.js",
            "elements.js",
            "enrolment.js",
            "factors.js",
            "files.js",
            "filter.js",
            "frame.js",
            "invitation.js",
            "invited.js",
            "languages.js",
            "notices.js",
            "passkeys.js",
            "people.js",
            "proof.js",
            "receipts.js",
            "returned.js",
            "rights.js",
            "sessions.js",
            "sign-in.js",
            "theme.js",
            "tiles.js",
            "verify.js",
            "waiting.js",
            "words.js");
    static final List<String> LIBRARIES = List.of("echarts.simple.min.js", "htmx.min.js");
    static final List<String> STYLES = List.of("strongroom.css", "tabler.min.css");

    private static final int DIGITS_OF_VERSION = 16;
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=utf-8");
    private static final MediaType PICTURE = MediaType.parseMediaType("image/svg+xml");

    private final Map<String, PageAsset> assets = new TreeMap<>();
    private final String version;

    /// @param type as it is sent
    record PageAsset(MediaType type, byte[] content, byte[] compressed) {

        static PageAsset of(MediaType type, byte[] content) {
            return new PageAsset(type, content, gzip(content));
        }
    }

    PageAssets(JsonMapper json) {
        SCRIPTS.forEach(name -> assets.put(name, PageAsset.of(SCRIPT, read(name))));
        LIBRARIES.forEach(name -> assets.put(name, PageAsset.of(SCRIPT, read(name))));
        STYLES.forEach(name -> assets.put(name, PageAsset.of(STYLE, read(name))));
        assets.put("icons.svg", PageAsset.of(PICTURE, read("icons.svg")));
        Preferences.LANGUAGES.forEach(language -> assets.put(
                "words." + language.toLanguageTag() + ".json",
                PageAsset.of(MediaType.APPLICATION_JSON, json.writeValueAsBytes(words(language)))));
        this.version = version();
    }

    /// @param version of all assets together, since scripts load one another
    Optional<PageAsset> find(String version, String name) {
        return this.version.equals(version) ? Optional.ofNullable(assets.get(name)) : Optional.empty();
    }

    String address() {
        return "/assets/" + version + "/";
    }

    static Map<String, String> words(Locale locale) {
        var bundle = ResourceBundle.getBundle("messages.pages", locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale);
        var words = new TreeMap<String, String>();
        bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        return words;
    }

    private String version() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            assets.forEach((name, asset) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(asset.content());
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS_OF_VERSION);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] gzip(byte[] content) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    private static byte[] read(String name) {
        try (InputStream file = PageAssets.class.getResourceAsStream("/assets/" + name)) {
            if (file == null) {
                throw new IllegalStateException("The server lacks a part of its pages: " + name);
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
