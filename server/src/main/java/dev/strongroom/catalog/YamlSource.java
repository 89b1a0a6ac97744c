package dev.strongroom.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The bytes of a catalog file as text: UTF-8, of limited size, without anything that cannot be seen.
final class YamlSource {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlSource() {}

    /// @return empty if something is wrong, which is then in the findings. A byte order mark in front is dropped.
    static Optional<String> text(byte[] bytes, Findings findings) {
        if (bytes.length > Catalog.MOST_BYTES) {
            findings.add(1, 1, "catalog.too_large");
            return Optional.empty();
        }
        try {
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            var text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
            return visible(text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1), findings);
        } catch (CharacterCodingException malformed) {
            findings.add(1, 1, "catalog.not_utf8");
            return Optional.empty();
        }
    }

    private static Optional<String> visible(String text, Findings findings) {
        int line = 1;
        int column = 1;
        boolean clean = true;
        for (int point : text.codePoints().toArray()) {
            if (!Characters.isVisible(point) && "\t\r\n".indexOf(point) < 0) {
                findings.add(line, column, "catalog.hidden_character", "U+%04X".formatted(point));
                clean = false;
            }
            column = point == '\n' ? 1 : column + 1;
            line = point == '\n' ? line + 1 : line;
        }
        return clean ? Optional.of(text) : Optional.empty();
    }
}
