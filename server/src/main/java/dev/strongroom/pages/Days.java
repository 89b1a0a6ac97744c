package dev.strongroom.pages;

import dev.strongroom.web.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// Days between which something happened, in UTC, as the address of a page has them.
///
/// @param from the first; empty: from the beginning
/// @param to the last; empty: until now
public record Days(Optional<LocalDate> from, Optional<LocalDate> to) {

    /// @param from such as 2026-01-31, or empty
    /// @param to such as 2026-01-31, or empty
    /// @throws Problem if one is no day of the years 2000 to 9999
    public static Days of(String from, String to) {
        return new Days(day("from", from), day("to", to));
    }

    /// Midnight before the first day.
    public Optional<Instant> start() {
        return from.map(Days::midnight);
    }

    /// Midnight after the last day.
    public Optional<Instant> end() {
        return to.map(day -> midnight(day.plusDays(1)));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<LocalDate> day(String name, String text) {
        try {
            var day = text.isBlank() ? Optional.<LocalDate>empty() : Optional.of(LocalDate.parse(text.strip()));
            if (day.filter(known -> known.getYear() < 2000 || known.getYear() > 9999)
                    .isPresent()) {
                throw wrong(name);
            }
            return day;
        } catch (DateTimeException noDay) {
            throw wrong(name);
        }
    }

    private static Problem wrong(String member) {
        return Problem.of(HttpStatus.BAD_REQUEST, "page.day", "Give days such as 2026-01-31.")
                .with("member", member);
    }
}
