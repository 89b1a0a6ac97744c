package dev.strongroom.identity.contact;

import java.util.regex.Pattern;

/// Which mail addresses are written to: those of RFC 5321 without quotes, comments and address literals, in any script
/// (RFC 6531).
final class MailAddress {

    private static final int LONGEST = 254;
    private static final Pattern FORM = Pattern.compile(
            "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,187}[\\p{L}\\p{N}])?");

    private MailAddress() {}

    /// @throws dev.strongroom.web.Problem if it is none
    static String checked(String text) {
        var address = text.strip();
        if (address.length() > LONGEST || !FORM.matcher(address).matches()) {
            throw ContactRefusals.invalid("mail", "Give a mail address, such as name@example.com.");
        }
        return address;
    }
}
