package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeeklyHoursTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private static Instant inShanghai(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    /// 2026-11-23 was a Monday.
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:59:59.999, false",
        "2026-11-23T09:00:00, true",
        "2026-11-27T17:59:59.999, true",
        "2026-11-27T18:00:00, false",
        "2026-11-28T12:00:00, false",
        "2026-11-29T12:00:00, false"
    })
    void hoursOfADay_includeTheirBeginningAndNotTheirEnd(String local, boolean included) {
        var hours = new WeeklyHours(WORKDAYS, LocalTime.of(9, 0), LocalTime.of(18, 0), SHANGHAI);
        assertThat(hours.include(inShanghai(local))).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:59, false",
        "2026-11-27T22:00:00, true",
        "2026-11-28T05:59:59, true",
        "2026-11-28T06:00:00, false",
        "2026-11-28T22:00:00, false",
        "2026-11-29T03:00:00, false",
        "2026-11-27T03:00:00, false"
    })
    void hoursThatEndOnTheNextDay_belongToTheDayOnWhichTheyBegin(String local, boolean included) {
        var night = new WeeklyHours(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), SHANGHAI);
        assertThat(night.include(inShanghai(local))).isEqualTo(included);
    }

    @Test
    void clocksThatAreSetForward_areFollowed() {
        var berlin = ZoneId.of("Europe/Berlin");
        var hours = new WeeklyHours(Set.of(DayOfWeek.values()), LocalTime.of(8, 0), LocalTime.of(9, 0), berlin);
        assertThat(hours.include(Instant.parse("2026-03-28T07:30:00Z"))).isTrue();
        assertThat(hours.include(Instant.parse("2026-03-29T07:30:00Z"))).isFalse();
        assertThat(hours.include(Instant.parse("2026-03-29T06:30:00Z"))).isTrue();
    }

    @Test
    void hoursWithoutADayOrALength_areNone() {
        var nine = LocalTime.of(9, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WeeklyHours(Set.of(), nine, nine.plusHours(1), SHANGHAI));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeeklyHours(WORKDAYS, nine, nine, SHANGHAI));
    }
}
