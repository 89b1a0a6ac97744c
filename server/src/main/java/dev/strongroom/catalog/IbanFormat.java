package dev.strongroom.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

/// International bank account numbers (ISO 13616), 15 to 34 characters, check digits by ISO 7064 MOD 97-10.
///
/// The length that each country prescribes is not checked; the check digits find all but about one in 97 mistakes.
record IbanFormat() implements ValueFormat {

    private static final Pattern COMPACT = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");

    @Override
    public String canonical(FieldDefinition field, String text) {
        var compact = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!COMPACT.matcher(compact).matches() || !checkDigitsInRange(compact) || remainder(compact) != 1) {
            throw new InvalidValue("value.not_an_iban");
        }
        return compact;
    }

    /// 00, 01 and 99 leave the right remainder too but are never issued.
    private static boolean checkDigitsInRange(String compact) {
        int digits = Integer.parseInt(compact.substring(2, 4));
        return digits >= 2 && digits <= 98;
    }

    private static int remainder(String compact) {
        var rearranged = compact.substring(4) + compact.substring(0, 4);
        int remainder = 0;
        for (int i = 0; i < rearranged.length(); i++) {
            int value = Character.digit(rearranged.charAt(i), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }
}
