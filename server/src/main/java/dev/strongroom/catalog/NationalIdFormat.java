package dev.strongroom.catalog;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// National identity numbers. Without a pattern on the field: GB 11643-1999, the resident identity number of the PRC
/// (region, real birth date, sequence, and a check character by ISO 7064 MOD 11-2).
record NationalIdFormat() implements ValueFormat {

    private static final int MOST_CHARACTERS = 64;
    private static final Pattern RESIDENT = Pattern.compile("[0-9]{17}[0-9X]");
    private static final String CHECK_CHARACTERS = "10X98765432";
    /// First two digits, GB/T 2260; 81 to 83 are residence permits for Hong Kong, Macao and Taiwan residents.
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    @Override
    public String canonical(FieldDefinition field, String text) {
        var number = text.toUpperCase(Locale.ROOT);
        boolean valid = Characters.count(number) <= MOST_CHARACTERS
                && field.pattern()
                        .map(pattern -> ValuePattern.of(pattern).matches(number))
                        .orElseGet(() -> isResident(number));
        if (!valid) {
            throw new InvalidValue("value.not_a_national_id");
        }
        return number;
    }

    private static boolean isResident(String number) {
        return RESIDENT.matcher(number).matches()
                && PROVINCES.contains(number.substring(0, 2))
                && hasRealBirthDate(number)
                && number.charAt(17) == checkCharacter(number);
    }

    private static boolean hasRealBirthDate(String number) {
        var year = number.substring(6, 10);
        return year.compareTo("1800") >= 0
                && DateFormat.isReal(year + "-" + number.substring(10, 12) + "-" + number.substring(12, 14));
    }

    private static char checkCharacter(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (1 << (17 - i)) % 11 * Character.digit(number.charAt(i), 10);
        }
        return CHECK_CHARACTERS.charAt(sum % 11);
    }
}
