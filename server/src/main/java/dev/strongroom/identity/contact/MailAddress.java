package dev.strongroom.identity.contact;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which mail addresses are written to: those of RFC 5321 without quotes, comments and address literals. A domain in
/// another script is written in its ASCII form (RFC 3490).
///
/// Before the at sign only ASCII is taken: few servers take anything else (RFC 6531), and a client that sends it all
/// the
/// same sends it to somebody else.
final class MailAddress {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

    private MailAddress() {}

    /// @return in the form it is written to
    /// @throws dev.strongroom.web.Problem if it is none
    static String checked(String text) {
        return parse(text).orElseThrow(MailAddress::refused);
    }

    /// @return in the form it is written to; empty if it is none
    static Optional<String> parse(String text) {
        var given = text.strip();
        int at = given.lastIndexOf('@');
        if (given.length() > LONGEST || at < 1 || at > LONGEST_LOCAL_PART) {
            return Optional.empty();
        }
        var local = given.substring(0, at);
        return domain(given.substring(at + 1))
                .filter(domain -> LOCAL_PART.matcher(local).matches() && at + 1 + domain.length() <= LONGEST)
                .map(domain -> local + "@" + domain);
    }

    private static Optional<String> domain(String given) {
        try {
            return Optional.of(IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT))
                    .filter(domain -> DOMAIN.matcher(domain).matches());
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    private static RuntimeException refused() {
        return ContactRefusals.invalid("mail", "Give a mail address, such as name@example.com.");
    }
}
