package dev.strongroom.catalog;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// E-mail addresses (RFC 5321, RFC 6531): a dot-atom, then a domain of at least two labels.
///
/// Quoted local parts and address literals are refused. Addresses are compared without regard to case, which the
/// standard leaves to the receiving host and practically every host does.
record EmailFormat() implements ValueFormat {

    private static final int MOST_BYTES = 254;
    private static final int MOST_LOCAL_BYTES = 64;
    private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*+");
    private static final Pattern ASCII_DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)++[a-z]([a-z0-9-]{0,61}[a-z0-9])");
    private static final String ENCODED = "xn--";

    @Override
    public String canonical(FieldDefinition field, String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || bytes(text) > MOST_BYTES) {
            throw notAnEmail();
        }
        var local = Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC);
        if (bytes(local) > MOST_LOCAL_BYTES || !LOCAL.matcher(local).matches()) {
            throw notAnEmail();
        }
        var domain = asciiDomain(text.substring(at + 1));
        return local + "@" + (domain.contains(ENCODED) ? IDN.toUnicode(domain) : domain);
    }

    @Override
    public byte[] normalised(String canonical) {
        int at = canonical.lastIndexOf('@');
        var local = CaseFolding.fold(canonical.substring(0, at));
        return (local + "@" + asciiDomain(canonical.substring(at + 1))).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String searchable(String canonical) {
        return new String(normalised(canonical), StandardCharsets.UTF_8);
    }

    @Override
    public String searchablePart(String part) {
        return CaseFolding.fold(part);
    }

    /// Nearly every domain is in its ASCII form already, which costs a tenth of the way over Unicode.
    private static String asciiDomain(String domain) {
        var lower = domain.toLowerCase(Locale.ROOT);
        if (!lower.contains(ENCODED) && ASCII_DOMAIN.matcher(lower).matches()) {
            return lower;
        }
        return asciiOfUnicode(domain);
    }

    private static String asciiOfUnicode(String domain) {
        try {
            var ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            var stable = IDN.toASCII(IDN.toUnicode(ascii), IDN.USE_STD3_ASCII_RULES);
            if (ASCII_DOMAIN.matcher(ascii).matches() && stable.equals(ascii)) {
                return ascii;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
            throw notAnEmail();
        }
        throw notAnEmail();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static InvalidValue notAnEmail() {
        return new InvalidValue("value.not_an_email");
    }
}
