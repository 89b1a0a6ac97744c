package dev.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Somebody on loopback who tries passwords at a steady rate, until closed.
final class PasswordGuesses implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong compared = new AtomicLong();
    private final URI address;
    private final long begun = System.nanoTime();
    private final Thread thread;
    private volatile boolean stopping;

    PasswordGuesses(int port, int perSecond) {
        this.address = URI.create("http://127.0.0.1:" + port + "/v1/sign-in/password");
        this.thread = Thread.ofPlatform().daemon().name("guesses").start(() -> guess(perSecond));
    }

    private void guess(int perSecond) {
        long pause = Duration.ofSeconds(1).toNanos() / perSecond;
        while (!stopping) {
            long number = sent.getAndIncrement();
            var body = "{\"name\":\"guessed%d@example.com\",\"password\":\"a guess, number %d\"}"
                    .formatted(number % 50, number);
            var request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenAccept(answer -> {
                if (answer.statusCode() == 401) {
                    compared.incrementAndGet();
                }
            });
            LockSupport.parkNanos(begun + (number + 1) * pause - System.nanoTime());
        }
    }

    /// How many were sent a second, and how many of them cost a hash.
    String told() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return "%.0f guesses a second, %.1f of them compared".formatted(sent.get() / seconds, compared.get() / seconds);
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
