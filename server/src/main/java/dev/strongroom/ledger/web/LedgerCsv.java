package dev.strongroom.ledger.web;

import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.pages.Actors;
import dev.strongroom.web.LastingCaller;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The entries that fit as a table for spreadsheets (RFC 4180), newest first, at most 100,000; if there are more, the
/// last line says so.
///
/// No cell begins like a formula: one that would has an apostrophe before it (OWASP, CSV injection).
final class LedgerCsv {

    static final int MOST_ROWS = 100_000;

    private static final int PAGE = 1_000;
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "index",
                    "time",
                    "kind",
                    "actor",
                    "name",
                    "purpose",
                    "collection",
                    "fields",
                    "decision",
                    "policy",
                    "leaf")
            .get();

    private final LedgerExplorer explorer;
    private final LedgerFilter filter;
    private final Actors.Named names;
    private int left;
    private LedgerExplorer.Page page;

    /// Reads the first entries, so that what cannot be read is told before the table begins.
    ///
    /// @param most rows at most, above zero
    LedgerCsv(LedgerExplorer explorer, LedgerFilter filter, int most, Actors.Named names) {
        this.explorer = explorer;
        this.filter = filter;
        this.names = names;
        this.left = most;
        this.page = explorer.find(filter, Long.MAX_VALUE, Math.min(left, PAGE));
    }

    /// Writes the table once. Does not close the target: a table that fails midway must not look complete.
    ///
    /// @param reader asked again before each further thousand entries
    void writeTo(OutputStream target, LastingCaller reader) throws IOException {
        var printer = new CSVPrinter(new OutputStreamWriter(target, StandardCharsets.UTF_8), FORMAT);
        print(printer);
        while (page.next().isPresent() && left > 0) {
            reader.now();
            page = explorer.find(filter, page.next().get(), Math.min(left, PAGE));
            print(printer);
        }
        var rest = page.next();
        if (rest.isPresent() && mayBeMore(explorer.find(filter, rest.get(), 1))) {
            printer.printRecord("Earlier entries, before " + rest.get() + ", are left out: choose fewer days.");
        }
        printer.flush();
    }

    private void print(CSVPrinter printer) throws IOException {
        for (var found : page.entries()) {
            print(printer, LedgerPages.Row.of(found, names));
        }
        left -= page.entries().size();
    }

    private static boolean mayBeMore(LedgerExplorer.Page next) {
        return !next.entries().isEmpty() || next.next().isPresent();
    }

    private static void print(CSVPrinter printer, LedgerPages.Row row) throws IOException {
        var entry = row.found().entry();
        printer.printRecord(
                row.found().index(),
                entry.time(),
                cell(row.kind()),
                cell(entry.actor()),
                cell(row.actor().name()),
                cell(entry.purpose().orElse("")),
                cell(entry.collection().orElse("")),
                cell(row.fields()),
                cell(entry.decision()),
                cell(entry.policy()),
                cell(row.found().receipt().leaf().toString()));
    }

    static String cell(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
