package dev.strongroom.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.pages.Actors;
import dev.strongroom.web.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a spreadsheet would run is text.
class LedgerCsvTests {

    private static final Caller READER = Caller.program("reader", Set.of(), Set.of());

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-U_9nWYr0uZ", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"})
    void cellThatBeginsLikeAFormula_hasAnApostropheBeforeIt(String text) {
        assertThat(LedgerCsv.cell(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "staff-0123456789ab", "1-2", "王芳", "a=b"})
    void anyOtherCell_isLeftAsItIs(String text) {
        assertThat(LedgerCsv.cell(text)).isEqualTo(text);
    }

    @Test
    void tableThatHoldsNotAll_saysSoInItsLastLine_andOneThatDoesNot(@TempDir Path home) throws IOException {
        try (var server = RunningServer.startShop(home)) {
            server.shopClient();
            server.shopClient();
            var explorer = server.bean(LedgerExplorer.class);
            RunningServer.await("entries", () -> all(explorer).size() > 2);
            var all = all(explorer);
            assertThat(lines(explorer, all.size())).hasSize(all.size() + 1);
            var cut = lines(explorer, 2);
            assertThat(cut).hasSize(4);
            assertThat(cut.getLast()).contains("before " + all.get(1).index(), "are left out");
        }
    }

    private static List<LedgerExplorer.Found> all(LedgerExplorer explorer) {
        return explorer.find(LedgerFilter.EVERYTHING, Long.MAX_VALUE, 100).entries();
    }

    private static List<String> lines(LedgerExplorer explorer, int most) throws IOException {
        var written = new ByteArrayOutputStream();
        new LedgerCsv(explorer, LedgerFilter.EVERYTHING, most, new Actors.Named(Map.of()))
                .writeTo(written, () -> READER);
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
