package dev.strongroom.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a spreadsheet would run is text.
class LedgerCsvTests {

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
}
