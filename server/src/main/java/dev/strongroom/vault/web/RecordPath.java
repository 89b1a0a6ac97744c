package dev.strongroom.vault.web;

import dev.strongroom.vault.RecordId;

/// Where a record is found on the pages.
///
/// @param version an earlier one, or 0 for the record as it is
record RecordPath(String customer, String collection, String record, int version) {

    static RecordPath of(String customer, String collection, String record) {
        return new RecordPath(customer, collection, record, 0);
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

    /// The address of what is shown: the record, or that version of it.
    public String shown() {
        return version == 0 ? address() : address() + "/versions/" + version;
    }

    /// A name for parts of the page that is used for nothing else on it.
    public String name() {
        return collection + "-" + record + "-" + version;
    }

    /// Where the API has a file of the record.
    public String file(String field) {
        return "/v1/records/" + collection + "/" + record + "/files/" + field;
    }

    /// The id of the part of the page in which the record is shown.
    public String part() {
        return "record-" + collection + "-" + record;
    }

    public boolean isNewest() {
        return version == 0;
    }

    @Override
    public String toString() {
        return address();
    }
}
