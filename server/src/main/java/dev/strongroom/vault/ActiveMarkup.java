package dev.strongroom.vault;

import java.util.Locale;
import java.util.regex.Pattern;

/// What a browser would run of a text: HTML and SVG, told by how the text begins. HTML begins as the sniffing of
/// browsers knows it (WHATWG MIME Sniffing, 7.1); of XML the name of the first element counts, whatever stands before
/// it.
enum ActiveMarkup {
    NONE,
    HTML,
    /// Begins as HTML may, and XML of another kind may as well.
    PERHAPS_HTML,
    SVG;

    private static final Pattern SNIFFED = Pattern.compile(
            "(?i)<(?:!--|(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body"
                    + "|br|p)[\\s/>])");
    private static final Pattern NAME = Pattern.compile("<(?:[\\p{L}_][\\p{L}\\d_.-]*:)?([\\p{L}_][\\p{L}\\d_.-]*)");

    static ActiveMarkup in(String text) {
        int start = skipBlanks(text, text.startsWith("\uFEFF") ? 1 : 0);
        if (!text.startsWith("<", start)) {
            return NONE;
        }
        var root = NAME.matcher(text).region(skipProlog(text, start), text.length());
        var name = root.lookingAt() ? root.group(1).toLowerCase(Locale.ROOT) : "";
        boolean isSniffed = SNIFFED.matcher(text).region(start, text.length()).lookingAt();
        return switch (name) {
            case "svg" -> SVG;
            case "html" -> HTML;
            default -> isSniffed ? PERHAPS_HTML : NONE;
        };
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /// Skips what XML allows before the first element.
    private static int skipProlog(String text, int from) {
        int at = from;
        int before;
        do {
            before = at;
            if (text.startsWith("<!--", at)) {
                at = after(text, "-->", at + 4);
            } else if (text.startsWith("<?", at)) {
                at = after(text, "?>", at + 2);
            } else if (text.regionMatches(true, at, "<!doctype", 0, 9)) {
                at = afterDoctype(text, at + 9);
            }
            at = skipBlanks(text, at);
        } while (at > before);
        return at;
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private static int afterDoctype(String text, int from) {
        boolean isInside = false;
        int at = from;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '>' && !isInside) {
                return at + 1;
            }
            isInside = letter == '[' || isInside && letter != ']';
            at = afterPart(text, at);
        }
        return at;
    }

    /// After the comment, instruction, quoted text or letter that is there: only in the last kind something may end.
    private static int afterPart(String text, int at) {
        if (text.startsWith("<!--", at)) {
            return after(text, "-->", at + 4);
        }
        if (text.startsWith("<?", at)) {
            return after(text, "?>", at + 2);
        }
        char letter = text.charAt(at);
        return letter == '"' || letter == '\'' ? after(text, String.valueOf(letter), at + 1) : at + 1;
    }
}
