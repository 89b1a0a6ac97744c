package dev.strongroom.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/// A PostgreSQL server of our own under the home folder, reachable only through a unix socket with a random password.
///
/// It lives and dies with this process: a pipe held by the JVM tells a small shell guard to stop it even after
/// `kill -9` of the JVM. When PostgreSQL itself dies it is started again; a commit that was acknowledged is still
/// there.
/// As root it runs inside a user namespace, since PostgreSQL refuses to run as root.
final class EmbeddedPostgres implements AutoCloseable {

    static final String USER = "strongroom";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int SOCKET_PORT = 5432;
    private static final int LONGEST_SOCKET_PATH_BYTES = 100;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /// Keeps descriptor 3 as the pipe to the JVM: its end of file means the JVM is gone, and PostgreSQL is interrupted.
    private static final String GUARD = """
            exec 3<&0
            "$@" 3<&- </dev/null & server=$!
            ( cat <&3 >/dev/null; kill -INT $server 2>/dev/null ) & watcher=$!
            exec 3<&-
            wait $server; status=$?
            kill $watcher 2>/dev/null
            exit $status
            """;

    private final Path binaries;
    private final Path data;
    private final Path sockets;
    private final Path logFile;
    private final Path passwordFile;
    private final DataSize sharedBuffers;
    private final List<String> extraSettings;
    private final SecureRandom random;
    private volatile boolean stopping;
    private volatile Process process;

    private EmbeddedPostgres(
            Path folder, Path binaries, DataSize sharedBuffers, List<String> extraSettings, SecureRandom random)
            throws IOException {
        this.binaries = binaries;
        this.data = folder.resolve("data");
        this.sockets = socketFolder(folder);
        this.logFile = folder.resolve("postgresql.log");
        this.passwordFile = folder.resolve("password");
        this.sharedBuffers = sharedBuffers;
        this.extraSettings = List.copyOf(extraSettings);
        this.random = random;
        if (!Files.isDirectory(data)) {
            initialise();
        }
        stopOrphan();
        this.process = launch();
    }

    /// @param folder holds data, log and password; made with mode 0700
    /// @param programs where the PostgreSQL programs are unpacked, may be shared by several servers
    static EmbeddedPostgres start(Path folder, Path programs, DataSize sharedBuffers, SecureRandom random) {
        return start(folder, programs, sharedBuffers, List.of(), random);
    }

    /// @param extraSettings beside those of every server, as `name=value`
    static EmbeddedPostgres start(
            Path folder, Path programs, DataSize sharedBuffers, List<String> extraSettings, SecureRandom random) {
        try {
            createPrivate(folder);
            var started = new EmbeddedPostgres(
                    folder, PostgresBinaries.unpackedUnder(programs), sharedBuffers, extraSettings, random);
            Thread.ofVirtual().name("postgresql-supervisor").start(started::supervise);
            return started;
        } catch (IOException failure) {
            throw new DatabaseUnavailable("The embedded PostgreSQL cannot be started; see " + folder, failure);
        }
    }

    /// Where a server with this home has its database.
    static Path folder(Path home) {
        return home.resolve("postgresql");
    }

    /// Whether a PostgreSQL runs on the data in that folder, most likely under a server.
    static boolean isRunningIn(Path folder) {
        return recordedProcessId(folder.resolve("data"))
                .flatMap(ProcessHandle::of)
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    String jdbcUrl(String databaseName) {
        return "jdbc:postgresql://localhost:%d/%s?sslmode=disable&socketFactory=%s&socketFactoryArg=%s"
                .formatted(SOCKET_PORT, databaseName, UnixSocketFactory.class.getName(), socket());
    }

    String password() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException unreadable) {
            throw new DatabaseUnavailable("The embedded database's password file cannot be read", unreadable);
        }
    }

    /// Process id of PostgreSQL's postmaster.
    long processId() {
        return recordedProcessId().orElseThrow(() -> new DatabaseUnavailable("The embedded PostgreSQL is not running"));
    }

    /// What PostgreSQL wrote at its start; absent when it never started, ended, or is just about to do either.
    private Optional<Long> recordedProcessId() {
        return recordedProcessId(data);
    }

    private static Optional<Long> recordedProcessId(Path data) {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | UncheckedIOException | NumberFormatException notRunning) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        stopping = true;
        stop(process);
    }

    private Path socket() {
        return sockets.resolve(".s.PGSQL." + SOCKET_PORT);
    }

    private static Path socketFolder(Path folder) throws IOException {
        var usual = folder.resolve("run");
        var tooLong = usual.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH_BYTES - 16;
        if (tooLong) {
            return Files.createTempDirectory("strongroom-");
        }
        createPrivate(usual);
        return usual;
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private void initialise() throws IOException {
        var password = new byte[24];
        random.nextBytes(password);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, Base64.getUrlEncoder().encodeToString(password));
        var unfinished = data.resolveSibling("data.initialising");
        deleteTree(unfinished);
        run(List.of(
                program("initdb"),
                "-D",
                unfinished.toString(),
                "-U",
                USER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(List<String> command) throws IOException {
        var started = new ProcessBuilder(unprivileged(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                .start();
        try {
            if (!started.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || started.exitValue() != 0) {
                throw new DatabaseUnavailable("PostgreSQL's initdb failed; see " + logFile);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while PostgreSQL was initialised", interrupted);
        }
    }

    private Process launch() throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", GUARD, "strongroom-postgresql-guard"));
        command.addAll(unprivileged(serverCommand()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                .start();
    }

    /// Statements, parameters and row details stay out of PostgreSQL's log: they may hold sealed data or index values.
    private List<String> serverCommand() {
        var command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString()));
        List.of(
                        "listen_addresses=",
                        "port=" + SOCKET_PORT,
                        "unix_socket_directories=" + sockets,
                        "unix_socket_permissions=0700",
                        "max_connections=60",
                        "shared_buffers=" + sharedBuffers.toMegabytes() + "MB",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "min_wal_size=2GB",
                        "max_wal_size=4GB",
                        "checkpoint_timeout=15min",
                        "jit=off",
                        "log_statement=none",
                        "log_min_error_statement=panic",
                        "log_error_verbosity=terse",
                        "log_parameter_max_length=0",
                        "log_parameter_max_length_on_error=0",
                        "track_activity_query_size=100")
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        extraSettings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private static List<String> unprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        var wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    /// Starts PostgreSQL again whenever it ends, after a pause that grows while it does not stay up: on a full disk,
    /// for
    /// example, it ends again and again until there is room.
    private void supervise() {
        var pause = SHORTEST_PAUSE;
        while (!stopping) {
            try {
                long started = System.nanoTime();
                var status = process.waitFor();
                closePipe(process);
                if (!stopping) {
                    log.error("PostgreSQL ended with status {}; starting it again", status);
                    boolean stayedUp = System.nanoTime() - started > LONGEST_PAUSE.toNanos();
                    pause = stayedUp ? SHORTEST_PAUSE : longer(pause);
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                    relaunch();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        stop(process);
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void relaunch() {
        try {
            stopOrphan();
            process = launch();
        } catch (IOException | DatabaseUnavailable failure) {
            log.error("PostgreSQL could not be started again: {}; the next attempt follows", failure.getMessage());
        }
    }

    /// Ends a PostgreSQL left behind by a process that was killed together with its guard.
    private void stopOrphan() throws IOException {
        var executable = Path.of(program("postgres")).toRealPath();
        var orphan = recordedProcessId()
                .flatMap(ProcessHandle::of)
                .filter(handle -> handle.info()
                        .command()
                        .map(Path::of)
                        .filter(executable::equals)
                        .isPresent());
        if (orphan.isPresent()) {
            interrupt(orphan.get());
        }
    }

    private static void interrupt(ProcessHandle orphan) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(orphan.pid())).start();
        try {
            orphan.onExit().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception stillRunning) {
            throw new DatabaseUnavailable("Another PostgreSQL holds this data folder and does not stop", stillRunning);
        }
    }

    private static void stop(Process process) {
        closePipe(process);
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                log.error("PostgreSQL did not stop within {}", START_LIMIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closePipe(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            log.debug("The pipe to PostgreSQL's guard was closed already");
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            paths.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
