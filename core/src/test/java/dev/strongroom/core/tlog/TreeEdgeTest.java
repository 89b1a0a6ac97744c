package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeEdgeTest {

    private static final List<byte[]> LEAVES = NaiveTree.leaves(70_000);

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    })
    void root_ofThePublishedLeaves_isThePublishedRoot(int size, String root) {
        var leaves = List.of(
                        "",
                        "00",
                        "10",
                        "2021",
                        "3031",
                        "40414243",
                        "5051525354555657",
                        "606162636465666768696a6b6c6d6e6f")
                .subList(0, size)
                .stream()
                .map(hex -> TreeHash.leaf(HexFormat.of().parseHex(hex)))
                .toList();
        assertThat(TreeEdge.empty().append(leaves).edge().root()).asHexString().isEqualToIgnoringCase(root);
    }

    @Test
    void root_ofEverySizeTo600_grownByOne_isThatOfTheDefinition() {
        var edge = TreeEdge.empty();
        for (int size = 0; size <= 600; size++) {
            assertThat(edge.size()).isEqualTo(size);
            assertThat(edge.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, size)));
            edge = edge.append(LEAVES.subList(size, size + 1)).edge();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 70_000})
    void append_allAtOnce_givesRootAndTilesOfTheDefinition(int size) {
        var leaves = LEAVES.subList(0, size);
        var growth = TreeEdge.empty().append(leaves);
        assertThat(growth.edge().root()).isEqualTo(NaiveTree.root(leaves));
        assertSame(growth.tiles(), NaiveTree.tiles(leaves));
    }

    @Test
    void append_70000Leaves_givesTheTilesTheSpecificationNames() {
        var tiles = TreeEdge.empty().append(LEAVES).tiles();
        assertThat(tiles.keySet()).hasSize(273 + 1 + 1 + 1 + 1);
        assertThat(tiles.keySet())
                .filteredOn(path -> path.level() == 0 && !path.isPartial())
                .hasSize(273);
        assertThat(tiles.keySet())
                .contains(
                        new TilePath(0, 273, 112),
                        new TilePath(1, 0, 256),
                        new TilePath(1, 1, 17),
                        new TilePath(2, 0, 1));
    }

    @Test
    void append_256Leaves_givesNoEmptyTile() {
        assertThat(TreeEdge.empty().append(LEAVES.subList(0, 256)).tiles().keySet())
                .containsExactly(new TilePath(0, 0, 256), new TilePath(1, 0, 1));
    }

    @Test
    void append_inRandomSteps_writesEveryTileOfEveryCheckpointedSize() {
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            var written = new TreeMap<TilePath, byte[]>();
            var edge = TreeEdge.empty();
            int size = 0;
            while (size < 1_500) {
                int step = random.nextInt(400);
                var growth = edge.append(LEAVES.subList(size, size + step));
                growth.tiles()
                        .forEach((path, tile) ->
                                assertThat(written.put(path, tile)).isNull());
                edge = growth.edge();
                size += step;
                var expected = NaiveTree.tiles(LEAVES.subList(0, size));
                assertThat(written.keySet()).containsAll(expected.keySet());
                expected.forEach((path, tile) -> assertThat(written.get(path)).isEqualTo(tile));
                assertThat(edge.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, size)));
            }
        }
    }

    @Test
    void append_nothing_changesNothing() {
        var edge = TreeEdge.empty().append(LEAVES.subList(0, 300)).edge();
        var growth = edge.append(List.of());
        assertThat(growth.tiles()).isEmpty();
        assertThat(growth.edge().root()).isEqualTo(edge.root());
    }

    @Test
    void append_hashOfAnotherLength_isRefused() {
        assertThatThrownBy(() -> TreeEdge.empty().append(List.of(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void append_doesNotChangeTheEdgeItGrewFrom() {
        var edge = TreeEdge.empty().append(LEAVES.subList(0, 10)).edge();
        var root = edge.root();
        edge.append(LEAVES.subList(10, 20)).tiles().values().forEach(tile -> tile[0] ^= 1);
        assertThat(edge.root()).isEqualTo(root);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 65_536, 65_537, 70_000})
    void of_storedPartialTiles_growsLikeTheOriginal(int size) {
        var original = TreeEdge.empty().append(LEAVES.subList(0, size));
        var stored = new HashMap<>(original.tiles());
        var rebuilt = TreeEdge.of(size, path -> stored.getOrDefault(path, new byte[0]));
        assertThat(rebuilt.root()).isEqualTo(original.edge().root());
        var more = LEAVES.subList(0, 400);
        assertSame(rebuilt.append(more).tiles(), original.edge().append(more).tiles());
    }

    @Test
    void of_tileOfAnotherWidth_isRefused() {
        assertThatThrownBy(() -> TreeEdge.of(5, path -> new byte[32 * 4])).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> TreeEdge.of(-1, path -> new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_sizeNearTheLargest_asksForEightTilesAtMost() {
        var asked = new ArrayList<TilePath>();
        var edge = TreeEdge.of(Long.MAX_VALUE, path -> {
            asked.add(path);
            return new byte[path.width() * 32];
        });
        assertThat(asked).hasSize(8);
        assertThat(edge.root()).hasSize(32);
    }

    private static void assertSame(SortedMap<TilePath, byte[]> actual, Map<TilePath, byte[]> expected) {
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach(
                (path, tile) -> assertThat(actual.get(path)).as(path.path()).isEqualTo(tile));
    }
}
