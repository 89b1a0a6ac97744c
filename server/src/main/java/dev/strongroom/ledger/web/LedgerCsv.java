package dev.strongroom.ledger.web;

import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import dev.strongroom.pages.Actors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

    private LedgerCsv() {}

    static void write(LedgerExplorer explorer, LedgerFilter filter, int most, Actors.Named names, OutputStream target)
            throws IOException {
        try (var printer = new CSVPrinter(new OutputStreamWriter(target, StandardCharsets.UTF_8), FORMAT)) {
            var before = Optional.of(Long.MAX_VALUE);
            int left = most;
            while (before.isPresent() && left > 0) {
                var page = explorer.find(filter, before.get(), Math.min(left, PAGE));
                for (var found : page.entries()) {
                    print(printer, LedgerPages.Row.of(found, names));
                }
                left -= page.entries().size();
                before = page.next();
            }
            if (before.isPresent() && mayBeMore(explorer.find(filter, before.get(), 1))) {
                printer.printRecord("Earlier entries, before " + before.get() + ", are left out: choose fewer days.");
            }
        }
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
