package dev.strongroom.catalog;

/// How much somebody is shown within any hour.
///
/// @param customers different ones, at least 1
/// @param records every time one is shown, at least 1
public record HourlyLimit(int customers, int records) {

    public HourlyLimit {
        if (customers < 1 || records < 1) {
            throw new IllegalArgumentException("A limit leaves something to be seen");
        }
    }

    /// What somebody has who has both.
    public HourlyLimit orMore(HourlyLimit other) {
        return new HourlyLimit(Math.max(customers, other.customers), Math.max(records, other.records));
    }
}
