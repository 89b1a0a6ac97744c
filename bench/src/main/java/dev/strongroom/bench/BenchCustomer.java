package dev.strongroom.bench;

/// A made-up customer by number: what the bench seeds, imports, copies and searches for.
///
/// References ascend as merchants give them out. Everything else comes in an order of its own, as it does in a real
/// customer file: rows that happen to be sorted by name, e-mail and telephone at once would flatter every index in
/// the clear.
///
/// @param number from 0 to 99,999,999
public record BenchCustomer(int number) {

    private static final long ODD_AND_NO_MULTIPLE_OF_FIVE = 61_803_399;
    private static final int NUMBERS = 100_000_000;

    /// Another number for each number.
    private long scattered() {
        return number * ODD_AND_NO_MULTIPLE_OF_FIVE % NUMBERS;
    }

    public String reference() {
        return "B-" + number;
    }

    public String name() {
        return "客户" + scattered();
    }

    public String email() {
        return "bench-" + scattered() + "@example.com";
    }

    public String phone() {
        var digits = Long.toString(scattered());
        return "+86138" + "0".repeat(8 - digits.length()) + digits;
    }

    public String address() {
        return "广东省深圳市南山区科技路" + scattered() + "号";
    }

    public String note() {
        return "A note of the usual length " + number;
    }

    /// A line of an import: eight fields, four of them searchable.
    public String line() {
        return """
                {"reference":"%s","fields":{"name":"%s","email":"%s","phone":"%s","address":"%s",\
                "birth_date":"1980-01-01","city":"深圳","note":"%s"}}""".formatted(reference(), name(), email(), phone(), address(), note());
    }
}
