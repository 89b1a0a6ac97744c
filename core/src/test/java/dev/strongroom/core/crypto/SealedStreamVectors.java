package dev.strongroom.core.crypto;

import static dev.strongroom.core.crypto.Cases.DOES_NOT_OPEN;
import static dev.strongroom.core.crypto.Cases.hex;
import static dev.strongroom.core.crypto.Cases.id;
import static dev.strongroom.core.crypto.Cases.number;
import static dev.strongroom.core.crypto.Cases.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// docs/formats/sealed-stream.md. Streams are long, so a case says how its own is made: `streams` are sealed (byte i
/// of a cleartext is i + i / 65,536, modulo 256) and have the given SHA-256, `cuts` of them are put one after another,
/// and one bit may be flipped. The output of a case is the SHA-256 of what was opened.
final class SealedStreamVectors {

    private static final int HEADER = SealedStream.HEADER_BYTES;
    private static final int CHUNK = SealedStream.SEALED_CHUNK_BYTES;

    private static final Map<String, byte[]> SEALED = new ConcurrentHashMap<>();

    private SealedStreamVectors() {}

    record Cut(int stream, int from, int to) {}

    static ObjectNode generate() {
        return generate(Suite.AES_256_GCM);
    }

    static ObjectNode generate(Suite suite) {
        if (suite != Suite.AES_256_GCM) {
            return generateShort(suite);
        }
        var cases = new Cases("docs/formats/sealed-stream.md");
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 140_000}) {
            var cleartext = cleartext(length);
            var opens = cases.opens("a file of " + length + " bytes", Sha256.of(cleartext));
            stream(place(opens), 1, length);
            cut(opens, new Cut(0, 0, sealedLength(length)));
        }
        ends(cases);
        orders(cases);
        foreign(cases);
        flipped(cases);
        moved(cases);
        return cases.file();
    }

    /// What depends on the suite; the rest is the division into chunks, which does not.
    private static ObjectNode generateShort(Suite suite) {
        var cases = new Cases("docs/formats/sealed-stream.md");
        for (int length : new int[] {0, 1, 65_536, 65_537}) {
            var opens = of(suite, cases.opens("a file of " + length + " bytes", Sha256.of(cleartext(length))));
            stream(place(opens), 1, length);
            cut(opens, new Cut(0, 0, sealedLength(length)));
        }
        for (int bit : new int[] {0, 8, 14, 15, 5 * 8 + 7, 6 * 8, HEADER * 8, (HEADER + 10 + 16) * 8 - 1}) {
            var failing = place(of(suite, cases.add("a flipped bit: " + bit, DOES_NOT_OPEN)));
            stream(failing, 1, 10);
            cut(failing, new Cut(0, 0, sealedLength(10)));
            failing.put("flip", bit);
        }
        var moved = place(of(suite, cases.add("another key", DOES_NOT_OPEN)));
        stream(moved, 1, 10);
        cut(moved, new Cut(0, 0, sealedLength(10)));
        moved.put("key", hex(DrawnBytes.of("key 2", 32)));
        return cases.file();
    }

    private static ObjectNode of(Suite suite, ObjectNode in) {
        return in.put("suite", suite.number());
    }

    private static Suite suite(JsonNode in) {
        return in.has("suite") ? Suite.of((byte) number(in, "suite")) : Suite.AES_256_GCM;
    }

    private static void ends(Cases cases) {
        fails(cases, "cut after the first chunk", 140_000, new Cut(0, 0, HEADER + CHUNK));
        fails(cases, "cut after the second chunk", 140_000, new Cut(0, 0, HEADER + 2 * CHUNK));
        fails(cases, "cut inside of the last chunk", 140_000, new Cut(0, 0, sealedLength(140_000) - 1));
        fails(cases, "cut after a full last chunk's first byte", 65_537, new Cut(0, 0, HEADER + CHUNK + 1));
        fails(cases, "only the header", 10, new Cut(0, 0, HEADER));
        fails(cases, "half of the header", 10, new Cut(0, 0, HEADER / 2));
        fails(cases, "nothing", 10, new Cut(0, 0, 0));
        fails(cases, "without its first chunk", 140_000, header(), new Cut(0, HEADER + CHUNK, sealedLength(140_000)));
        fails(cases, "a byte after the end", 10, new Cut(0, 0, sealedLength(10)), new Cut(0, 0, 1));
        fails(cases, "a byte after a full last chunk", 65_536, new Cut(0, 0, sealedLength(65_536)), new Cut(0, 0, 1));
    }

    private static void orders(Cases cases) {
        var first = new Cut(0, HEADER, HEADER + CHUNK);
        var second = new Cut(0, HEADER + CHUNK, HEADER + 2 * CHUNK);
        var last = new Cut(0, HEADER + 2 * CHUNK, sealedLength(140_000));
        fails(cases, "two chunks exchanged", 140_000, header(), second, first, last);
        fails(cases, "a chunk twice", 140_000, header(), first, first, second, last);
        fails(cases, "a chunk in the place of another", 140_000, header(), first, first, last);
        fails(cases, "a chunk left out", 140_000, header(), first, last);
        fails(cases, "the last chunk twice", 140_000, header(), first, second, last, last);
        fails(cases, "extended by its own first chunk", 131_072, new Cut(0, 0, sealedLength(131_072)), first);
    }

    /// Chunks and headers of a second stream, which is sealed under the same key for the same place.
    private static void foreign(Cases cases) {
        var end = sealedLength(140_000);
        fails(cases, "the header of another stream", 140_000, new Cut(1, 0, HEADER), new Cut(0, HEADER, end));
        fails(
                cases,
                "a chunk of another stream",
                140_000,
                new Cut(0, 0, HEADER + CHUNK),
                new Cut(1, HEADER + CHUNK, HEADER + 2 * CHUNK),
                new Cut(0, HEADER + 2 * CHUNK, end));
        fails(
                cases,
                "the last chunk of another stream",
                140_000,
                new Cut(0, 0, HEADER + 2 * CHUNK),
                new Cut(1, HEADER + 2 * CHUNK, end));
    }

    private static void flipped(Cases cases) {
        int end = sealedLength(140_000);
        flip(cases, "format version", 0);
        flip(cases, "suite", 8);
        flip(cases, "key version", 5 * 8 + 7);
        flip(cases, "salt", 6 * 8);
        flip(cases, "end of the salt", HEADER * 8 - 1);
        flip(cases, "first chunk", HEADER * 8);
        flip(cases, "tag of the first chunk", (HEADER + CHUNK) * 8 - 1);
        flip(cases, "second chunk", (HEADER + CHUNK) * 8);
        flip(cases, "last chunk", (HEADER + 2 * CHUNK) * 8);
        flip(cases, "tag of the last chunk", end * 8 - 1);
    }

    private static void moved(Cases cases) {
        moved(cases, "another deployment").put("deployment", "0f");
        moved(cases, "another collection").put("collection", "orders");
        moved(cases, "another customer").put("customer", 43);
        moved(cases, "another record").put("record", 8);
        moved(cases, "another field").put("field", "portrait");
        moved(cases, "another file number").put("file", 10);
        moved(cases, "another key").put("key", hex(DrawnBytes.of("key 2", 32)));
        moved(cases, "another key version").put("keyVersion", 2);
    }

    private static Cut header() {
        return new Cut(0, 0, HEADER);
    }

    private static void flip(Cases cases, String part, int bit) {
        var failing = fails(cases, "a flipped bit: " + part, 140_000, new Cut(0, 0, sealedLength(140_000)));
        failing.put("flip", bit);
    }

    private static ObjectNode moved(Cases cases, String name) {
        return fails(cases, name, 10, new Cut(0, 0, sealedLength(10)));
    }

    private static ObjectNode fails(Cases cases, String name, int length, Cut... cuts) {
        var failing = place(cases.add(name, DOES_NOT_OPEN));
        stream(failing, 1, length);
        if (Arrays.stream(cuts).anyMatch(cut -> cut.stream() == 1)) {
            stream(failing, 2, length);
        }
        cut(failing, cuts);
        return failing;
    }

    private static ObjectNode place(ObjectNode in) {
        return in.put("key", hex(DrawnBytes.of("key 1", 32)))
                .put("keyVersion", 1)
                .put("deployment", "0e1f2d")
                .put("collection", "profile")
                .put("customer", 42)
                .put("record", 7)
                .put("field", "passport")
                .put("file", 9);
    }

    private static void stream(ObjectNode in, int number, int length) {
        var bytes = DrawnBytes.of("salt %d of %d bytes".formatted(number, length), 32);
        in.withArray("streams")
                .addObject()
                .put("salt", hex(bytes))
                .put("length", length)
                .put("sha256", hex(Sha256.of(sealed(suite(in), bytes, length))));
    }

    private static void cut(ObjectNode in, Cut... cuts) {
        for (var cut : List.of(cuts)) {
            in.withArray("cuts")
                    .addObject()
                    .put("stream", cut.stream())
                    .put("from", cut.from())
                    .put("to", cut.to());
        }
    }

    static int sealedLength(int length) {
        return HEADER + length + 16 * SealedStream.chunks(length);
    }

    static byte[] cleartext(int length) {
        var cleartext = new byte[length];
        for (int i = 0; i < length; i++) {
            cleartext[i] = (byte) (i + i / 65_536);
        }
        return cleartext;
    }

    /// Always sealed for the same place: a case that opens elsewhere has to fail. Sealed once only, because the JDK
    /// refuses to use a nonce twice in a row.
    private static byte[] sealed(Suite suite, byte[] salt, int length) {
        return SEALED.computeIfAbsent(suite + hex(salt), missing -> seal(suite, salt, length));
    }

    private static byte[] seal(Suite suite, byte[] salt, int length) {
        var key = new FieldKey(DrawnBytes.secret("key 1"), 1);
        var context = Context.file("0e1f2d", "profile", 42, 7, "passport", 9);
        var sealed = new ByteArrayOutputStream();
        try {
            SealedStream.seal(
                    suite, key, context, new FixedSalt(salt), new ByteArrayInputStream(cleartext(length)), sealed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sealed.toByteArray();
    }

    static byte[] run(JsonNode in) {
        var streams = in.required("streams")
                .valueStream()
                .map(stream ->
                        checked(stream, sealed(suite(in), Cases.bytes(stream, "salt"), number(stream, "length"))))
                .toList();
        var sealed = new ByteArrayOutputStream();
        in.required("cuts").forEach(cut -> {
            var stream = streams.get(number(cut, "stream"));
            sealed.writeBytes(Arrays.copyOfRange(stream, number(cut, "from"), number(cut, "to")));
        });
        var bytes = sealed.toByteArray();
        return Sha256.of(open(in, in.has("flip") ? DrawnBytes.flipped(bytes, number(in, "flip")) : bytes));
    }

    private static byte[] checked(JsonNode stream, byte[] sealed) {
        if (!hex(Sha256.of(sealed)).equals(text(stream, "sha256"))) {
            throw new IllegalStateException("A stream is sealed otherwise than written");
        }
        return sealed;
    }

    private static byte[] open(JsonNode in, byte[] sealed) {
        var context = Context.file(
                text(in, "deployment"),
                text(in, "collection"),
                id(in, "customer"),
                id(in, "record"),
                text(in, "field"),
                id(in, "file"));
        var cleartext = new ByteArrayOutputStream();
        try {
            var key = new FieldKey(Cases.secret(in, "key"), number(in, "keyVersion"));
            SealedStream.open(key, context, new ByteArrayInputStream(sealed), cleartext);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return cleartext.toByteArray();
    }

    private static final class FixedSalt extends java.security.SecureRandom {

        private final byte[] salt;

        FixedSalt(byte[] salt) {
            super(null, null);
            this.salt = salt;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(salt, 0, bytes, 0, bytes.length);
        }
    }
}
