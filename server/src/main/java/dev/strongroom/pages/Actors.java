package dev.strongroom.pages;

import dev.strongroom.web.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Shows who acted, by name where the reader may see it.
public final class Actors {

    private final List<ActorNames> known;

    Actors(List<ActorNames> known) {
        this.known = List.copyOf(known);
    }

    /// Somebody who acted.
    ///
    /// @param name empty where it is unknown, or not for the reader
    public record Actor(String id, String name) {

        /// The name as pages show it.
        public ShownText shown() {
            return ShownText.of(name);
        }

        /// The name, else the id.
        public String text() {
            return name.isEmpty() ? id : name;
        }
    }

    /// The names a reader may see, read once for a page.
    public Named namesFor(Caller reader) {
        var names = new HashMap<String, String>();
        known.forEach(source -> names.putAll(source.names(reader)));
        return new Named(names);
    }

    /// @param names by id
    public record Named(Map<String, String> names) {

        public Named {
            names = Map.copyOf(names);
        }

        public Actor of(String id) {
            return new Actor(id, names.getOrDefault(id, ""));
        }

        @Override
        public String toString() {
            return "Named[" + names.size() + "]";
        }
    }
}
