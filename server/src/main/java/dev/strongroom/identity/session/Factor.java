package dev.strongroom.identity.session;

import java.util.Locale;

/// What a session may have proven.
public enum Factor {
    PASSWORD,
    /// Signed in at the company's provider: stands where the password stands when somebody signs in, and nowhere else.
    COMPANY,
    /// A code of an authenticator app.
    APP,
    /// A passkey whose holder was verified by the device; both factors in one.
    PASSKEY,
    /// A code sent by text message: good enough to sign in, never to see data in clear or to change anything.
    PHONE,
    /// A recovery code: lets the person in to enrol something better.
    RECOVERY;

    /// Whether it is good enough to see data in clear and to change something.
    boolean isStrong() {
        return this == APP || this == PASSKEY;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String column() {
        return word() + "_at";
    }
}
