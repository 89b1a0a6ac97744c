package dev.strongroom.vault;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The media type of a file: type, subtype and perhaps a charset, in lower case. Other parameters are not taken, for
/// they could hold anything.
record MediaTypeName(String text) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}";
    private static final Pattern WRITTEN = Pattern.compile(
            "(" + NAME + "/" + NAME + ")[ \t]*(?:;[ \t]*charset=(\"?)([A-Za-z0-9][A-Za-z0-9_.:+-]{0,39})\\2[ \t]*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_TEXT = Pattern.compile("text/.*|.+/xml|.+[+]xml"
            + "|application/(?:(?:x-)?(?:java|ecma)script|sql|(?:x-)?(?:sh|csh|tex|latex)|x-subrip|(?:x-)?csv)");

    /// Texts that say themselves which charset they are in, which is UTF-8.
    private static final Pattern OF_UTF_8 =
            Pattern.compile(".+/json|.+[+](?:json|yaml)|application/(?:x-)?(?:ndjson|jsonl|json-seq|yaml|toml)"
                    + "|application/x-(?:python|perl|php|httpd-php|shellscript|bat)");

    /// Without the charset.
    String type() {
        int semicolon = text.indexOf(';');
        return semicolon < 0 ? text : text.substring(0, semicolon);
    }

    /// Whether the type is one of texts.
    boolean isText() {
        return OF_TEXT.matcher(type()).matches() || OF_UTF_8.matcher(type()).matches();
    }

    /// The one it names, else UTF-8.
    Charset charset() {
        return namesCharset() ? Charset.forName(text.substring(text.indexOf('=') + 1)) : StandardCharsets.UTF_8;
    }

    boolean namesCharset() {
        return text.contains(";");
    }

    /// Whether it is a text whose letters nobody can tell without a charset that is not given.
    boolean lacksCharset() {
        return !namesCharset() && OF_TEXT.matcher(text).matches();
    }

    /// @param header as it was sent
    /// @return empty for what is no media type, and for the types of forms, which are no files
    static Optional<MediaTypeName> of(String header) {
        var written = WRITTEN.matcher(header.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        var type = written.group(1).toLowerCase(Locale.ROOT);
        var charset = written.group(3);
        boolean isForm = type.startsWith("multipart/") || type.equals("application/x-www-form-urlencoded");
        if (isForm || charset != null && !Charset.isSupported(charset)) {
            return Optional.empty();
        }
        return Optional.of(
                new MediaTypeName(charset == null ? type : type + ";charset=" + charset.toLowerCase(Locale.ROOT)));
    }
}
