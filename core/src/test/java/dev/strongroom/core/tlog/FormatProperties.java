package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FormatProperties {

    @Property
    void parse_printedTilePath_isTheSame(
            @ForAll @IntRange(max = 63) int level,
            @ForAll @LongRange(min = 0) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        var path = new TilePath(level, index, width);
        assertThat(TilePath.parse(path.path())).contains(path);
        var bundle = new EntryBundlePath(index, width);
        assertThat(EntryBundlePath.parse(bundle.path())).contains(bundle);
    }

    @Property
    void parse_anyEnding_isNothingOrPrintsTheSame(
            @ForAll @StringLength(max = 12) @CharRange(from = '0', to = '9') String digits,
            @ForAll @StringLength(max = 4) @CharRange(from = '0', to = '9') String width) {
        for (var text : List.of("tile/0/" + digits, "tile/0/" + digits + ".p/" + width, "tile/" + digits + "/000")) {
            TilePath.parse(text).ifPresent(path -> assertThat(path.path()).isEqualTo(text));
        }
    }

    @Property(tries = 300)
    void decode_encodedBundle_isTheSame(@ForAll @Size(min = 1, max = 256) List<byte[]> entries) {
        var bundle = EntryBundle.encode(entries);
        var decoded = EntryBundle.decode(bundle, entries.size());
        assertThat(decoded).hasSameSizeAs(entries);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(decoded.get(i)).isEqualTo(entries.get(i));
        }
    }

    @Property
    void decode_anyBytes_isRefusedOrEncodesTheSame(
            @ForAll @Size(max = 40) byte[] bundle, @ForAll @IntRange(min = 1, max = 8) int width) {
        try {
            assertThat(EntryBundle.encode(EntryBundle.decode(bundle, width))).isEqualTo(bundle);
        } catch (MalformedLogData refused) {
            assertThat(refused).hasMessageContaining("exactly");
        }
    }

    @Property
    void decode_otherWidthOrCutShort_isRefused(
            @ForAll @Size(min = 1, max = 20) List<byte[]> entries, @ForAll @IntRange(min = 1, max = 3) int by) {
        var bundle = EntryBundle.encode(entries);
        assertThatThrownBy(() -> EntryBundle.decode(bundle, entries.size() + by))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> EntryBundle.decode(bundle, entries.size() - 1)).isInstanceOf(MalformedLogData.class);
        var cut = java.util.Arrays.copyOf(bundle, Math.max(0, bundle.length - by));
        assertThatThrownBy(() -> EntryBundle.decode(cut, entries.size())).isInstanceOf(MalformedLogData.class);
        var longer = java.util.Arrays.copyOf(bundle, bundle.length + 1);
        assertThatThrownBy(() -> EntryBundle.decode(longer, entries.size())).isInstanceOf(MalformedLogData.class);
    }
}
