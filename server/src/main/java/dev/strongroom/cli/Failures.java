package dev.strongroom.cli;

import dev.strongroom.config.ConfigurationErrors;
import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.keys.KeyFileRefused;
import picocli.CommandLine;

/// Turns failures into one line that says what to do, and an exit code. A trace is never printed.
final class Failures implements CommandLine.IExecutionExceptionHandler {

    static final int REFUSED = 1;
    static final int COULD_NOT = 3;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        var error = command.getErr();
        if (rootOf(failure, ConfigurationErrors.class) instanceof ConfigurationErrors wrong) {
            wrong.errors().forEach(error::println);
            return REFUSED;
        }
        if (rootOf(failure, KeyFileRefused.class) instanceof KeyFileRefused refused) {
            error.println(refused.getMessage());
            return REFUSED;
        }
        if (rootOf(failure, DatabaseUnavailable.class) instanceof DatabaseUnavailable unavailable) {
            error.println(unavailable.getMessage());
            return COULD_NOT;
        }
        error.println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        return COULD_NOT;
    }

    /// Spring wraps what a part threw while it was made.
    private static Throwable rootOf(Throwable failure, Class<? extends Throwable> type) {
        var current = failure;
        while (current.getCause() != null && !type.isInstance(current)) {
            current = current.getCause();
        }
        return current;
    }
}
