package dev.strongroom.identity.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.Optional;
import java.util.Set;

/// The number of a phone that takes text messages.
///
/// @param number in the form of E.164, with the plus
/// @param country two letters (ISO 3166-1)
record PhoneNumber(String number, String country) {

    private static final int LONGEST_GIVEN = 30;
    private static final Set<PhoneNumberType> TAKES_TEXT =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    /// @param text with the country's code
    /// @return empty unless it is a number of a mobile phone
    static Optional<PhoneNumber> parse(String text) {
        if (text.length() > LONGEST_GIVEN) {
            return Optional.empty();
        }
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text, null);
            var country = numbers.getRegionCodeForNumber(number);
            boolean fits = country != null
                    && numbers.isValidNumber(number)
                    && TAKES_TEXT.contains(numbers.getNumberType(number));
            return fits
                    ? Optional.of(new PhoneNumber(numbers.format(number, PhoneNumberFormat.E164), country))
                    : Optional.empty();
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "PhoneNumber";
    }
}
