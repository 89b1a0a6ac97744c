package dev.strongroom.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/// A closed-loop HTTP/1.1 load on loopback: a number of kept connections, each with one request under way, all on one
/// thread, so that most of the machine is left to what is measured. Ends by itself.
final class LoadClient {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final byte[] CONTENT_LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress address;
    private final int connections;
    private final Supplier<byte[]> requests;

    /// @param requests whole requests, each with an empty or counted body
    LoadClient(int port, int connections, Supplier<byte[]> requests) {
        this.address = new InetSocketAddress("127.0.0.1", port);
        this.connections = connections;
        this.requests = requests;
    }

    /// What a run has shown. Latencies are sorted.
    record Result(long answers, long failures, Duration time, long[] latenciesNanos) {

        double perSecond() {
            return answers / (time.toNanos() / 1e9);
        }

        Duration percentile(double share) {
            return latenciesNanos.length == 0
                    ? Duration.ZERO
                    : Duration.ofNanos(latenciesNanos[
                            (int) Math.min(latenciesNanos.length - 1L, Math.round(share * latenciesNanos.length))]);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
        private long sentAt;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            sentAt = System.nanoTime();
            var bytes = ByteBuffer.wrap(requests.get());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /// @return the status once the whole answer is here, else 0
        int receive() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("The server closed a connection");
            }
            int end = headersEnd();
            if (end < 0 || in.position() < end + contentLength(end)) {
                return 0;
            }
            int status = (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0';
            in.clear();
            return status;
        }

        private int headersEnd() {
            for (int i = 3; i < in.position(); i++) {
                if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n' && in.get(i - 3) == '\r') {
                    return i + 1;
                }
            }
            return -1;
        }

        /// Found without making text of the headers: the load shares the machine with what it measures.
        private int contentLength(int headersEnd) {
            for (int i = 0; i + CONTENT_LENGTH.length < headersEnd; i++) {
                if (isContentLength(i)) {
                    int length = 0;
                    for (int at = i + CONTENT_LENGTH.length; in.get(at) != '\r'; at++) {
                        length = in.get(at) == ' ' ? length : length * 10 + in.get(at) - '0';
                    }
                    return length;
                }
            }
            return 0;
        }

        private boolean isContentLength(int start) {
            for (int i = 0; i < CONTENT_LENGTH.length; i++) {
                if ((in.get(start + i) | 0x20) != (CONTENT_LENGTH[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Runs until both the number of answers and the time are reached.
    Result run(long least, Duration time) throws IOException {
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open(selector);
            }
            return loop(selector, least, time);
        }
    }

    private void open(Selector selector) throws IOException {
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        connection.send();
    }

    private Result loop(Selector selector, long least, Duration time) throws IOException {
        var latencies = new long[1 << 16];
        long answers = 0;
        long failures = 0;
        long start = System.nanoTime();
        while (answers < least || System.nanoTime() - start < time.toNanos()) {
            selector.select(1_000);
            for (var key : selector.selectedKeys()) {
                var connection = (Connection) key.attachment();
                int status = connection.receive();
                if (status == 0) {
                    continue;
                }
                failures += status >= 200 && status < 300 ? 0 : 1;
                if (answers == latencies.length) {
                    latencies = Arrays.copyOf(latencies, latencies.length * 2);
                }
                latencies[(int) answers++] = System.nanoTime() - connection.sentAt;
                connection.send();
            }
            selector.selectedKeys().clear();
        }
        var taken = Duration.ofNanos(System.nanoTime() - start);
        for (var key : selector.keys()) {
            key.channel().close();
        }
        var sorted = Arrays.copyOf(latencies, (int) answers);
        Arrays.sort(sorted);
        return new Result(answers, failures, taken, sorted);
    }
}
