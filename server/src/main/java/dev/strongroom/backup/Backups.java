package dev.strongroom.backup;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import dev.strongroom.database.Database;
import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.keys.KeptBackups;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LogSigner;
import dev.strongroom.web.Problem;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;

/// Makes backups of the whole database, one at a time.
public final class Backups {

    private final Database database;
    private final KeptBackups kept;
    private final KeyRing ring;
    private final LogSigner signer;
    private final Ledger ledger;
    private final List<RecipientStanzaWriter> recipients;
    private final SecureRandom random;
    private final Clock clock;
    private final Semaphore turn = new Semaphore(1);

    Backups(
            Database database,
            KeptBackups kept,
            KeyRing ring,
            LogSigner signer,
            Ledger ledger,
            List<RecipientStanzaWriter> recipients,
            SecureRandom random,
            Clock clock) {
        this.database = database;
        this.kept = kept;
        this.ring = ring;
        this.signer = signer;
        this.ledger = ledger;
        this.recipients = recipients;
        this.random = random;
        this.clock = clock;
    }

    /// Takes the snapshot. The caller writes the backup and closes it.
    ///
    /// @throws Problem 409 if no recovery key is configured, or another backup is being made
    public Backup begin(String actor) {
        if (recipients.isEmpty()) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "backup.no_recipient",
                    "Make a recovery key with `strongroom backup-key` and set backup.recipients to its public key.");
        }
        if (!turn.tryAcquire()) {
            throw Problem.of(HttpStatus.CONFLICT, "backup.running", "Wait until the backup under way has ended.");
        }
        try {
            return begin(kept.begin(freshId()), actor);
        } catch (RuntimeException failure) {
            turn.release();
            throw failure;
        }
    }

    private Backup begin(KeptBackups.Begun begun, String actor) {
        try {
            var snapshot = Snapshot.take(database);
            return new Backup(
                    begun,
                    snapshot,
                    actor,
                    new Backup.Parts(kept, ring, signer, ledger, recipients, clock),
                    turn::release);
        } catch (SQLException failure) {
            kept.abandon(begun.id());
            throw new DatabaseUnavailable("No snapshot can be taken: SQL state " + failure.getSQLState());
        }
    }

    private String freshId() {
        var bytes = new byte[10];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
