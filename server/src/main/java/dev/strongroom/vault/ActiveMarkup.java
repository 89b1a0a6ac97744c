package dev.strongroom.vault;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
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
    private static final Pattern NAME = Pattern.compile("<(?:([\\p{L}_][\\p{L}\\d_.-]*):)?([\\p{L}_][\\p{L}\\d_.-]*)");
    private static final Pattern REFERENCE = Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));");
    private static final Map<String, ActiveMarkup> NAMESPACES =
            Map.of("http://www.w3.org/1999/xhtml", HTML, "http://www.w3.org/2000/svg", SVG);

    static ActiveMarkup in(String text) {
        int start = skipBlanks(text, text.startsWith("\uFEFF") ? 1 : 0);
        if (!text.startsWith("<", start)) {
            return NONE;
        }
        var root = NAME.matcher(text).region(skipProlog(text, start), text.length());
        boolean isElement = root.lookingAt();
        boolean isSniffed = SNIFFED.matcher(text).region(start, text.length()).lookingAt();
        return switch (isElement ? root.group(2).toLowerCase(Locale.ROOT) : "") {
            case "svg" -> SVG;
            case "html" -> HTML;
            default ->
                (isElement ? ofNamespace(text, start, root) : Optional.<ActiveMarkup>empty())
                        .orElse(isSniffed ? PERHAPS_HTML : NONE);
        };
    }

    /// What the first element is by its namespace, whatever it is called: that of its own declaration, or one that is
    /// named
    /// before it, in the definition of its attributes.
    private static Optional<ActiveMarkup> ofNamespace(String text, int start, Matcher root) {
        var prefix = root.group(1) == null ? "" : ":" + root.group(1);
        var tag = resolved(text.substring(root.start(), endOfTag(text, root.end())));
        var declared = Pattern.compile("\\sxmlns" + Pattern.quote(prefix) + "\\s*=\\s*[\"']([^\"']*)[\"']")
                .matcher(tag);
        var before = resolved(text.substring(start, root.start()));
        var own = declared.find() ? declared.group(1) : "";
        return NAMESPACES.entrySet().stream()
                .filter(known -> own.equals(known.getKey()) || before.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static int endOfTag(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '>') {
            at = afterPart(text, at);
        }
        return Math.min(at, text.length());
    }

    private static String resolved(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            int letter = reference.group(1) == null
                    ? Integer.parseInt(reference.group(2))
                    : Integer.parseInt(reference.group(1), 16);
            return Character.isValidCodePoint(letter) ? Matcher.quoteReplacement(Character.toString(letter)) : "";
        });
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
