package dev.strongroom.vault.web;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.vault.CustomerRecords;
import java.util.List;
import java.util.Locale;

/// The records of a customer in one collection.
///
/// @param count of all records
/// @param records the first of them
/// @param isChosen whether the page begins with it
record CustomerTab(String id, String title, int count, List<Item> records, boolean isChosen) {

    private static final int MOST_SHOWN = 100;

    CustomerTab {
        records = List.copyOf(records);
    }

    /// @param isOpen whether it is loaded with the page
    record Item(String id, boolean isOpen) {}

    /// How many records are not offered.
    public int leftOut() {
        return count - records.size();
    }

    /// In the order of the catalog, without collections in which there is nothing.
    ///
    /// @param wanted the record to begin with, or anything
    static List<CustomerTab> all(
            List<CustomerRecords.Listed> listed, List<CollectionDefinition> collections, String wanted, Locale locale) {
        var chosen = listed.stream()
                .filter(record -> record.id().toString().equals(wanted))
                .map(CustomerRecords.Listed::collection)
                .findFirst()
                .or(() -> collections.stream()
                        .map(CollectionDefinition::id)
                        .filter(name -> listed.stream()
                                .anyMatch(record -> record.collection().equals(name)))
                        .findFirst())
                .orElse("");
        return collections.stream()
                .map(collection -> tab(listed, collection, wanted, chosen, locale))
                .filter(tab -> tab.count() > 0)
                .toList();
    }

    private static CustomerTab tab(
            List<CustomerRecords.Listed> listed,
            CollectionDefinition collection,
            String wanted,
            String chosen,
            Locale locale) {
        var ids = listed.stream()
                .filter(record -> record.collection().equals(collection.id()))
                .map(record -> record.id().toString())
                .toList();
        boolean isChosen = collection.id().equals(chosen);
        var items = ids.stream()
                .sorted((one, other) -> Boolean.compare(other.equals(wanted), one.equals(wanted)))
                .limit(MOST_SHOWN)
                .map(id -> new Item(id, isChosen && (id.equals(wanted) || ids.size() == 1)))
                .toList();
        return new CustomerTab(collection.id(), collection.title().in(locale), ids.size(), items, isChosen);
    }
}
