package dev.strongroom.vault;

import java.io.IOException;
import java.util.Optional;

/// Where the lines of an import come from, one after another.
public interface ImportLines {

    /// One line.
    ///
    /// @param number from 1
    /// @param bytes without the line's end; empty for a blank line
    /// @param tooLong whether it was longer than a line may be; the bytes are then left out
    record Line(long number, byte[] bytes, boolean tooLong) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /// @return empty behind the last line
    Optional<Line> next() throws IOException;
}
