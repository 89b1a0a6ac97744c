package dev.strongroom.cli;

import dev.strongroom.backup.RecoveryKey;
import dev.strongroom.config.StrongroomConfiguration;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a recovery key: what opens backups goes to a file, what they are encrypted to is printed.
@Command(name = "backup-key")
final class BackupKeyCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--to", required = true, paramLabel = "FILE", descriptionKey = "option.recovery_key.to")
    private Path file;

    @Option(names = "--post-quantum", descriptionKey = "option.recovery_key.post_quantum")
    private boolean postQuantum;

    BackupKeyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        var words = shell.words();
        var home = StrongroomConfiguration.load(shell.environment()).home();
        if (file.toAbsolutePath().normalize().startsWith(home)) {
            throw CommandFailed.refused(words.say("backup_key.inside_home"));
        }
        var made = postQuantum ? RecoveryKey.makePostQuantum() : RecoveryKey.make();
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, made.identityFile(), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw CommandFailed.refused(words.say("backup_key.exists", file));
        }
        shell.remark("backup_key.made", file);
        shell.out().println(made.recipient());
        return ExitCodes.GOOD;
    }
}
