package dev.strongroom.bench;

import java.util.Locale;

/// One measured figure beside what it must and aims to reach.
///
/// @param measured in `unit`
/// @param raw the raw limit in the same unit and run; NaN where the figure is absolute
/// @param must the bound on the ratio to raw, or on `measured` where there is no raw limit
/// @param atMost whether smaller is better
public record Figure(String name, String unit, double measured, double raw, double must, double aim, boolean atMost) {

    /// A figure judged by its ratio to a raw limit.
    static Figure ratio(String name, String unit, double measured, double raw, double must, double aim) {
        return new Figure(name, unit, measured, raw, must, aim, false);
    }

    static Figure atLeast(String name, String unit, double measured, double must, double aim) {
        return new Figure(name, unit, measured, Double.NaN, must, aim, false);
    }

    static Figure atMost(String name, String unit, double measured, double must, double aim) {
        return new Figure(name, unit, measured, Double.NaN, must, aim, true);
    }

    /// What is compared with the bounds.
    double judged() {
        return Double.isNaN(raw) ? measured : measured / raw;
    }

    /// A ratio above 1 is a defect of the measurement: nothing is faster than its raw limit.
    String verdict() {
        if (!Double.isNaN(raw) && judged() > 1.02) {
            return "DEFECT of the bench";
        }
        if (meets(aim)) {
            return "aim";
        }
        return meets(must) ? "must" : "MISSED";
    }

    private boolean meets(double bound) {
        return atMost ? judged() <= bound : judged() >= bound;
    }

    String line() {
        var ratio = Double.isNaN(raw) ? "" : String.format(Locale.ROOT, "%.2f", judged());
        var limit = Double.isNaN(raw) ? "" : number(raw);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s%s | %s%s | %s |",
                name,
                unit,
                number(measured),
                limit,
                ratio,
                atMost ? "≤ " : "≥ ",
                number(must),
                atMost ? "≤ " : "≥ ",
                number(aim),
                verdict());
    }

    private static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
