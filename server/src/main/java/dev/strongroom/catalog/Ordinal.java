package dev.strongroom.catalog;

/// A value's place on a line, by which ranges are found.
///
/// @param unit what is counted: values of different units cannot be compared
/// @param position days since 1970-01-01, or an amount in the smallest unit of its currency
public record Ordinal(String unit, long position) {
    @Override
    public String toString() {
        return "Ordinal[" + unit + "]";
    }
}
