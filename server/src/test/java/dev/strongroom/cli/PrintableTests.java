package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that is printed acts on the terminal.
class PrintableTests {

    private static String printed(java.util.function.Consumer<PrintWriter> act) {
        var terminal = new StringWriter();
        act.accept(Printable.only(new PrintWriter(terminal)));
        return terminal.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u001b]0;title\u0007",
                "\u009b31m",
                "\u0008\u0008",
                "\u0000",
                "\u007f",
                "\u202Eabc",
                "\u2066",
                "\u2028",
                "\u2029"
            })
    void characterThatActs_isReplaced_whicheverWayItIsPrinted(String text) {
        assertThat(Printable.line(text)).hasSameSizeAs(text).contains("\uFFFD").doesNotContain(text.substring(0, 1));
        assertThat(printed(out -> out.print(text))).contains("\uFFFD").doesNotContain(text.substring(0, 1));
        assertThat(printed(out -> out.printf("%s", text))).doesNotContain(text.substring(0, 1));
        assertThat(printed(out -> out.write(text.charAt(0)))).isEqualTo("\uFFFD");
        assertThat(printed(out -> out.write(text.toCharArray()))).doesNotContain(text.substring(0, 1));
    }

    @Test
    void endOfALine_inAValue_isReplaced_andInASentenceKept() {
        assertThat(Printable.line("a\r\nb\tc")).isEqualTo("a\uFFFD\uFFFDb\uFFFDc");
        assertThat(printed(out -> out.print("a\r\nb\tc"))).isEqualTo("a\r\nb\tc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "王小明 - Ünïcödé", "\uD83D\uDE00", "a%41 <b> $(id)"})
    void otherText_isPrintedAsItIs(String text) {
        assertThat(Printable.line(text)).isEqualTo(text);
        assertThat(printed(out -> out.print(text))).isEqualTo(text);
    }

    @Test
    void shell_printsNoOtherWay() {
        var terminal = new StringWriter();
        var writer = new PrintWriter(terminal);
        var shell = new Shell(Map.of(), writer, writer, Words.english());
        shell.out().println("a\u001b[2Jb");
        shell.err().println("c\u009bd");
        shell.say("wrong.missing", "e\u001bf\rg\nh");
        assertThat(terminal.toString())
                .doesNotContain("\u001b", "\u009b", "\r")
                .contains("Missing: e\uFFFDf\uFFFDg\uFFFDh");
    }
}
