package dev.strongroom.pages;

import java.util.List;
import java.util.stream.Collectors;

/// Counts by hour as a chart draws them; a table beside it says the same in words.
///
/// @param bars in the order of time
public record HourlyChart(List<Bar> bars) {

    public HourlyChart {
        bars = List.copyOf(bars);
    }

    /// @param hour ISO 8601 in UTC
    public record Bar(String hour, long permitted, long refused) {}

    public static HourlyChart of(List<Bar> bars) {
        return new HourlyChart(bars);
    }

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    /// For the script: one line an hour, separated by spaces.
    public String data() {
        return bars.stream()
                .map(bar -> bar.hour() + " " + bar.permitted() + " " + bar.refused())
                .collect(Collectors.joining("\n"));
    }
}
