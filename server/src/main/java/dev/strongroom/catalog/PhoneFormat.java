package dev.strongroom.catalog;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/// Telephone numbers, stored as E.164.
///
/// Country code and length are checked; whether a range is in service is not, for ranges are opened faster than
/// software is renewed. Extensions and letters are refused.
record PhoneFormat() implements ValueFormat {

    private static final Pattern WRITTEN = Pattern.compile("[+＋]?[0-9 ()./-]{3,40}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");

    @Override
    public String canonical(FieldDefinition field, String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw notAPhone();
        }
        try {
            var number = numbers().parse(text, field.region().orElse(null));
            var e164 = numbers().format(number, PhoneNumberFormat.E164);
            if (numbers().isPossibleNumber(number) && E164.matcher(e164).matches()) {
                return e164;
            }
            throw notAPhone();
        } catch (NumberParseException refused) {
            throw notAPhone();
        }
    }

    static PhoneNumber parsed(String e164) throws NumberParseException {
        return numbers().parse(e164, null);
    }

    static boolean isRegion(String region) {
        return numbers().getSupportedRegions().contains(region);
    }

    private static PhoneNumberUtil numbers() {
        return PhoneNumberUtil.getInstance();
    }

    private static InvalidValue notAPhone() {
        return new InvalidValue("value.not_a_phone");
    }
}
