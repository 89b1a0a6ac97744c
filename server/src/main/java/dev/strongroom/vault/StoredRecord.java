package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;

/// A record as it lies in the database, with the wrapped key of its customer, both read by one statement.
///
/// @param configurationVersion as the statement saw it
record StoredRecord(
        RecordId id, String collection, byte[] sealed, CustomerKey.Wrapped key, long configurationVersion) {}
