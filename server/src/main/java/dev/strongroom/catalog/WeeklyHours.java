package dev.strongroom.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/// Hours that come again every week, by the clocks of a place.
///
/// @param days on which they begin; at least one
/// @param from the first moment
/// @param to the moment after the last; before `from` if they end on the next day; never the same
public record WeeklyHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    public WeeklyHours {
        days = Set.copyOf(days);
        if (days.isEmpty() || from.equals(to)) {
            throw new IllegalArgumentException("Hours have a day and a length");
        }
    }

    public boolean include(Instant moment) {
        var local = moment.atZone(zone);
        var time = local.toLocalTime();
        boolean isAfterFrom = !time.isBefore(from);
        boolean isBeforeTo = time.isBefore(to);
        if (from.isBefore(to)) {
            return isAfterFrom && isBeforeTo && days.contains(local.getDayOfWeek());
        }
        return isAfterFrom && days.contains(local.getDayOfWeek())
                || isBeforeTo && days.contains(local.getDayOfWeek().minus(1));
    }
}
