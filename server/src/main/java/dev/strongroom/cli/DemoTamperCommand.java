package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Plays the database thief of the demonstration: changes one byte of the log behind the server's back, or puts it
/// back.
@Command(name = "tamper")
final class DemoTamperCommand implements Callable<Integer> {

    /// Line of PostgreSQL's own `postmaster.pid` that names the folder of its socket.
    private static final int SOCKET_FOLDER_LINE = 4;

    private final Shell shell;
    private final SecureRandom random = new SecureRandom();

    @Mixin
    private HelpOption help;

    @Option(names = "--undo", descriptionKey = "option.undo")
    private boolean undo;

    DemoTamperCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        var home = DemoHome.of(shell);
        if (!home.isDemo()) {
            throw CommandFailed.refused(shell.words().say("tamper.other_home", home.folder()));
        }
        try (var connection = connect(home)) {
            if (undo) {
                undo(connection, home);
            } else {
                tamper(connection, home);
            }
            return ExitCodes.GOOD;
        } catch (SQLException unreachable) {
            throw CommandFailed.prevented(shell.words().say("tamper.no_database"));
        }
    }

    private Connection connect(DemoHome home) throws SQLException {
        try {
            var socketFolder = Path.of(Files.readAllLines(home.databaseProcess())
                    .get(SOCKET_FOLDER_LINE)
                    .strip());
            var properties = new Properties();
            properties.put("user", "strongroom");
            properties.put("password", Files.readString(home.databasePassword()).strip());
            properties.put("sslmode", "disable");
            properties.put("socketFactory", "dev.strongroom.database.UnixSocketFactory");
            properties.put(
                    "socketFactoryArg", socketFolder.resolve(".s.PGSQL.5432").toString());
            return DriverManager.getConnection("jdbc:postgresql://localhost/postgres", properties);
        } catch (IOException | IndexOutOfBoundsException notRunning) {
            throw CommandFailed.prevented(shell.words().say("tamper.no_database"));
        }
    }

    private void tamper(Connection connection, DemoHome home) throws SQLException, IOException {
        long size = number(connection, "select size from ledger_checkpoint");
        if (size == 0) {
            throw CommandFailed.prevented(shell.words().say("tamper.no_entries"));
        }
        long index = random.nextLong(size);
        int place = random.nextInt(
                Math.toIntExact(number(connection, "select length(entry) from ledger_entry where idx = " + index)));
        int byteThere = Math.toIntExact(
                number(connection, "select get_byte(entry, " + place + ") from ledger_entry where idx = " + index));
        var undoing = new ArrayList<>(remembered(home));
        undoing.add(statement(index, place, byteThere));
        PrivateFiles.write(home.undo(), String.join("\n", undoing));
        execute(connection, statement(index, place, byteThere ^ (1 + random.nextInt(255))));
        shell.say("tamper.done", index);
    }

    private void undo(Connection connection, DemoHome home) throws SQLException, IOException {
        var undoing = remembered(home);
        if (undoing.isEmpty()) {
            shell.say("tamper.nothing");
            return;
        }
        for (var statement : undoing.reversed()) {
            execute(connection, statement);
        }
        Files.delete(home.undo());
        shell.say("tamper.undone");
    }

    private static List<String> remembered(DemoHome home) throws IOException {
        return Files.exists(home.undo()) ? Files.readAllLines(home.undo()) : List.of();
    }

    private static String statement(long index, int place, int value) {
        return "update ledger_entry set entry = set_byte(entry, %d, %d) where idx = %d;".formatted(place, value, index);
    }

    private void execute(Connection connection, String sql) throws SQLException {
        shell.out().println(sql);
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
