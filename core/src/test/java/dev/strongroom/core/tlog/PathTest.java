package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {

    @Test
    void path_ofTheSpecificationsExample_isTheSpecifications() {
        assertThat(new TilePath(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new TilePath(63, 0, 12).path()).isEqualTo("tile/63/000.p/12");
        assertThat(new EntryBundlePath(1_234_067, 1).path()).isEqualTo("tile/entries/x001/x234/067.p/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/0/1",
                "tile/0/01",
                "tile/0/0000",
                "tile/00/000",
                "tile/01/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/+1/000",
                "tile/100/000",
                "tile/0/x000/001",
                "tile/0/x000",
                "tile/0/000/001",
                "tile/0/x001/x234",
                "tile/0/X001/234",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/257",
                "tile/0/000.p/999",
                "tile/0/000.p/1000",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/-1",
                "tile/0/000.p/1/",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/000 ",
                " tile/0/000",
                "tile/0/000\n",
                "tile/0/../000",
                "tile/0//000",
                "tile/0/٠٠٠",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
                "tile/entries/x000/001"
            })
    void parse_anythingButTheCanonicalPath_isNothing(String text) {
        assertThat(TilePath.parse(text)).isEmpty();
        assertThat(EntryBundlePath.parse(text.replaceFirst("tile/0/", "tile/entries/")))
                .isEmpty();
    }

    @Test
    void parse_entryBundlePath_isNoTile() {
        assertThat(TilePath.parse("tile/entries/000")).isEmpty();
        assertThat(EntryBundlePath.parse("tile/0/000")).isEmpty();
    }

    @Test
    void constructor_numbersOutOfRange_areRefused() {
        assertThatThrownBy(() -> new TilePath(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EntryBundlePath(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EntryBundlePath(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TileNumber(0, 300)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void order_isByLevelThenIndexThenWidth() {
        assertThat(new TilePath(0, 9, 9)).isLessThan(new TilePath(1, 0, 1));
        assertThat(new TilePath(0, 1, 9)).isLessThan(new TilePath(0, 2, 1));
        assertThat(new TilePath(0, 1, 1)).isLessThan(new TilePath(0, 1, 2));
        assertThat(new EntryBundlePath(1, 9)).isLessThan(new EntryBundlePath(2, 1));
        assertThat(new EntryBundlePath(1, 9).full()).isEqualTo(new EntryBundlePath(1, 256));
    }
}
