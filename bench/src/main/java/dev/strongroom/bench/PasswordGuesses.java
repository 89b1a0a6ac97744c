package dev.strongroom.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Somebody on loopback who tries passwords at a steady rate, until closed. Keeps its connections and makes nothing of
/// the answers, since it shares the machine with what is measured.
final class PasswordGuesses implements AutoCloseable {

    private static final int CONNECTIONS = 40;
    private static final int NAMES = 50;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong compared = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final long pause;
    private final int port;
    private volatile boolean stopping;

    PasswordGuesses(int port, int perSecond) {
        this.port = port;
        this.pause = Duration.ofSeconds(1).toNanos() / perSecond;
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofVirtual().start(this::guess));
        }
    }

    private void guess() {
        while (!stopping) {
            try {
                guessOnOneConnection();
            } catch (IOException closed) {
                broken.incrementAndGet();
            }
        }
    }

    /// Until the server closes it, as it does with those it is too busy for.
    private void guessOnOneConnection() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            while (!stopping) {
                long number = sent.getAndIncrement();
                LockSupport.parkNanos(begun + number * pause - System.nanoTime());
                socket.getOutputStream().write(request(number));
                if (status(in) == 401) {
                    compared.incrementAndGet();
                }
            }
        }
    }

    private static byte[] request(long number) {
        var body = "{\"name\":\"guessed%d@example.com\",\"password\":\"a guess, number %d\"}"
                .formatted(number % NAMES, number);
        return """
                POST /v1/sign-in/password HTTP/1.1\r
                Host: 127.0.0.1\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads a whole answer, whose body is counted or in chunks (RFC 9112 §7.1).
    private static int status(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        boolean isChunked = false;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            isChunked |= line.regionMatches(true, 0, "transfer-encoding:", 0, 18);
        }
        in.skipNBytes(length);
        while (isChunked) {
            int chunk = Integer.parseInt(line(in), 16);
            in.skipNBytes(chunk);
            line(in);
            isChunked = chunk > 0;
        }
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("The server closed a connection");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    /// How many were sent a second, and how many of them cost a hash.
    String told() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return "%.0f guesses a second, %.1f of them compared, %.1f connections closed"
                .formatted(sent.get() / seconds, compared.get() / seconds, broken.get() / seconds);
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        try {
            for (var thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
