package dev.strongroom.notify;

/// A message was not taken. Holds neither its address nor its text.
final class NotSent extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final boolean isFinal;

    /// @param code stable; says what went wrong
    /// @param isFinal whether another try would end the same
    NotSent(String code, boolean isFinal) {
        super(code);
        this.code = code;
        this.isFinal = isFinal;
    }

    String code() {
        return code;
    }

    boolean isFinal() {
        return isFinal;
    }
}
