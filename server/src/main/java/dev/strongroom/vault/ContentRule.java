package dev.strongroom.vault;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether the beginning of a file can be what its media type says. Why the rule is as it is: ADR 28.
///
/// - A type whose files have a signature: that one, or that of the container it is built on.
/// - A text, which is also what names a charset and has no signature: no signature of a binary format.
/// - Any other, and one that nobody knows: nothing that runs, and no format that is certainly another.
/// - What a browser runs may stand at the beginning of what says so only.
record ContentRule(MediaTypeName declared, FileSignatures signatures) {

    private static final String SVG = "image/svg+xml";

    /// What is HTML, or is made to become HTML.
    private static final Set<String> HTML = Set.of(
            "text/html",
            "application/xhtml+xml",
            "text/markdown",
            "text/x-markdown",
            "text/x-php",
            "application/x-php",
            "application/x-httpd-php");

    private static final Pattern XML = Pattern.compile(".+/xml|.+[+]xml");

    private static final Set<String> SCRIPTS = Set.of(
            "application/x-sh",
            "application/x-bat",
            "application/vnd.wolfram.wl",
            "text/x-awk",
            "text/x-makefile",
            "text/x-perl",
            "text/x-php",
            "text/x-python");

    /// Whether all of the file has to be a text. The charset that senders add to the types of pictures and archives
    /// means nothing.
    boolean isOfText() {
        return declared.isText()
                || declared.namesCharset()
                        && SignedFormat.declaredAs(declared.type(), signatures).isEmpty();
    }

    /// @param beginning of a file, or the whole of a short one
    boolean fits(byte[] beginning) {
        var found = signatures.of(beginning);
        return fitsMark(beginning) && fitsMarkup(markup(beginning, found)) && fitsSignature(found);
    }

    /// A text that begins with the mark of another charset than it names is none: viewers go by the mark.
    private boolean fitsMark(byte[] beginning) {
        return !isOfText() || mark(beginning).filter(mark -> !isNamed(mark)).isEmpty();
    }

    private boolean isNamed(Charset mark) {
        var named = declared.charset();
        return named.equals(mark) || named.equals(StandardCharsets.UTF_16) && !mark.equals(StandardCharsets.UTF_8);
    }

    /// The charset whose byte-order mark stands at the beginning (Encoding Standard, BOM sniff).
    private static Optional<Charset> mark(byte[] beginning) {
        var first = HexFormat.of().formatHex(beginning, 0, Math.min(beginning.length, 3));
        if (first.equals("efbbbf")) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (first.startsWith("feff")) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return first.startsWith("fffe") ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private ActiveMarkup markup(byte[] beginning, String found) {
        if (found.equals(SVG)) {
            return ActiveMarkup.SVG;
        }
        var markup = ActiveMarkup.in(new String(beginning, charset(beginning)));
        return markup == ActiveMarkup.NONE && found.equals("application/xhtml+xml") ? ActiveMarkup.HTML : markup;
    }

    private Charset charset(byte[] beginning) {
        if (isOfText()) {
            return declared.charset();
        }
        return mark(beginning).orElse(StandardCharsets.ISO_8859_1);
    }

    private boolean fitsMarkup(ActiveMarkup markup) {
        if (declared.type().equals(SVG)) {
            return markup == ActiveMarkup.SVG;
        }
        boolean isXml = XML.matcher(declared.type()).matches();
        return HTML.contains(declared.type())
                || markup == ActiveMarkup.NONE
                || isXml && markup == ActiveMarkup.PERHAPS_HTML;
    }

    private boolean fitsSignature(String found) {
        var type = declared.type();
        var format = SignedFormat.declaredAs(type, signatures);
        if (format.isPresent()) {
            return format.get().allows(type, found, signatures);
        }
        var other = SignedFormat.signedAs(found, signatures);
        // A text of letters may begin with the few letters of a program, but no program is without zeros
        return isOfText()
                ? other.isEmpty() || other.get().isProgram()
                : !SCRIPTS.contains(found) && other.filter(this::contradicts).isEmpty();
    }

    private boolean contradicts(SignedFormat other) {
        return other.isProgram() || other.isFinished() && signatures.isKnown(declared.type());
    }
}
