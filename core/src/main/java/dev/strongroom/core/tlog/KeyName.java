package dev.strongroom.core.tlog;

/// The rule for names of note keys (C2SP signed-note): not empty, no Unicode spaces, no plus, no control characters.
final class KeyName {

    private static final int NEXT_LINE = 0x85;

    private KeyName() {}

    static boolean isValid(String name) {
        return !name.isEmpty() && name.codePoints().noneMatch(KeyName::isForbidden);
    }

    private static boolean isForbidden(int letter) {
        return letter < ' '
                || letter == '+'
                || letter == NEXT_LINE
                || Character.isWhitespace(letter)
                || Character.isSpaceChar(letter)
                || Character.getType(letter) == Character.SURROGATE;
    }
}
