package dev.strongroom.cli;

import dev.strongroom.config.ConfigurationErrors;
import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.keys.KeyFileRefused;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;

/// Turns failures into sentences that say what to do, and an exit code. A trace is never printed.
final class Failures implements CommandLine.IExecutionExceptionHandler {

    private final Shell shell;

    Failures(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        return report(failure);
    }

    int report(Throwable failure) {
        var known = cause(failure);
        switch (known) {
            case CommandFailed failed -> {
                shell.err().println(failed.getMessage());
                return failed.exitCode();
            }
            case ConfigurationErrors wrong -> {
                wrong.errors().forEach(shell.err()::println);
                return ExitCodes.REFUSED;
            }
            case KeyFileRefused refused -> {
                shell.err().println(refused.getMessage());
                return ExitCodes.REFUSED;
            }
            case DatabaseUnavailable unavailable -> {
                shell.err().println(unavailable.getMessage());
                return ExitCodes.PREVENTED;
            }
            case PortInUseException taken -> {
                shell.remark("failure.port_in_use", taken.getPort());
                return ExitCodes.PREVENTED;
            }
            default -> {
                shell.remark(
                        "failure.unexpected", failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()));
                return ExitCodes.PREVENTED;
            }
        }
    }

    /// Spring wraps what a part threw while it was made.
    private static Throwable cause(Throwable failure) {
        var current = failure;
        while (current.getCause() != null && !isKnown(current)) {
            current = current.getCause();
        }
        return isKnown(current) ? current : failure;
    }

    private static boolean isKnown(Throwable failure) {
        return failure instanceof CommandFailed
                || failure instanceof ConfigurationErrors
                || failure instanceof KeyFileRefused
                || failure instanceof PortInUseException
                || failure instanceof DatabaseUnavailable;
    }
}
