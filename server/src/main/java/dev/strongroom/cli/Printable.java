package dev.strongroom.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/// Text that may be shown on a terminal. What a server answers is not ours: control characters in it could move the
/// cursor, hide lines, change the title or type into the shell, and direction marks could show another text than
/// there is.
final class Printable {

    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {}

    /// @return one line, each character that acts instead of being shown replaced
    static String line(String text) {
        var shown = new StringBuilder(text);
        for (int at = 0; at < shown.length(); at++) {
            if (acts(shown.charAt(at))) {
                shown.setCharAt(at, REPLACEMENT);
            }
        }
        return shown.toString();
    }

    /// Lets ends of lines, tabs and the returns of progress bars through and replaces all else that acts.
    static PrintWriter only(PrintWriter terminal) {
        return new PrintWriter(new Shown(terminal), true);
    }

    private static boolean acts(char letter) {
        return Character.isISOControl(letter)
                || letter >= '\u202A' && letter <= '\u202E'
                || letter >= '\u2066' && letter <= '\u2069'
                || letter == '\u2028'
                || letter == '\u2029';
    }

    private static final class Shown extends FilterWriter {

        Shown(Writer terminal) {
            super(terminal);
        }

        @Override
        public void write(int letter) throws IOException {
            out.write(shown((char) letter));
        }

        @Override
        public void write(char[] letters, int offset, int length) throws IOException {
            var copy = new char[length];
            for (int at = 0; at < length; at++) {
                copy[at] = shown(letters[offset + at]);
            }
            out.write(copy, 0, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            write(text.toCharArray(), offset, length);
        }

        private static char shown(char letter) {
            boolean isLayout = letter == '\n' || letter == '\t' || letter == '\r';
            return acts(letter) && !isLayout ? REPLACEMENT : letter;
        }
    }
}
