package dev.strongroom.catalog.web;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Two catalogs line by line, with a few lines around what differs.
final class CatalogDifference {

    private static final int AROUND = 3;
    private static final int MOST_DIFFERENCES = 2_000;

    private CatalogDifference() {}

    /// @param kind `same`, `added`, `removed` or `left-out`, the last for any number of equal lines
    record Line(String kind, String text) {}

    static List<Line> between(byte[] before, byte[] after) {
        var rows = rows(lines(before), lines(after));
        var lines = new ArrayList<Line>();
        for (int at = 0; at < rows.size(); at++) {
            add(lines, rows, at);
        }
        return lines;
    }

    /// Texts that have little in common are shown one after the other: to compare them line by line takes a time that
    /// grows with the square of how much differs.
    private static List<DiffRow> rows(List<String> before, List<String> after) {
        try {
            return DiffRowGenerator.create()
                    .showInlineDiffs(false)
                    .lineNormalizer(line -> line)
                    .build()
                    .generateDiffRows(before, DiffUtils.diff(before, after, new Bounded()));
        } catch (TooDifferent replaced) {
            return Stream.concat(
                            before.stream().map(line -> new DiffRow(DiffRow.Tag.DELETE, line, "")),
                            after.stream().map(line -> new DiffRow(DiffRow.Tag.INSERT, "", line)))
                    .toList();
        }
    }

    private static final class TooDifferent extends RuntimeException {}

    /// Ends a comparison that has found too many differences.
    private static final class Bounded implements DiffAlgorithmListener {

        @Override
        public void diffStart() {}

        @Override
        public void diffStep(int differences, int max) {
            if (differences > MOST_DIFFERENCES) {
                throw new TooDifferent();
            }
        }

        @Override
        public void diffEnd() {}
    }

    private static List<String> lines(byte[] source) {
        return new String(source, StandardCharsets.UTF_8).lines().toList();
    }

    private static void add(List<Line> lines, List<DiffRow> rows, int at) {
        var row = rows.get(at);
        switch (row.getTag()) {
            case INSERT -> lines.add(new Line("added", row.getNewLine()));
            case DELETE -> lines.add(new Line("removed", row.getOldLine()));
            case CHANGE -> {
                lines.add(new Line("removed", row.getOldLine()));
                lines.add(new Line("added", row.getNewLine()));
            }
            case EQUAL -> {
                if (isNearChange(rows, at)) {
                    lines.add(new Line("same", row.getOldLine()));
                } else if (lines.isEmpty() || !lines.getLast().kind().equals("left-out")) {
                    lines.add(new Line("left-out", "…"));
                }
            }
        }
    }

    private static boolean isNearChange(List<DiffRow> rows, int at) {
        return rows.subList(Math.max(0, at - AROUND), Math.min(rows.size(), at + AROUND + 1)).stream()
                .anyMatch(row -> row.getTag() != DiffRow.Tag.EQUAL);
    }
}
