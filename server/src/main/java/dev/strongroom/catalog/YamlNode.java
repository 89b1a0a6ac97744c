package dev.strongroom.catalog;

import java.util.List;

/// A piece of a YAML file and where it begins. Lines and columns count from 1.
sealed interface YamlNode {

    int line();

    int column();

    /// @param plain whether it was written without quotes
    record Scalar(String text, boolean plain, int line, int column) implements YamlNode {}

    record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// Keys are distinct.
    record Mapping(List<Entry> entries, int line, int column) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    record Entry(Scalar key, YamlNode value) {}
}
