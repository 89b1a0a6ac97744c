package dev.strongroom.vault;

import java.util.Optional;

/// Names a record: the customer it belongs to, and the record. The customer's own record has the customer's number.
///
/// As text: 13 characters of Crockford's base32 in lower case for a customer, 26 for a record that hangs on one. Ids
/// are random and tell nothing about anyone; those of customers imported together may begin alike. They are never
/// reused.
public record RecordId(long customer, long record) {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13;
    private static final int BITS = 5;

    public static RecordId ofCustomer(long customer) {
        return new RecordId(customer, customer);
    }

    /// @return empty unless `text` is exactly what [#toString()] gives
    public static Optional<RecordId> parse(String text) {
        var parsed = switch (text.length()) {
            case LENGTH -> number(text).map(RecordId::ofCustomer);
            case 2 * LENGTH ->
                number(text.substring(0, LENGTH))
                        .flatMap(customer ->
                                number(text.substring(LENGTH)).map(record -> new RecordId(customer, record)));
            default -> Optional.<RecordId>empty();
        };
        return parsed.filter(id -> id.toString().equals(text));
    }

    /// In the order in which records are listed.
    boolean isBehind(RecordId other) {
        return customer == other.customer ? record > other.record : customer > other.customer;
    }

    public boolean isCustomer() {
        return customer == record;
    }

    @Override
    public String toString() {
        return isCustomer() ? text(customer) : text(customer) + text(record);
    }

    private static String text(long number) {
        var text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (number & 31));
            number >>>= BITS;
        }
        return new String(text);
    }

    private static Optional<Long> number(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number << BITS | digit;
        }
        return Optional.of(number);
    }
}
