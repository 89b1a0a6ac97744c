package dev.strongroom.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an entry tells of.
public enum EntryKind {
    /// Fields of one customer were disclosed.
    LOOK,
    /// A disclosure, search or write was asked for and refused.
    REFUSAL,
    /// A search was run, whether or not it found anyone; each customer found has a look of its own.
    SEARCH,
    /// An export was begun; each customer it discloses has a look of its own.
    EXPORT,
    /// A record was created or changed.
    WRITE,
    /// A record was removed.
    DELETE,
    /// Tokens were made for fields of one customer, or one was removed.
    TOKEN,
    /// A customer was erased.
    ERASURE,
    /// A catalog was applied.
    CATALOG,
    /// An API client was created, rotated or revoked.
    CLIENT,
    /// A person was invited, given rights or disabled, or changed a factor.
    ACCOUNT,
    /// A second person was asked to approve a change, approved it or declined.
    APPROVAL,
    /// A time to state a purpose was opened, ended or reviewed.
    ACCESS,
    /// A step of signing in succeeded or was refused, or a session was ended.
    SIGN_IN,
    /// A key was rotated or destroyed.
    KEY,
    /// A backup was made, or the database was restored from one.
    BACKUP;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EntryKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
