package dev.strongroom.vault;

/// A token as it lies in the database.
///
/// @param index the keyed hash of purpose and token
/// @param id the record it was made from
/// @param sealed the token and its value
record TokenRow(byte[] index, RecordId id, String collection, String field, TokenTerms terms, byte[] sealed) {

    @Override
    public String toString() {
        return "TokenRow[" + collection + "]";
    }
}
