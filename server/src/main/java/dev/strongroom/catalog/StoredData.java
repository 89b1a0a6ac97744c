package dev.strongroom.catalog;

/// What is stored under the catalog in force. The module that stores it answers.
public interface StoredData {

    boolean holdsRecords(String collection);

    /// Whether any record has a value in that field. May take as long as reading the collection once.
    boolean holdsField(String collection, String field);
}
