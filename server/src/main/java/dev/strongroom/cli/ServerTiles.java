package dev.strongroom.cli;

import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import java.time.Duration;
import java.util.Optional;

/// The log as a server publishes it under `/log`.
record ServerTiles(ServerClient server, Words words) implements TileSource {

    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int MOST_TRIES = 30;

    @Override
    public Optional<byte[]> tile(TilePath path) {
        return read(path.path());
    }

    @Override
    public Optional<byte[]> entries(EntryBundlePath path) {
        return read(path.path());
    }

    @Override
    public Optional<String> checkpoint() {
        return answer("checkpoint").map(ServerClient.Answer::text);
    }

    private Optional<byte[]> read(String name) {
        return answer(name).map(ServerClient.Answer::body);
    }

    private Optional<ServerClient.Answer> answer(String name) {
        var answer = server.get("/log/" + name);
        for (int tries = 1; answer.status() == TOO_MANY && tries < MOST_TRIES; tries++) {
            pause(answer.retryAfterSeconds().orElse(1));
            answer = server.get("/log/" + name);
        }
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (!answer.isGood()) {
            throw CommandFailed.prevented(words.say("verify.unreadable", name, server.problem(answer)));
        }
        return Optional.of(answer);
    }

    private void pause(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, 5)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailed.prevented(words.say("client.interrupted"));
        }
    }
}
