package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SealedStreamTest {

    private static final FieldKey KEY = new FieldKey(DrawnBytes.secret("stream key"), 1);
    private static final Context PLACE = Context.file("deployment", "profile", 42, 7, "passport", 9);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MEBIBYTE = 1 << 20;

    private static byte[] seal(byte[] cleartext) throws IOException {
        var sealed = new ByteArrayOutputStream();
        SealedStream.seal(Suite.AES_256_GCM, KEY, PLACE, RANDOM, new ByteArrayInputStream(cleartext), sealed);
        return sealed.toByteArray();
    }

    private static byte[] open(byte[] sealed) throws IOException {
        var cleartext = new ByteArrayOutputStream();
        SealedStream.open(KEY, PLACE, new ByteArrayInputStream(sealed), cleartext);
        return cleartext.toByteArray();
    }

    private static List<byte[]> pieces(byte[] cleartext) throws IOException {
        var pieces = new ArrayList<byte[]>();
        SealedStream.seal(
                Suite.AES_256_GCM, KEY, PLACE, RANDOM, new ByteArrayInputStream(cleartext), (number, piece) -> {
                    assertThat(number).isEqualTo(pieces.size());
                    pieces.add(piece);
                });
        return pieces;
    }

    @Property(tries = 60)
    void open_sealedStream_givesTheSame(@ForAll @IntRange(max = 200_000) int length) throws IOException {
        var cleartext = DrawnBytes.of("cleartext", length);
        var sealed = seal(cleartext);
        assertThat(sealed).hasSize(SealedStreamVectors.sealedLength(length));
        assertThat(open(sealed)).isEqualTo(cleartext);
    }

    @Property(tries = 60)
    void open_cutAnywhere_fails(
            @ForAll @IntRange(max = 140_000) int length, @ForAll @IntRange(min = 1, max = 140_000) int by)
            throws IOException {
        var sealed = seal(new byte[length]);
        var cut = Arrays.copyOf(sealed, Math.max(0, sealed.length - by));
        assertThatThrownBy(() -> open(cut)).isInstanceOf(DoesNotOpen.class);
    }

    @Property(tries = 60)
    void open_anyBitChanged_fails(@ForAll @IntRange(max = 140_000) int length, @ForAll @IntRange(min = 0) int where)
            throws IOException {
        var sealed = seal(new byte[length]);
        var changed = DrawnBytes.flipped(sealed, where % (sealed.length * 8));
        assertThatThrownBy(() -> open(changed)).isInstanceOf(DoesNotOpen.class);
    }

    @Property(tries = 20)
    void openChunk_atAnyOtherPosition_fails(
            @ForAll @IntRange(max = 2) int number, @ForAll @IntRange(max = 100) int claimed, @ForAll boolean last)
            throws IOException {
        var pieces = pieces(new byte[2 * SealedStream.CHUNK_BYTES + 5]);
        var stream = SealedStream.opening(KEY, PLACE, pieces.getFirst());
        var chunk = pieces.get(number + 1);
        if (claimed == number && last == (number == 2)) {
            assertThat(stream.openChunk(claimed, last, chunk)).hasSize(number == 2 ? 5 : SealedStream.CHUNK_BYTES);
        } else {
            assertThatThrownBy(() -> stream.openChunk(claimed, last, chunk)).isInstanceOf(DoesNotOpen.class);
        }
    }

    @Test
    void openChunk_ofAnImpossibleLengthOrNumber_fails() throws IOException {
        var pieces = pieces(new byte[0]);
        var stream = SealedStream.opening(KEY, PLACE, pieces.getFirst());
        assertThat(stream.openChunk(0, true, pieces.get(1))).isEmpty();
        for (int length : new int[] {0, 15, SealedStream.SEALED_CHUNK_BYTES + 1}) {
            assertThatThrownBy(() -> stream.openChunk(0, true, new byte[length]))
                    .isInstanceOf(DoesNotOpen.class);
        }
        assertThatThrownBy(() -> stream.openChunk(-1, true, pieces.get(1))).isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> stream.openChunk(1, true, pieces.get(1))).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void seal_theSameTwice_givesStreamsThatShareNothing() throws IOException {
        var first = pieces(new byte[100]);
        var second = pieces(new byte[100]);
        assertThat(first.getFirst()).isNotEqualTo(second.getFirst());
        assertThat(first.get(1)).isNotEqualTo(second.get(1));
        var stream = SealedStream.opening(KEY, PLACE, first.getFirst());
        assertThatThrownBy(() -> stream.openChunk(0, true, second.get(1))).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void seal_ofAFileThatFailsMidway_givesNothingThatOpens() {
        var pieces = new ArrayList<byte[]>();
        var broken = new InputStream() {
            private int left = 3 * SealedStream.CHUNK_BYTES;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("gone");
                }
                return 7;
            }
        };
        assertThatThrownBy(() -> SealedStream.seal(
                        Suite.AES_256_GCM, KEY, PLACE, RANDOM, broken, (number, piece) -> pieces.add(piece)))
                .isInstanceOf(IOException.class);
        var made = new ByteArrayOutputStream();
        pieces.forEach(made::writeBytes);
        assertThatThrownBy(() -> open(made.toByteArray())).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void seal_ofALargeFile_countsItsBytes() throws IOException {
        long length = 64L * MEBIBYTE;
        var sealed = SealedStream.seal(
                Suite.AES_256_GCM, KEY, PLACE, RANDOM, endless(length), OutputStream.nullOutputStream());
        assertThat(sealed).isEqualTo(length);
    }

    private static InputStream endless(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 1 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) {
                int read = (int) Math.min(left, wanted);
                left -= read;
                return read == 0 && wanted > 0 ? -1 : read;
            }
        };
    }

    @Test
    void chunks_atTheBoundaries_areCounted() {
        assertThat(List.of(0L, 1L, 65_535L, 65_536L, 65_537L, 131_072L, 131_073L))
                .extracting(SealedStream::chunks)
                .containsExactly(1, 1, 1, 1, 2, 2, 3);
    }
}
