package dev.strongroom.database;

/// The database cannot be started, reached or trusted to keep what it acknowledged. The message says which and what to
/// do.
public final class DatabaseUnavailable extends RuntimeException {

    public DatabaseUnavailable(String message) {
        super(message);
    }

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
