package dev.strongroom.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the JMH benchmarks of access decisions, by grants that many roles share and by as many that one role has.
final class DecisionFigures {

    private static final double MOST_MICROSECONDS = 20;
    private static final double AIM = 5;

    private DecisionFigures() {}

    static List<Figure> measure(boolean quick) throws RunnerException {
        var scores = scores(quick);
        var figures = new ArrayList<Figure>();
        for (var roles : List.of(DecisionBenchmarks.MANY, DecisionBenchmarks.ONE)) {
            var grants = "access decision, %,d grants, roles: %s, ".formatted(BenchGrants.GRANTS, roles);
            figures.add(figure(grants + "remembered", scores, "remembered" + roles));
            figures.add(figure(grants + "decided anew", scores, "anew" + roles));
            figures.add(figure(grants + "denied", scores, "denied" + roles));
            figures.add(figure(grants + "search remembered", scores, "searchRemembered" + roles));
            figures.add(figure(grants + "search decided anew", scores, "searchAnew" + roles));
        }
        return figures;
    }

    private static Figure figure(String name, Map<String, Double> scores, String benchmark) {
        return Figure.atMost(name, "µs", scores.getOrDefault(benchmark, Double.NaN), MOST_MICROSECONDS, AIM);
    }

    private static Map<String, Double> scores(boolean quick) throws RunnerException {
        var options = new OptionsBuilder()
                .include(DecisionBenchmarks.class.getName())
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
            scores.put(label.getLabel() + result.getParams().getParam("roles"), label.getScore());
        }
        return scores;
    }
}
