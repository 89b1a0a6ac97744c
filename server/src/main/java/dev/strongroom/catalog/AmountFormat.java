package dev.strongroom.catalog;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/// An amount of money: digits, at most as many decimals as the currency has, one space, the ISO 4217 code.
///
/// Stored with exactly the currency's decimals, 18 digits at most with them: as a number of the smallest unit it then
/// fits
/// the index of ranges. Negative amounts are refunds. No exponent, no thousands separator.
record AmountFormat() implements ValueFormat {

    private static final int MOST_DIGITS = 18;
    private static final Pattern WRITTEN = Pattern.compile("(-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,4})?) ([A-Z]{3})");

    @Override
    public String canonical(FieldDefinition field, String text) {
        var written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw notAnAmount();
        }
        int decimals = decimals(written.group(2));
        var amount = new BigDecimal(written.group(1));
        if (decimals < 0 || amount.scale() > decimals) {
            throw notAnAmount();
        }
        var exact = amount.setScale(decimals);
        if (exact.precision() > MOST_DIGITS) {
            throw notAnAmount();
        }
        return exact.toPlainString() + " " + written.group(2);
    }

    @Override
    public Ordinal ordinal(String canonical) {
        int blank = canonical.indexOf(' ');
        var amount = new BigDecimal(canonical.substring(0, blank));
        return new Ordinal(
                canonical.substring(blank + 1), amount.unscaledValue().longValueExact());
    }

    /// @return -1 for what has no decimals by nature, such as gold
    private static int decimals(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits();
        } catch (IllegalArgumentException unknown) {
            throw notAnAmount();
        }
    }

    private static InvalidValue notAnAmount() {
        return new InvalidValue("value.not_an_amount");
    }
}
