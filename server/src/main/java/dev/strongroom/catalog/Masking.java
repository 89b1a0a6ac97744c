package dev.strongroom.catalog;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.net.Inet4Address;
import java.util.Set;
import java.util.regex.Pattern;

/// What each [Mask] shows. Works on code points: half a character is never shown.
final class Masking {

    private static final String HIDDEN = Mask.HIDDEN_VALUE;
    private static final String REST = "***";
    private static final Pattern PLACE = Pattern.compile("\\p{IsHan}{2,14}?市");
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9.]+ [A-Z]{3}");

    private static final Set<Integer> CALLING_CODES =
            Set.copyOf(PhoneNumberUtil.getInstance().getSupportedCallingCodes());
    private static final int LONGEST_CALLING_CODE = 3;

    private Masking() {}

    static String email(String value) {
        int at = value.lastIndexOf('@');
        if (at < 1) {
            return HIDDEN;
        }
        var local = value.substring(0, at);
        return (Characters.count(local) > 1 ? first(local) : "") + REST + value.substring(at);
    }

    static String phone(String value) {
        int digits = callingCodeDigits(value);
        if (digits == 0) {
            return HIDDEN;
        }
        var callingCode = value.substring(0, 1 + digits);
        var national = value.substring(1 + digits);
        if (callingCode.equals("+86") && national.length() == 11 && national.startsWith("1")) {
            return national.substring(0, 3) + HIDDEN + last(national, 4);
        }
        return callingCode + " " + HIDDEN + last(national, visibleDigits(national.length()));
    }

    /// How many digits of an E.164 number are its country calling code; 0 when it is no such number. No calling code
    /// is the beginning of another (ITU-T E.164).
    private static int callingCodeDigits(String value) {
        int code = 0;
        for (int i = 1; i <= LONGEST_CALLING_CODE && i < value.length() && value.startsWith("+"); i++) {
            code = code * 10 + Character.digit(value.charAt(i), 10);
            if (CALLING_CODES.contains(code)) {
                return i;
            }
        }
        return 0;
    }

    private static int visibleDigits(int length) {
        return length >= 9 ? 4 : length >= 6 ? 2 : 0;
    }

    static String name(String value) {
        if (Characters.count(value) < 2) {
            return HIDDEN;
        }
        if (Character.isIdeographic(value.codePointAt(0))) {
            return first(value) + "**";
        }
        int blank = value.indexOf(' ');
        return blank < 0 ? word(value) : word(value.substring(0, blank)) + " " + word(lastWord(value));
    }

    private static String word(String word) {
        return Characters.count(word) > 1 ? first(word) + REST : REST;
    }

    private static String lastWord(String value) {
        return value.substring(value.lastIndexOf(' ') + 1);
    }

    static String card(String value) {
        return value.length() < 12 ? HIDDEN : HIDDEN + " " + last(value, 4);
    }

    static String nationalId(String value) {
        return Characters.count(value) < 8 ? HIDDEN : HIDDEN + lastPoints(value, 2);
    }

    static String iban(String value) {
        return value.length() < 15 ? HIDDEN : value.substring(0, 2) + HIDDEN + last(value, 4);
    }

    static String date(String value) {
        return value.length() != 10 ? HIDDEN : value.substring(0, 4) + "-**-**";
    }

    static String address(String value) {
        var place = PLACE.matcher(value);
        return place.lookingAt() ? place.group() + HIDDEN : HIDDEN;
    }

    static String ip(String value) {
        try {
            var address = IpFormat.parsed(value);
            if (address instanceof Inet4Address) {
                return value.substring(0, value.lastIndexOf('.')) + ".*";
            }
            var groups = IpFormat.groups(address.getAddress());
            return "%x:%x:%x:*".formatted(groups[0], groups[1], groups[2]);
        } catch (InvalidValue unreadable) {
            return HIDDEN;
        }
    }

    static String amount(String value) {
        return AMOUNT.matcher(value).matches() ? REST + last(value, 4) : HIDDEN;
    }

    private static String first(String value) {
        return value.substring(0, value.offsetByCodePoints(0, 1));
    }

    private static String last(String digits, int count) {
        return digits.substring(digits.length() - count);
    }

    private static String lastPoints(String value, int count) {
        return value.substring(value.offsetByCodePoints(value.length(), -count));
    }
}
