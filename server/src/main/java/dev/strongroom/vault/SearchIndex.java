package dev.strongroom.vault;

import dev.strongroom.catalog.SearchKind;
import dev.strongroom.core.crypto.Suite;

/// An index of one field for one kind of search, under one version of its key.
///
/// @param number by which its rows name it; never given to another index
/// @param rootVersion of the index root its key is derived from
/// @param suite whose HMAC makes the values
/// @param bits kept of each value
/// @param complete whether every stored record is in it
/// @param retired whether it is neither written nor asked any more, and its rows are being removed
record SearchIndex(
        int number,
        String collection,
        String field,
        SearchKind kind,
        int version,
        int rootVersion,
        Suite suite,
        int bits,
        boolean unique,
        boolean complete,
        boolean retired) {

    boolean isOf(String otherCollection, String otherField, SearchKind otherKind) {
        return collection.equals(otherCollection) && field.equals(otherField) && kind == otherKind;
    }
}
