package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {

    @Test
    void encode_longestEntry_decodes() {
        var bundle = EntryBundle.encode(List.of(new byte[65_535], new byte[0]));
        assertThat(bundle).hasSize(65_535 + 4).startsWith(0xff, 0xff);
        assertThat(EntryBundle.decode(bundle, 2)).hasSize(2);
    }

    @Test
    void encode_entryTooLong_isRefused() {
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encode_noneOrTooManyEntries_isRefused() {
        assertThatThrownBy(() -> EntryBundle.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
