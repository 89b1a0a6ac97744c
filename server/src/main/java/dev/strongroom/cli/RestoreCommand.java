package dev.strongroom.cli;

import dev.strongroom.backup.BackupRefused;
import dev.strongroom.backup.RecoveryKey;
import dev.strongroom.backup.Restore;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.EmptyDatabase;
import dev.strongroom.keys.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Fills the empty database of a stopped server from a backup.
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--from", required = true, paramLabel = "DIR", descriptionKey = "option.restore.from")
    private Path folder;

    @Option(names = "--key", required = true, paramLabel = "FILE", descriptionKey = "option.restore.key")
    private Path keyFile;

    RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        var words = shell.words();
        if (!Files.isDirectory(folder)) {
            throw CommandFailed.prevented(words.say("file.missing", folder));
        }
        var key = RecoveryKey.read(PrivateFiles.read(keyFile, words))
                .orElseThrow(() -> CommandFailed.refused(words.say("restore.malformed_key", keyFile)));
        var configuration = StrongroomConfiguration.load(shell.environment());
        var ring = KeyRing.open(
                configuration.keys().folder(),
                Passphrase.read(configuration, shell, false),
                new SecureRandom(),
                Clock.systemUTC());
        long started = System.nanoTime();
        print(restore(configuration, ring, key), started);
        return ExitCodes.GOOD;
    }

    private Restore.Restored restore(StrongroomConfiguration configuration, KeyRing ring, RecoveryKey key)
            throws IOException {
        var checking = new ByteProgress(shell, "restore.checking");
        var loading = new ByteProgress(shell, "restore.loading");
        var restore = new Restore(
                configuration,
                ring,
                Clock.systemUTC(),
                (loads, bytes, of) -> (loads ? loading : checking).show(bytes, of));
        try {
            return restore.run(folder, key);
        } catch (BackupRefused refused) {
            var reason = refused.reason().name().toLowerCase(Locale.ROOT);
            throw CommandFailed.refused(shell.words().say("restore.refused." + reason, refused.subject()));
        } catch (EmptyDatabase.NotEmpty taken) {
            throw CommandFailed.refused(
                    shell.words().say(taken.running() ? "restore.server_runs" : "restore.not_empty"));
        }
    }

    private void print(Restore.Restored restored, long started) {
        shell.say(
                "restore.done",
                restored.backup(),
                restored.madeAt(),
                restored.rows(),
                ByteProgress.megabytes(restored.bytes()),
                ByteProgress.rate(restored.bytes(), started));
        if (restored.erasedAgain() > 0) {
            shell.say("restore.erased_again", restored.erasedAgain());
        }
        shell.say("restore.log", restored.log().origin(), restored.log().entriesKept());
        if (restored.log().entriesLost() > 0) {
            shell.say("restore.entries_lost", restored.log().entriesLost());
        }
        shell.say("restore.statement");
        shell.out().println(restored.log().statement());
    }
}
