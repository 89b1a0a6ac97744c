package dev.strongroom.vault.web;

import dev.strongroom.vault.RecordId;

/// Where a record is found on the pages.
record RecordPath(String customer, String collection, String record) {

    static RecordPath of(String customer, String collection, String record) {
        return new RecordPath(customer, collection, record);
    }

    /// @return an id that exists nowhere when the record is none of the customer's, so that both are answered alike
    static RecordId id(String customer, String record) {
        var owner = RecordRequests.customer(customer);
        var id = RecordRequests.id(record);
        return id.customer() == owner.customer() ? id : new RecordId(0, 0);
    }

    /// The address of the record, without a slash at the end.
    public String address() {
        return FindPages.CUSTOMERS + "/" + customer + "/" + collection + "/" + record;
    }

    @Override
    public String toString() {
        return address();
    }
}
