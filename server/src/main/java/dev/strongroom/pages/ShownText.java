package dev.strongroom.pages;

import java.util.ArrayList;
import java.util.List;

/// A text of somebody else as pages show it: what cannot be seen, or would turn around what stands beside it, is
/// written out as its code point (Unicode TR 36, 2.10 and 3.5; CVE-2021-42574).
///
/// @param pieces in order; together the whole text
public record ShownText(List<Piece> pieces) {

    private static final int LONG = 400;

    public ShownText {
        pieces = List.copyOf(pieces);
    }

    /// @param text as it is, or the name of one code point such as `U+202E`
    /// @param isCodePoint which of the two
    public record Piece(String text, boolean isCodePoint) {}

    /// @param text any; not read as markup anywhere
    public static ShownText of(String text) {
        var pieces = new ArrayList<Piece>();
        var plain = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            if (isHarmless(codePoint)) {
                plain.appendCodePoint(codePoint);
                return;
            }
            if (!plain.isEmpty()) {
                pieces.add(new Piece(plain.toString(), false));
                plain.setLength(0);
            }
            pieces.add(new Piece("U+%04X".formatted(codePoint), true));
        });
        if (!plain.isEmpty()) {
            pieces.add(new Piece(plain.toString(), false));
        }
        return new ShownText(pieces);
    }

    /// Whether a text has any letter or digit that is drawn; blanks and what cannot be seen say nothing.
    public static boolean saysSomething(String text) {
        return text.codePoints().anyMatch(codePoint -> Character.isLetterOrDigit(codePoint) && !isBlank(codePoint));
    }

    /// Whether it is so long that a page folds it.
    public boolean isLong() {
        return pieces.stream().mapToInt(piece -> piece.text().length()).sum() > LONG;
    }

    /// Letters, marks and symbols that are drawn as nothing (Unicode, DerivedCoreProperties:
    /// Default_Ignorable_Code_Point),
    /// and the braille pattern without dots.
    private static boolean isBlank(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
        };
    }

    private static boolean isHarmless(int codePoint) {
        return !isBlank(codePoint) && hasHarmlessType(codePoint);
    }

    private static boolean hasHarmlessType(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
            default -> true;
        };
    }

    @Override
    public String toString() {
        return "ShownText";
    }
}
