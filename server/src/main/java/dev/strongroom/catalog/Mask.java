package dev.strongroom.catalog;

import java.util.function.UnaryOperator;

/// What [Level#PARTIAL] leaves visible of a value.
///
/// A mask never shows a whole value: where what it would show holds the value, it shows [#HIDDEN_VALUE] instead.
/// Runs of asterisks have a fixed length, so they do not tell how long the value is. Takes any text without failing.
@SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
public enum Mask {
    /// Nothing is visible.
    HIDDEN(value -> Mask.HIDDEN_VALUE),
    /// First letter and domain: `a***@example.org`.
    EMAIL(Masking::email),
    /// `138****5678` for Chinese mobile numbers; country code and up to four last digits for others.
    PHONE(Masking::phone),
    /// Surname of a Chinese name: `张**`; first letters of first and last word of others: `J*** S***`.
    NAME(Masking::name),
    /// Last four digits.
    CARD(Masking::card),
    /// Last two characters. Region and birth date stay hidden.
    NATIONAL_ID(Masking::nationalId),
    /// Country and last four characters.
    IBAN(Masking::iban),
    /// The year.
    DATE(Masking::date),
    /// Province and city of a Chinese address; nothing of others.
    ADDRESS(Masking::address),
    /// The first 24 bits of IPv4, the first 48 of IPv6.
    IP(Masking::ip),
    /// The currency.
    AMOUNT(Masking::amount);

    /// What stands for a value of which nothing is shown.
    public static final String HIDDEN_VALUE = "****";

    private final UnaryOperator<String> visible;

    Mask(UnaryOperator<String> visible) {
        this.visible = visible;
    }

    /// @param canonical as [FieldType#canonical] made it
    public String mask(String canonical) {
        var masked = visible.apply(canonical);
        return masked.contains(canonical) ? HIDDEN_VALUE : masked;
    }
}
