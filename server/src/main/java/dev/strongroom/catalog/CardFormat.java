package dev.strongroom.catalog;

import java.util.regex.Pattern;

/// Payment card numbers: 12 to 19 digits with a check digit by Luhn (ISO/IEC 7812-1), spaces and hyphens between.
record CardFormat() implements ValueFormat {

    private static final Pattern SEPARATED = Pattern.compile("[0-9]+(?:[ -][0-9]+)*+");

    @Override
    public String canonical(FieldDefinition field, String text) {
        if (text.length() > 40 || !SEPARATED.matcher(text).matches()) {
            throw notACard();
        }
        var digits = text.replace(" ", "").replace("-", "");
        if (digits.length() < 12 || digits.length() > 19 || !passesLuhn(digits)) {
            throw notACard();
        }
        return digits;
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0 && sum > 0;
    }

    private static InvalidValue notACard() {
        return new InvalidValue("value.not_a_card");
    }
}
