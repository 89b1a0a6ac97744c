package dev.strongroom.cli;

/// What the exit code of every command means.
final class ExitCodes {

    static final int GOOD = 0;

    /// Refused by the server, or found tampered with.
    static final int REFUSED = 1;

    static final int MISUSED = 2;

    /// Could not be done or checked: nothing is known about the answer.
    static final int PREVENTED = 3;

    /// A library with a known weakness is there, and the time to replace it still runs.
    static final int WEAK = 4;

    /// A library with a known weakness is there longer than is promised.
    static final int OVERDUE = 5;

    private ExitCodes() {}
}
