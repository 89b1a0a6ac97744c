package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody takes more of the server than its share: neither by asking often, nor at length, nor slowly.
@Order(1)
class RequestLimitsTests {

    private static final int RATE = 20;
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(2);
    private static final Duration LONGEST_STALL = Duration.ofSeconds(13);

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = RunningServer.start(
                home,
                Map.of(
                        "STRONGROOM_LIMITS_BODY_DEADLINE", BODY_DEADLINE.toString(),
                        "STRONGROOM_LIMITS_REQUESTS_PER_SECOND", Integer.toString(RATE)));
        server.applyCatalog(RunningServer.sample("shop.yaml"));
        key = server.shopClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// Many at a time: one after the other, they may take longer than the limit lets them.
    private static RunningServer.Answer firstRefused(String token) throws InterruptedException {
        var requests = Collections.<Callable<RunningServer.Answer>>nCopies(
                RATE, () -> server.get("/v1/records/customers/0123456789abc", token, Shop.SUPPORT));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                for (var answer : callers.invokeAll(requests)) {
                    if (answer.resultNow().status() == 429) {
                        return answer.resultNow();
                    }
                }
            }
        }
        throw new AssertionError("Never refused");
    }

    @Test
    void rate_exceeded_isRefusedWithTheTimeToWait_andOthersAreServed() throws InterruptedException {
        var busy = server.shopClient();
        var other = server.shopClient();
        var refused = firstRefused(busy);
        assertThat(refused.code()).isEqualTo("request.too_many");
        assertThat(server.get("/v1/records/customers/0123456789abc", other, Shop.SUPPORT)
                        .status())
                .isEqualTo(404);
        Thread.sleep(Duration.ofSeconds(Long.parseLong(refused.header("Retry-After"))));
        assertThat(server.get("/v1/records/customers/0123456789abc", busy, Shop.SUPPORT)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void rate_exceeded_leavesNoEntry() throws InterruptedException {
        var busy = server.shopClient();
        firstRefused(busy);
        long before = server.count("select next from ledger_head");
        int refused = 0;
        for (int i = 0; i < 5; i++) {
            refused += server.get("/v1/records/customers/0123456789abc", busy, Shop.SUPPORT)
                                    .status()
                            == 429
                    ? 1
                    : 0;
        }
        assertThat(server.count("select next from ledger_head")).isEqualTo(before + 5 - refused);
    }

    @Test
    void strangers_thatKeepGuessing_areSlowedDown() {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 60; i++) {
            statuses.add(server.get("/v1/records/customers/0123456789abc", "srk_none_guess" + i)
                    .status());
        }
        assertThat(statuses).containsOnly(401, 429).contains(429);
        assertThat(server.get("/v1/records/customers/0123456789abc", server.shopClient(), Shop.SUPPORT)
                        .status())
                .as("who says who it is, is served from the same address")
                .isEqualTo(404);
    }

    @Test
    void headers_overTheLimit_areRefusedWithoutATrace() {
        var answer = RawHttp.exchange(
                server,
                "GET /v1/log HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.status(answer)).isIn(400, 431);
        assertThat(answer).doesNotContain("Exception", "xxxx", "Tomcat");
    }

    @Test
    void headers_inGreatNumber_areRefused() {
        var many = new StringBuilder("GET /v1/log HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 500; i++) {
            many.append("X-").append(i).append(": 1\r\n");
        }
        assertThat(RawHttp.status(RawHttp.exchange(server, many + "Connection: close\r\n\r\n")))
                .isIn(400, 431);
    }

    private static Socket open(String request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) LONGEST_STALL.toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String postHeader(int length) {
        return "POST /v1/records/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void body_thatDripsIn_isCutAtTheDeadline() throws Exception {
        long records = server.count("select count(*) from record");
        long started = System.nanoTime();
        try (var socket = open(postHeader(100_000))) {
            assertThat(drip(socket, "{\"fields\": {\"name\": \"" + "x".repeat(200)))
                    .contains(" 408 ")
                    .contains("request.too_slow");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BODY_DEADLINE.plusSeconds(3));
        assertThat(server.count("select count(*) from record")).isEqualTo(records);
    }

    @Test
    void body_thatDripsInAfterTheAnswer_isCutAtTheDeadlineToo() throws Exception {
        for (var head : List.of(
                postHeader(100_000).replace("Bearer ", "Bearer x"),
                postHeader(100_000).replaceFirst("POST \\S+", "GET /log/checkpoint"),
                postHeader(100_000).replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked"))) {
            long started = System.nanoTime();
            try (var socket = open(head)) {
                assertThat(drip(socket, "x".repeat(250)))
                        .isNotEqualTo("never cut")
                        .startsWith("HTTP/1.1 ");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .as(head)
                    .isLessThan(BODY_DEADLINE.plusSeconds(11));
        }
    }

    /// One byte every tenth of a second, until the server says something or closes.
    private static String drip(Socket socket, String text) throws IOException {
        for (byte next : text.getBytes(StandardCharsets.US_ASCII)) {
            socket.setSoTimeout(100);
            int first;
            try {
                first = socket.getInputStream().read();
            } catch (SocketTimeoutException nothingYet) {
                first = 0;
            } catch (SocketException cut) {
                return "";
            }
            if (first != 0) {
                socket.setSoTimeout((int) LONGEST_STALL.toMillis());
                return first < 0 ? "" : (char) first + RawHttp.rest(socket);
            }
            if (!sends(socket, next)) {
                return "";
            }
        }
        return "never cut";
    }

    private static boolean sends(Socket socket, byte next) {
        try {
            socket.getOutputStream().write(next);
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    @Test
    void body_thatNeverComes_isCut_andOthersAreServedMeanwhile() throws Exception {
        var stalled = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                stalled.add(open(postHeader(1_000)));
            }
            long started = System.nanoTime();
            var id = server.create(server.shopClient(), "customers", Shop.customer());
            assertThat(Shop.disclose(server, server.shopClient(), "customers", id)
                            .status())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
            assertThat(isCut(stalled.getFirst())).isTrue();
            assertThat(isCut(stalled.getLast())).isTrue();
        } finally {
            for (var socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void headers_thatNeverEnd_areCut() throws Exception {
        try (var socket = open("GET /v1/log HTTP/1.1\r\nHost: x\r\nX-Never:")) {
            assertThat(isCut(socket)).isTrue();
        }
    }

    @Test
    void headers_thatDripIn_areCut() throws Exception {
        try (var socket = open("GET /v1/log HTTP/1.1\r\nHost: x\r\nX-Slow: ")) {
            long started = System.nanoTime();
            var end = drip(socket, "x".repeat(250));
            assertThat(end).isNotEqualTo("never cut");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONGEST_STALL);
        }
    }

    private static boolean isCut(Socket socket) throws IOException {
        try {
            RawHttp.rest(socket);
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        }
    }

    @Test
    void smuggledOrAmbiguousLengths_areRefused() {
        for (var lengths : List.of(
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 99999999999999999999\r\n")) {
            var answer = RawHttp.exchange(
                    server,
                    "POST /v1/records/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                            + "\r\nContent-Type: application/json\r\n" + lengths
                            + "Connection: close\r\n\r\n0\r\n\r\nGET /v1/log HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(RawHttp.status(answer)).as(lengths).isBetween(400, 501);
            assertThat(answer.split("HTTP/1.1 ", -1)).as(lengths).hasSize(2);
        }
    }
}
