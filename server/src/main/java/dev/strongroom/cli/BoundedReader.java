package dev.strongroom.cli;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// Stops reading when one row grows beyond any sensible length, before it fills the memory.
final class BoundedReader extends FilterReader {

    private static final int MOST_CHARACTERS = 1 << 20;

    private int characters;

    BoundedReader(Reader reader) {
        super(reader);
    }

    /// A row was longer than 1,048,576 characters.
    static final class TooLong extends IOException {
        TooLong() {
            super("A row is too long");
        }
    }

    /// A new row begins.
    void nextRow() {
        characters = 0;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        count(character < 0 ? 0 : 1);
        return character;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws TooLong {
        characters += more;
        if (characters > MOST_CHARACTERS) {
            throw new TooLong();
        }
    }
}
