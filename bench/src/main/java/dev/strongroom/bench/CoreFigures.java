package dev.strongroom.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the JMH benchmarks of core and compares each with its bare algorithm.
final class CoreFigures {

    private CoreFigures() {}

    static List<Figure> measure(boolean quick) throws RunnerException {
        var scores = scores(quick);
        return List.of(
                Figure.ratio(
                        "seal + open of a 256 B field vs a bare reused Cipher",
                        "op/s",
                        score(scores, "sealAndOpen"),
                        score(scores, "bareCipher"),
                        0.5,
                        0.8),
                Figure.ratio(
                        "blind index vs a bare keyed Mac",
                        "op/s",
                        score(scores, "blindIndex"),
                        score(scores, "bareMac"),
                        0.5,
                        0.8),
                Figure.ratio(
                        "format-preserving token of 16 digits, FF1, vs BouncyCastle's engine alone",
                        "op/s",
                        score(scores, "formatPreserving"),
                        score(scores, "bareFormatPreserving"),
                        0.5,
                        0.8));
    }

    private static double score(Map<String, Double> scores, String name) {
        return scores.getOrDefault(name, Double.NaN);
    }

    private static Map<String, Double> scores(boolean quick) throws RunnerException {
        var options = new OptionsBuilder()
                .include(CoreBenchmarks.class.getName())
                .forks(1)
                .warmupIterations(quick ? 2 : 5)
                .measurementIterations(quick ? 2 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        var scores = new HashMap<String, Double>();
        for (var result : new Runner(options).run()) {
            var label = result.getPrimaryResult();
            scores.put(label.getLabel(), label.getScore());
        }
        return scores;
    }
}
