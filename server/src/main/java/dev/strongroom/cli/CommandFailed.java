package dev.strongroom.cli;

/// Ends a command with an exit code and a sentence that says what to do.
final class CommandFailed extends RuntimeException {

    private final int exitCode;

    private CommandFailed(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /// Refused, or tampered with.
    static CommandFailed refused(String sentence) {
        return new CommandFailed(ExitCodes.REFUSED, sentence);
    }

    /// Called in a wrong way.
    static CommandFailed misused(String sentence) {
        return new CommandFailed(ExitCodes.MISUSED, sentence);
    }

    /// Could not be done or checked.
    static CommandFailed prevented(String sentence) {
        return new CommandFailed(ExitCodes.PREVENTED, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
