package dev.strongroom.kill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The embedded database of a server process, asked past the server.
record ProcessDatabase(String url, String password) {

    private static final String USER = "strongroom";

    static ProcessDatabase of(ServerProcess server) {
        var folder = server.home().resolve("postgresql");
        try {
            var url = "jdbc:postgresql://localhost:5432/postgres?sslmode=disable"
                    + "&socketFactory=dev.strongroom.database.UnixSocketFactory&socketFactoryArg=" + socket(folder);
            return new ProcessDatabase(
                    url, Files.readString(folder.resolve("password")).strip());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Path socket(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            var socket = paths.filter(path -> path.endsWith(".s.PGSQL.5432")).findFirst();
            assumeTrue(socket.isPresent(), "skipped: the path is too long for a socket, which is elsewhere");
            return socket.get();
        }
    }

    /// @param sql whose first row's first column is a number
    long count(String sql) {
        try (var connection = DriverManager.getConnection(url, USER, password);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
