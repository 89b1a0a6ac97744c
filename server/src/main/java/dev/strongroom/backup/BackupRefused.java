package dev.strongroom.backup;

/// A folder is not a backup that can be restored here. Nothing was changed.
public final class BackupRefused extends RuntimeException {

    private final Reason reason;
    private final String subject;

    /// @param subject a file's name, a version or a number, as the reason says
    BackupRefused(Reason reason, String subject) {
        super(reason + " " + subject, null, false, false);
        this.reason = reason;
        this.subject = subject;
    }

    /// Why.
    public enum Reason {
        /// A file is missing.
        MISSING,
        /// A file does not belong to the backup.
        EXTRA,
        /// A file was changed or cut short.
        CHANGED,
        /// A file is intact but another one than the manifest names.
        OTHER_FILE,
        /// The recovery key does not open it.
        OTHER_KEY,
        /// It was made by another deployment.
        OTHER_DEPLOYMENT,
        /// Its manifest is not signed by this deployment's log.
        NOT_SIGNED,
        /// It was made by another version of the program.
        OTHER_VERSION,
        /// A key-encryption key that it needs is not in the key file.
        KEY_GONE,
        /// Its ledger is not what was signed.
        OTHER_LOG,
        /// The file of erasures was changed.
        ERASURES_CHANGED
    }

    public Reason reason() {
        return reason;
    }

    public String subject() {
        return subject;
    }
}
