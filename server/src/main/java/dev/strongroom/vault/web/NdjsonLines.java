package dev.strongroom.vault.web;

import dev.strongroom.vault.ImportLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Lines of newline-delimited JSON from a stream, in UTF-8 with or without a byte order mark, each bounded: what is
/// longer is passed over without being kept.
final class NdjsonLines implements ImportLines {

    private static final int LONGEST_BYTES = 256 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream stream;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int filled;
    private long number;

    NdjsonLines(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public Optional<Line> next() throws IOException {
        var line = new ByteArrayOutputStream(512);
        boolean isEnd = !fill();
        if (isEnd) {
            return Optional.empty();
        }
        boolean tooLong = false;
        while (fill()) {
            int end = endOfLine();
            tooLong |= line.size() + end - position > LONGEST_BYTES;
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            position = end;
            if (position < filled) {
                position++;
                break;
            }
        }
        number++;
        return Optional.of(new Line(number, tooLong ? new byte[0] : trimmed(line.toByteArray()), tooLong));
    }

    /// @return false at the end of the stream
    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        position = 0;
        filled = Math.max(0, stream.read(buffer));
        return filled > 0;
    }

    private int endOfLine() {
        int end = position;
        while (end < filled && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private byte[] trimmed(byte[] line) {
        int from = number == 1 && startsWithMark(line) ? BYTE_ORDER_MARK.length : 0;
        int to = line.length;
        while (to > from && isBlank(line[to - 1])) {
            to--;
        }
        while (from < to && isBlank(line[from])) {
            from++;
        }
        return java.util.Arrays.copyOfRange(line, from, to);
    }

    private static boolean startsWithMark(byte[] line) {
        return line.length >= BYTE_ORDER_MARK.length
                && line[0] == BYTE_ORDER_MARK[0]
                && line[1] == BYTE_ORDER_MARK[1]
                && line[2] == BYTE_ORDER_MARK[2];
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
