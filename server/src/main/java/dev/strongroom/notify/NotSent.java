package dev.strongroom.notify;

/// It is not known that a message was taken. Holds neither its address nor its text.
final class NotSent extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final Then then;

    /// What another try would be worth.
    enum Then {
        LATER,
        /// It would end the same.
        NEVER,
        /// The answer was lost: it may have been taken, and another one may be one too many.
        PERHAPS_ONCE
    }

    /// @param code stable; says what went wrong
    NotSent(String code, Then then) {
        super(code);
        this.code = code;
        this.then = then;
    }

    String code() {
        return code;
    }

    Then then() {
        return then;
    }
}
