package dev.strongroom.advisories;

import dev.strongroom.advisories.RangeEvent.Kind;
import dev.strongroom.advisories.VersionRange.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a record in the form of the OSV schema. What is wrong is refused, whatever ecosystem it is about: a record
/// that
/// is read by half may have said what matters in the other half.
final class AdvisoryParser {

    private static final String MAVEN = "Maven";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9:._-]{0,127}";
    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z";

    /// Given for a severity that is no word; no known one, so it counts as the worst.
    private static final String NO_WORD = "?";

    private AdvisoryParser() {}

    static Advisory parse(byte[] json) throws MalformedAdvisory {
        try {
            return advisory(StrictJson.read(json));
        } catch (JacksonException notJson) {
            throw new MalformedAdvisory("JSON");
        }
    }

    private static Advisory advisory(JsonNode node) throws MalformedAdvisory {
        var id = text(node, "id");
        require(id.matches(ID), "id");
        return new Advisory(
                id,
                new HashSet<>(texts(node, "aliases")),
                moment(node, "modified").orElseThrow(() -> new MalformedAdvisory("modified")),
                moment(node, "published"),
                moment(node, "withdrawn"),
                severityWords(node),
                scores(node),
                affected(node));
    }

    private static Optional<Instant> moment(JsonNode parent, String member) throws MalformedAdvisory {
        var node = parent.path(member);
        if (isAbsent(node)) {
            return Optional.empty();
        }
        var text = node.asString("");
        require(text.matches(MOMENT), member);
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noDay) {
            throw new MalformedAdvisory(member);
        }
    }

    private static List<String> scores(JsonNode node) throws MalformedAdvisory {
        var scores = new ArrayList<String>();
        for (var severity : list(node, "severity")) {
            scores.add(sensible(text(severity, "score"), "score"));
        }
        return scores;
    }

    /// The schema leaves words to each database; this is where those of Maven put them.
    private static List<String> severityWords(JsonNode node) {
        var words = new ArrayList<String>();
        for (var member : List.of("database_specific", "ecosystem_specific")) {
            var word = node.path(member).path("severity");
            if (!isAbsent(word)) {
                words.add(word.isString() && isSensible(word.asString()) ? word.asString() : NO_WORD);
            }
        }
        return words;
    }

    private static List<Affected> affected(JsonNode node) throws MalformedAdvisory {
        var ofMaven = new ArrayList<Affected>();
        for (var entry : list(node, "affected")) {
            var names = namesOfMaven(entry.path("package"));
            var read = new Affected(names, versions(entry), ranges(entry), severityWords(entry));
            if (!names.isEmpty()) {
                ofMaven.add(read);
            }
        }
        return ofMaven;
    }

    /// Packages of other repositories than the central one (`Maven:https://...`) count too: names tell no repository.
    private static Set<String> namesOfMaven(JsonNode node) throws MalformedAdvisory {
        if (isAbsent(node)) {
            return Set.of();
        }
        var names = new HashSet<String>();
        var name = text(node, "name");
        if (text(node, "ecosystem").split(":", 2)[0].equals(MAVEN)) {
            names.add(name);
        }
        if (!isAbsent(node.path("purl"))) {
            PackageUrl.parse(node.path("purl").asString(""))
                    .filter(url -> url.type().equals(PackageUrl.MAVEN))
                    .ifPresent(url -> names.add(url.packageName()));
        }
        return names;
    }

    private static Set<String> versions(JsonNode entry) throws MalformedAdvisory {
        var versions = new HashSet<String>();
        for (var version : texts(entry, "versions")) {
            versions.add(sensible(version, "versions"));
        }
        return versions;
    }

    private static List<VersionRange> ranges(JsonNode entry) throws MalformedAdvisory {
        var ranges = new ArrayList<VersionRange>();
        for (var range : list(entry, "ranges")) {
            ranges.add(new VersionRange(type(range), events(range)));
        }
        return ranges;
    }

    private static Type type(JsonNode range) throws MalformedAdvisory {
        var given = range.path("type").asString("");
        return Arrays.stream(Type.values())
                .filter(type -> type.name().equals(given))
                .findFirst()
                .orElseThrow(() -> new MalformedAdvisory("type"));
    }

    private static List<RangeEvent> events(JsonNode range) throws MalformedAdvisory {
        var events = new ArrayList<RangeEvent>();
        for (var event : list(range, "events")) {
            events.add(event(event));
        }
        require(events.stream().anyMatch(event -> event.is(Kind.INTRODUCED)), "events");
        return events;
    }

    private static RangeEvent event(JsonNode node) throws MalformedAdvisory {
        require(node.isObject() && node.size() == 1, "events");
        for (var kind : Kind.values()) {
            var version = node.path(kind.member());
            if (version.isString()) {
                return new RangeEvent(kind, sensible(version.asString(), "events"));
            }
        }
        throw new MalformedAdvisory("events");
    }

    private static String sensible(String text, String member) throws MalformedAdvisory {
        require(isSensible(text), member);
        return text;
    }

    /// Neither blank nor longer than what is compared or shown.
    private static boolean isSensible(String text) {
        return MavenVersion.isSensible(text);
    }

    private static List<String> texts(JsonNode parent, String member) throws MalformedAdvisory {
        var texts = new ArrayList<String>();
        for (var node : list(parent, member)) {
            require(node.isString(), member);
            texts.add(node.asString());
        }
        return texts;
    }

    private static String text(JsonNode parent, String member) throws MalformedAdvisory {
        var node = parent.path(member);
        require(node.isString(), member);
        return node.asString();
    }

    /// Empty if it is absent.
    private static Iterable<JsonNode> list(JsonNode parent, String member) throws MalformedAdvisory {
        var node = parent.path(member);
        require(isAbsent(node) || node.isArray(), member);
        return node;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void require(boolean right, String member) throws MalformedAdvisory {
        if (!right) {
            throw new MalformedAdvisory(member);
        }
    }
}
