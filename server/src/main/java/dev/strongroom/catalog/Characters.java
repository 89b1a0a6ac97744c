package dev.strongroom.catalog;

/// Which characters may stand in a value and in a catalog file.
final class Characters {

    /// Unseen but part of honest writing: soft hyphen, joiners and non-joiners, break opportunities, direction marks.
    private static final String HARMLESS = "\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u2060";

    private Characters() {}

    /// The text stripped of surrounding blanks, with line ends as line feeds.
    ///
    /// @throws InvalidValue if it is empty, or holds an unpaired surrogate, a control character, or one that
    ///     overrides the order of reading
    static String checked(String text, boolean lines) {
        var stripped = text.replace("\r\n", "\n").strip();
        if (stripped.isEmpty()) {
            throw new InvalidValue("value.empty");
        }
        if (!stripped.codePoints().allMatch(point -> isHonest(point) || (lines && point == '\n'))) {
            throw new InvalidValue("value.forbidden_character");
        }
        return stripped;
    }

    private static boolean isHonest(int point) {
        return isVisible(point) || HARMLESS.indexOf(point) >= 0;
    }

    /// False for control characters, unpaired surrogates, non-characters, and for what changes the order of reading
    /// without being seen (Unicode TR 36, "Trojan Source").
    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> (point & 0xFFFE) != 0xFFFE && (point < 0xFDD0 || point > 0xFDEF);
        };
    }

    static int count(String text) {
        return text.codePointCount(0, text.length());
    }
}
