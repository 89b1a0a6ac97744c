package dev.strongroom.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerMapping;

/// A line in the server's log for every request that was refused or failed: the status, the stable code, the method,
/// the pattern of the handler, who asked and from which network. Nothing in it was written by the caller: a path, a
/// query, a header or an invented method could hold anything, a line break too.
///
/// A flood must not fill the disk: of each code only the first lines of a period are written, and the number of those
/// left out.
final class RefusalLog implements AutoCloseable {

    static final Duration PERIOD = Duration.ofSeconds(10);
    static final int LINES_IN_A_PERIOD = 20;

    private static final String NOTED = RefusalLog.class.getName();
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final Clock clock;
    private final Consumer<String> lines;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    RefusalLog(Clock clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    /// What was written of one code in one period, and what not since it was last told.
    private record Written(long period, int lines, long leftOut) {

        Written next(long now) {
            if (period != now) {
                return new Written(now, 1, leftOut);
            }
            return lines < LINES_IN_A_PERIOD
                    ? new Written(now, lines + 1, leftOut)
                    : new Written(now, lines, leftOut + 1);
        }

        Written told() {
            return new Written(period, lines, 0);
        }
    }

    void note(Problem problem, HttpServletRequest request) {
        note(problem.status().value(), problem.code(), request);
    }

    /// @param code a literal of the product, never a text of the caller
    void note(int status, String code, HttpServletRequest request) {
        request.setAttribute(NOTED, true);
        if (status < HttpStatus.BAD_REQUEST.value() || isLeftOut(code)) {
            return;
        }
        lines.accept("Answered %d %s: %s %s, by %s"
                .formatted(status, code, method(request.getMethod()), handler(request), caller(request)));
    }

    /// Whether the answer to that request was noted already.
    static boolean isNoted(HttpServletRequest request) {
        return request.getAttribute(NOTED) != null;
    }

    private boolean isLeftOut(String code) {
        long period = clock.instant().getEpochSecond() / PERIOD.toSeconds();
        var before = new long[1];
        var after = written.compute(code, (unused, last) -> {
            var known = last == null ? new Written(period, 0, 0) : last;
            before[0] = known.leftOut();
            return known.next(period);
        });
        return after.leftOut() > before[0];
    }

    /// Writes a line for each code of which lines were left out since this was last done.
    void tellLeftOut() {
        written.keySet().forEach(code -> {
            var leftOut = new long[1];
            written.computeIfPresent(code, (unused, last) -> {
                leftOut[0] = last.leftOut();
                return last.told();
            });
            if (leftOut[0] > 0) {
                lines.accept("Left out %d more lines of %s".formatted(leftOut[0], code));
            }
        });
    }

    @Override
    public void close() {
        tellLeftOut();
    }

    private static String method(String sent) {
        return sent != null && METHODS.contains(sent) ? sent : "(another method)";
    }

    private static String handler(HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "(no handler)" : pattern.toString();
    }

    /// Where a customer was would be a fact about that person, who is told by the id already.
    private static String caller(HttpServletRequest request) {
        var network = network(request.getRemoteAddr());
        if (!(request.getAttribute(AccessRules.CALLER) instanceof Caller caller)) {
            return "a stranger from " + network;
        }
        return caller.isCustomer() ? caller.id() : caller.id() + " from " + network;
    }

    /// Of an address only what many share: 256 addresses of IPv4, and of IPv6 a site, since a /64 is one household.
    /// Enough to see where a flood comes from, too little to find a person by.
    private static String network(String address) {
        return AddressRange.around(Objects.requireNonNullElse(address, ""), 24, 48)
                .map(AddressRange::toString)
                .orElse("(unknown)");
    }
}
