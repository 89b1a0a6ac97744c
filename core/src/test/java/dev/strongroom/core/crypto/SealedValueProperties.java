package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SealedValueProperties {

    private static final FieldKey KEY = new FieldKey(DrawnBytes.secret("property key"), 1);
    private static final Sealer SEALER = new Sealer(new SecureRandom());

    private static Context context() {
        return Context.field("deployment", "profile", 42, 7, "email", 3);
    }

    @Property
    void open_sealedBytes_areTheSame(@ForAll @Size(max = 3_000) byte[] value) {
        assertThat(SEALER.open(KEY, context(), SEALER.seal(KEY, context(), value)))
                .isEqualTo(value);
    }

    @Property(tries = 40)
    void open_anySingleBitChanged_fails(@ForAll @Size(max = 100) byte[] value) {
        var sealed = SEALER.seal(KEY, context(), value);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = DrawnBytes.flipped(sealed, bit);
            assertThatThrownBy(() -> SEALER.open(KEY, context(), changed)).isInstanceOf(DoesNotOpen.class);
        }
    }

    @Property(tries = 200)
    void open_anyComponentOfThePlaceChanged_fails(
            @ForAll @Size(max = 40) byte[] value,
            @ForAll String text,
            @ForAll long id,
            @ForAll int version,
            @ForAll @IntRange(max = 5) int which) {
        var changed = changed(which, wellFormed(text), id, version);
        var sealed = SEALER.seal(KEY, context(), value);
        if (!java.util.Arrays.equals(changed.encoded(), context().encoded())) {
            assertThatThrownBy(() -> SEALER.open(KEY, changed, sealed)).isInstanceOf(DoesNotOpen.class);
        }
    }

    private static Context changed(int which, String text, long id, int version) {
        return switch (which) {
            case 0 -> Context.field(text, "profile", 42, 7, "email", 3);
            case 1 -> Context.field("deployment", text, 42, 7, "email", 3);
            case 2 -> Context.field("deployment", "profile", id, 7, "email", 3);
            case 3 -> Context.field("deployment", "profile", 42, id, "email", 3);
            case 4 -> Context.field("deployment", "profile", 42, 7, text, 3);
            default -> Context.field("deployment", "profile", 42, 7, "email", version);
        };
    }

    @Property
    void context_differentParts_haveDifferentEncodings(
            @ForAll String deployment1,
            @ForAll String collection1,
            @ForAll String deployment2,
            @ForAll String collection2) {
        var parts1 = List.of(wellFormed(deployment1), wellFormed(collection1));
        var parts2 = List.of(wellFormed(deployment2), wellFormed(collection2));
        var context1 = Context.field(parts1.get(0), parts1.get(1), 1, 1, "f", 1);
        var context2 = Context.field(parts2.get(0), parts2.get(1), 1, 1, "f", 1);
        assertThat(java.util.Arrays.equals(context1.encoded(), context2.encoded()))
                .isEqualTo(parts1.equals(parts2));
    }

    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(letter -> letter > Character.MAX_VALUE || !Character.isSurrogate((char) letter))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Property
    void pad_anyLength_hidesItWithinTheBoundsOfPadme(@ForAll @IntRange(max = 2_000_000) int length) {
        int bucket = Padding.bucket(length + 1);
        assertThat(bucket).isGreaterThan(length).isEqualTo(Padding.bucket(bucket));
        if (length + 1 > 32) {
            assertThat((double) bucket / (length + 1)).isLessThanOrEqualTo(1.12);
        } else {
            assertThat(bucket).isEqualTo(32);
        }
        assertThat(Padding.bucket(length + 2)).isGreaterThanOrEqualTo(bucket);
    }

    @Example
    void pad_lengthsToAMegabyte_leaveFewBuckets() {
        var buckets = new HashSet<Integer>();
        for (int length = 0; length < 1 << 20; length++) {
            buckets.add(Padding.bucket(length + 1));
        }
        assertThat(buckets).hasSizeLessThan(400);
    }

    @Property
    void unpad_paddedBytes_areTheSame(@ForAll @Size(max = 300) byte[] value) {
        assertThat(Padding.unpad(Padding.pad(value))).isEqualTo(value);
    }

    @Property
    void blindIndex_equalValues_areFoundAtAnyTruncation(
            @ForAll @Size(max = 60) byte[] value, @ForAll @IntRange(min = 8, max = 128) int bits) {
        var root = DrawnBytes.secret("root");
        var stored = BlindIndex.of(root, "profile", "email", "exact", 1, bits).of(value);
        var asked = BlindIndex.of(root, "profile", "email", "exact", 1, bits).of(value.clone());
        assertThat(asked).isEqualTo(stored).hasSize((bits + 7) / 8);
        var full = BlindIndex.of(root, "profile", "email", "exact", 1, 128).of(value);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            int mask = 0x80 >>> bit % 8;
            assertThat(stored[bit / 8] & mask).isEqualTo(bit < bits ? full[bit / 8] & mask : 0);
        }
    }
}
