package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

/// What the line of a refused request says and does not say, and that a flood of them is bounded.
class RefusalLogTests {

    private static final Problem REFUSED = Problem.of(HttpStatus.FORBIDDEN, "caller.role_missing", "Get the role.");
    private static final Problem OTHER = Problem.of(HttpStatus.BAD_REQUEST, "request.malformed", "Correct it.");

    private final List<String> lines = new ArrayList<>();
    private final SetClock clock = new SetClock();
    private final RefusalLog log = new RefusalLog(clock, lines::add);

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-28T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static MockHttpServletRequest request() {
        var request = new MockHttpServletRequest("GET", "/v1/records/customers/canary");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/records/{collection}/{id}");
        request.setRemoteAddr("198.51.100.77");
        return request;
    }

    private static MockHttpServletRequest requestOf(Caller caller) {
        var request = request();
        request.setAttribute(AccessRules.CALLER, caller);
        return request;
    }

    private void flood(Problem problem, int times) {
        for (int i = 0; i < times; i++) {
            log.note(problem, request());
        }
    }

    @Test
    void line_ofAStranger_namesTheCodeTheHandlerAndTheNetwork() {
        log.note(REFUSED, request());
        assertThat(lines)
                .containsExactly("Answered 403 caller.role_missing: GET /v1/records/{collection}/{id},"
                        + " by a stranger from 198.51.100.0/24");
    }

    @Test
    void line_ofAProgramOrStaff_namesItsId() {
        log.note(REFUSED, requestOf(Caller.program("client-1", Set.of(), Set.of())));
        assertThat(lines.getFirst()).endsWith("by client-1 from 198.51.100.0/24");
    }

    @Test
    void line_ofACustomer_saysNothingOfWhereThatPersonIs() {
        var proven = new Caller.Proven(Optional.empty(), Optional.empty());
        log.note(REFUSED, requestOf(Caller.customer("customer-1", proven)));
        assertThat(lines.getFirst()).endsWith("by customer-1").doesNotContain("198.51");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.255,203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:0:0:0:0:0/48",
        "::1,0:0:0:0:0:0:0:0/48",
        "::ffff:203.0.113.9,203.0.113.0/24",
        "'',(unknown)",
        "'canary.example',(unknown)",
        "'203.0.113.9\ncanary',(unknown)"
    })
    void network_isSharedByMany_andNothingElseThanAnAddress(String address, String network) {
        var request = request();
        request.setRemoteAddr(address);
        log.note(REFUSED, request);
        assertThat(lines.getFirst()).endsWith(" from " + network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANARY", "get", "GET\r\nAnswered", "\u001b[2J", "", "王小明"})
    void methodThatIsNone_isNotRepeated(String method) {
        var request = request();
        request.setMethod(method);
        log.note(REFUSED, request);
        assertThat(lines.getFirst()).contains(": (another method) /v1/").matches("\\p{Print}+");
    }

    @Test
    void pathQueryAndHeaders_areNotRepeated_withAndWithoutAHandler() {
        for (var pattern : Stream.of("/v1/me", "").toList()) {
            var request = request();
            request.removeAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            if (!pattern.isEmpty()) {
                request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
            }
            request.setRequestURI("/canary\r\nAnswered 200");
            request.setQueryString("canary=1");
            request.addHeader("X-Forwarded-For", "canary");
            request.addHeader("Authorization", "Bearer canary");
            log.note(OTHER.with("member", "canary"), request);
        }
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("canary"));
        assertThat(lines.getLast()).contains("GET (no handler)");
    }

    @Test
    void answerThatIsGood_leavesNoLine_andIsNoted() {
        var request = request();
        log.note(200, "none", request);
        assertThat(lines).isEmpty();
        assertThat(RefusalLog.isNoted(request)).isTrue();
        assertThat(RefusalLog.isNoted(request())).isFalse();
    }

    @Test
    void flood_isBounded_andTheNumberLeftOutIsToldOnce() {
        flood(REFUSED, 1_000);
        assertThat(lines).hasSize(RefusalLog.LINES_IN_A_PERIOD);
        log.tellLeftOut();
        log.tellLeftOut();
        assertThat(lines)
                .hasSize(RefusalLog.LINES_IN_A_PERIOD + 1)
                .last()
                .isEqualTo("Left out " + (1_000 - RefusalLog.LINES_IN_A_PERIOD) + " more lines of caller.role_missing");
    }

    @Test
    void flood_ofOneCode_hidesNoOther() {
        flood(REFUSED, 1_000);
        flood(OTHER, 1);
        assertThat(lines).last().asString().contains("request.malformed");
    }

    @Test
    void flood_thatLasts_isBoundedInEachPeriod_andNothingGoesUncounted() {
        for (int period = 0; period < 3; period++) {
            flood(REFUSED, 100);
            clock.pass(RefusalLog.PERIOD);
        }
        assertThat(lines).hasSize(3 * RefusalLog.LINES_IN_A_PERIOD);
        log.close();
        assertThat(lines).last().asString().startsWith("Left out 240 more");
    }

    @Test
    void fewRefusals_leaveNothingOut() {
        flood(REFUSED, RefusalLog.LINES_IN_A_PERIOD);
        log.close();
        assertThat(lines).hasSize(RefusalLog.LINES_IN_A_PERIOD);
    }
}
