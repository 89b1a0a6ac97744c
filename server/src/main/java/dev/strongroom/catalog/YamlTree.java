package dev.strongroom.catalog;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/// Builds a tree from the small part of YAML that a catalog needs: one document of mappings, lists and texts.
///
/// Anchors, aliases, tags, repeated keys and deep nesting are errors, so nothing expands, nothing is constructed and
/// nothing silently wins over something else.
final class YamlTree {

    private static final int DEEPEST = 12;

    private final Iterator<Event> events;
    private final Findings findings;

    private YamlTree(String text, Findings findings) {
        this.events = new Yaml().parse(new StringReader(text)).iterator();
        this.findings = findings;
    }

    /// @return empty if the text is no YAML or no mapping; the findings then say why
    static Optional<YamlNode.Mapping> read(String text, Findings findings) {
        try {
            return new YamlTree(text, findings).document();
        } catch (TooDeep deep) {
            findings.add(deep.line, deep.column, "catalog.too_deep");
        } catch (MarkedYAMLException malformed) {
            var mark = malformed.getProblemMark();
            findings.add(mark.getLine() + 1, mark.getColumn() + 1, "catalog.not_yaml");
        } catch (YAMLException malformed) {
            findings.add(1, 1, "catalog.not_yaml");
        }
        return Optional.empty();
    }

    private Optional<YamlNode.Mapping> document() {
        events.next();
        if (events.next().is(Event.ID.StreamEnd)) {
            findings.add(1, 1, "catalog.empty");
            return Optional.empty();
        }
        var root = node(events.next(), 0);
        events.next();
        var after = events.next();
        if (!after.is(Event.ID.StreamEnd)) {
            findings.add(line(after), column(after), "catalog.several_documents");
        }
        if (root instanceof YamlNode.Mapping mapping) {
            return Optional.of(mapping);
        }
        findings.add(root, "catalog.not_a_mapping", "strongroom-catalog");
        return Optional.empty();
    }

    private YamlNode node(Event event, int depth) {
        if (depth > DEEPEST) {
            throw new TooDeep(line(event), column(event));
        }
        refuseAnchor(event);
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent start -> mapping(start, depth);
            case CollectionStartEvent start -> sequence(start, depth);
            default -> new YamlNode.Scalar("", false, line(event), column(event));
        };
    }

    private void refuseAnchor(Event event) {
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            findings.add(line(event), column(event), "catalog.anchor");
        }
        var tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : null;
        if (tag != null) {
            findings.add(line(event), column(event), "catalog.tag");
        }
    }

    private static YamlNode.Scalar scalar(ScalarEvent event) {
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        return new YamlNode.Scalar(event.getValue(), plain, line(event), column(event));
    }

    private YamlNode.Sequence sequence(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (var event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(items, line(start), column(start));
    }

    private YamlNode.Mapping mapping(Event start, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        var keys = new HashSet<String>();
        for (var event = events.next(); !(event instanceof CollectionEndEvent); event = events.next()) {
            var key = node(event, depth + 1);
            var value = node(events.next(), depth + 1);
            if (!(key instanceof YamlNode.Scalar scalar)) {
                findings.add(key, "catalog.key_not_text");
            } else if (keys.add(scalar.text())) {
                entries.add(new YamlNode.Entry(scalar, value));
            } else {
                findings.add(key, "catalog.repeated_key", scalar.text());
            }
        }
        return new YamlNode.Mapping(entries, line(start), column(start));
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().getColumn() + 1;
    }

    private static final class TooDeep extends RuntimeException {

        private final int line;
        private final int column;

        TooDeep(int line, int column) {
            super("too deep", null, false, false);
            this.line = line;
            this.column = column;
        }
    }
}
