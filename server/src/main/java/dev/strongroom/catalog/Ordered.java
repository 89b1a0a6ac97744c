package dev.strongroom.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Unmodifiable copies that keep the order of the file, which `Set.copyOf` and `Map.copyOf` do not.
final class Ordered {

    private Ordered() {}

    static <T> Set<T> copyOf(Collection<T> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    static <K, V> Map<K, V> copyOf(Map<K, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static <K, V> Map<K, Set<V>> copyOfSets(Map<K, Set<V>> values) {
        var copy = new LinkedHashMap<K, Set<V>>();
        values.forEach((key, set) -> copy.put(key, copyOf(set)));
        return Collections.unmodifiableMap(copy);
    }
}
