package dev.strongroom.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;

/// Reads settings by name from the environment first and the configuration file second, and collects what is wrong.
final class Settings {

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Set<String> known = new HashSet<>();
    private final List<String> errors = new ArrayList<>();

    Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    static String environmentName(String name) {
        return "STRONGROOM_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(environment.get(environmentName(name)))
                .or(() -> Optional.ofNullable(file.get(name)))
                .filter(value -> !value.isBlank());
    }

    String text(String name, String fallback) {
        return text(name).orElse(fallback);
    }

    Optional<Path> path(String name) {
        return parsed(name, Path::of, "a file path");
    }

    int port(String name, int fallback) {
        return number(name, fallback, 0, 65_535);
    }

    int number(String name, int fallback, int least, int most) {
        var value = parsed(name, Integer::valueOf, "a whole number").orElse(fallback);
        if (value < least || value > most) {
            errors.add("%s must be between %d and %d".formatted(name, least, most));
            return fallback;
        }
        return value;
    }

    Duration duration(String name, Duration fallback, Duration least) {
        var value = parsed(name, Duration::parse, "an ISO 8601 duration such as P30D or PT5M")
                .orElse(fallback);
        if (value.compareTo(least) < 0) {
            errors.add("%s must be at least %s".formatted(name, least));
            return fallback;
        }
        return value;
    }

    DataSize size(String name, DataSize fallback) {
        return parsed(name, DataSize::parse, "a size such as 256KB").orElse(fallback);
    }

    boolean flag(String name) {
        var value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            errors.add("%s must be true or false".formatted(name));
        }
        return value.equals("true");
    }

    /// A web address without user, query or fragment, encrypted unless it stays on this machine.
    Optional<URI> url(String name) {
        var url = parsed(name, URI::create, "a URL");
        boolean fits = url.filter(given -> !Settings.isUsable(given)).isEmpty();
        if (!fits) {
            errors.add("%s must begin with https://, or be http:// to localhost".formatted(name));
        }
        return fits ? url : Optional.empty();
    }

    private static boolean isUsable(URI url) {
        boolean isPlain = url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        return isPlain
                && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && isLoopback(url.getHost()));
    }

    static boolean isLoopback(String host) {
        return Set.of("localhost", "127.0.0.1", "[::1]", "::1").contains(host);
    }

    void error(String message) {
        errors.add(message);
    }

    /// Ends the reading: settings nobody asked for are errors too, so that a misspelt one is not silently ignored.
    void throwIfWrong() {
        file.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> errors.add("%s is not a setting; remove it or correct its spelling".formatted(name)));
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parse, String expected) {
        var text = text(name);
        try {
            return text.map(parse);
        } catch (IllegalArgumentException | DateTimeParseException notOfTheType) {
            errors.add("%s must be %s".formatted(name, expected));
            return Optional.empty();
        }
    }

    static Path home(Map<String, String> environment) {
        try {
            return Path.of(environment.getOrDefault("STRONGROOM_HOME", "var"))
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException notAPath) {
            throw new ConfigurationErrors(List.of("STRONGROOM_HOME must be a folder path"));
        }
    }
}
