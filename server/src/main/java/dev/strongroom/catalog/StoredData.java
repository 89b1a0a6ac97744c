package dev.strongroom.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/// What is stored under the catalog in force. The module that stores it answers.
public interface StoredData {

    boolean holdsRecords(String collection);

    /// Whether any record has a value in that field. May take as long as reading the collection once.
    boolean holdsField(String collection, String field);

    /// Makes ready to store under another catalog, inside the transaction that puts it in force.
    void prepare(Connection transaction, Catalog next) throws SQLException;
}
