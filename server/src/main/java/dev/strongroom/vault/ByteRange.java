package dev.strongroom.vault;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The bytes of a file from `from` to before `to`.
record ByteRange(long from, long to) {

    private static final Pattern BYTES = Pattern.compile("bytes[ \t]*=(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE = Pattern.compile("[ \t]*([0-9]{0,40})-([0-9]{0,40})[ \t]*");

    /// Behind every file, and far from where adding one overflows.
    private static final long FAR = Long.MAX_VALUE / 2;

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /// The range that a header `Range` asks for (RFC 9110 §14.2). Only one at a time: sets of ranges are refused, as
    /// §14.2 allows.
    ///
    /// @return empty if the header speaks of another unit than bytes, and has to be ignored
    /// @throws dev.strongroom.web.Problem 416 if it is reversed, malformed, more than one, or outside of the file
    static Optional<ByteRange> parse(String header, long size) {
        var bytes = BYTES.matcher(header.strip());
        if (!bytes.matches()) {
            return Optional.empty();
        }
        var one = ONE.matcher(bytes.group(1));
        if (!one.matches()) {
            throw FileRefusals.range(size);
        }
        var range = one.group(1).isEmpty()
                ? new ByteRange(Math.max(0, size - number(one.group(2), 0)), size)
                : new ByteRange(number(one.group(1), 0), Math.min(size, number(one.group(2), FAR) + 1));
        if (range.from() >= range.to()) {
            throw FileRefusals.range(size);
        }
        return Optional.of(range);
    }

    private static long number(String digits, long missing) {
        return digits.isEmpty()
                ? missing
                : new BigInteger(digits).min(BigInteger.valueOf(FAR)).longValue();
    }
}
