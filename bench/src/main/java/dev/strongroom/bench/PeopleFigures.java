package dev.strongroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// What it costs to prove a password, that a person asks instead of a program, and that strangers guess meanwhile.
final class PeopleFigures {

    private static final int CONNECTIONS = 32;
    private static final int GUESSES_A_SECOND = 200;
    private static final int REQUESTS = 20_000;
    private static final int TURNS = 3;
    private static final int PEOPLE = 10;
    private static final int PASSWORDS = 4;

    private final DoorFigures.Plan plan;
    private final Path folder;

    PeopleFigures(DoorFigures.Plan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        try (var server = ServerUnderLoad.seeded(
                folder.resolve("people"),
                plan.customers(),
                count -> Bench.progress("seeding customers", count, plan.customers()))) {
            server.start();
            var keys = looks(server, "Authorization: Bearer " + server.key());
            var person = looks(server, "Cookie: " + new BenchPerson(server, "bench").signIn());
            run(keys, plan.warmUp(), Duration.ZERO);
            run(person, plan.warmUp() / 2, Duration.ZERO);
            var session = session(keys, person);
            return List.of(passwords(server), session, guesses(keys));
        }
    }

    /// One after another, by people on devices that are known, each fewer times than they are counted out.
    private static Figure passwords(ServerUnderLoad server) throws IOException, InterruptedException {
        var people = new ArrayList<BenchPerson>();
        for (int number = 0; number < 2 * PEOPLE; number++) {
            var person = new BenchPerson(server, "person" + number);
            person.signIn();
            people.add(person);
        }
        prove(people.subList(0, PEOPLE));
        var encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1_024, 2);
        var hash = encoder.encode(BenchPerson.PASSWORD);
        for (int number = 0; number < PASSWORDS * PEOPLE; number++) {
            encoder.matches(BenchPerson.PASSWORD, hash);
        }
        long begun = System.nanoTime();
        for (int number = 0; number < PASSWORDS * PEOPLE; number++) {
            encoder.matches(BenchPerson.PASSWORD, hash);
        }
        double hashes = System.nanoTime() - begun;
        begun = System.nanoTime();
        prove(people.subList(PEOPLE, 2 * PEOPLE));
        double proven = System.nanoTime() - begun;
        double many = PASSWORDS * PEOPLE * 1e9;
        return Figure.ratio("passwords proven vs hashed", "1/s", many / proven, many / hashes, 0.8, 0.95);
    }

    private static void prove(List<BenchPerson> people) throws IOException, InterruptedException {
        for (var person : people) {
            for (int number = 0; number < PASSWORDS; number++) {
                person.provePassword();
            }
        }
    }

    /// In turns, since the machine is not the same all the time.
    private Figure session(Supplier<byte[]> keys, Supplier<byte[]> person) throws IOException {
        double byKey = 0;
        double byPerson = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            byKey += run(keys, 0, plan.time()).perSecond();
            byPerson += run(person, 0, plan.time()).perSecond();
        }
        return Figure.ratio(
                "disclosures to a person in a session vs to a key", "1/s", byPerson / TURNS, byKey / TURNS, 0.85, 0.95);
    }

    /// Of an attack that goes on, not of its first seconds, in which the refusals are still being compiled.
    private Figure guesses(Supplier<byte[]> keys) throws IOException, InterruptedException {
        try (var guessing = new PasswordGuesses(ServerUnderLoad.PORT, GUESSES_A_SECOND)) {
            run(keys, 0, plan.time().multipliedBy(2L * TURNS));
            Bench.say("  before it is measured: " + guessing.told());
        }
        double alone = 0;
        double beside = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            alone += run(keys, 0, plan.time()).perSecond();
            try (var guessing = new PasswordGuesses(ServerUnderLoad.PORT, GUESSES_A_SECOND)) {
                beside += run(keys, 0, plan.time()).perSecond();
                Bench.say("  " + guessing.told());
            }
        }
        return Figure.ratio(
                "disclosures beside %d guesses a second vs alone".formatted(GUESSES_A_SECOND),
                "1/s",
                beside / TURNS,
                alone / TURNS,
                0.8,
                0.95);
    }

    private static LoadClient.Result run(Supplier<byte[]> requests, long least, Duration time) throws IOException {
        var result = new LoadClient(ServerUnderLoad.PORT, CONNECTIONS, requests).run(least, time);
        if (result.failures() > 0) {
            throw new IOException(result.failures() + " requests were refused");
        }
        return result;
    }

    private static Supplier<byte[]> looks(ServerUnderLoad server, String caller) {
        var made = new ArrayList<byte[]>();
        for (int i = 0; i < Math.min(REQUESTS, server.ids().size()); i++) {
            made.add(server.look(
                    server.ids()
                            .get(ThreadLocalRandom.current()
                                    .nextInt(server.ids().size())),
                    caller));
        }
        return () -> made.get(ThreadLocalRandom.current().nextInt(made.size()));
    }
}
