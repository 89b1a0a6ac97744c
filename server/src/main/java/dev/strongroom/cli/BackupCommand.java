package dev.strongroom.cli;

import dev.strongroom.backup.BackupFrames;
import dev.strongroom.backup.ReceivedBackup;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes a backup of the running server into a folder.
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--to", required = true, paramLabel = "DIR", descriptionKey = "option.backup.to")
    private Path folder;

    BackupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (Files.exists(folder)) {
            throw CommandFailed.refused(shell.words().say("backup.exists", folder));
        }
        try (var server = ServerClient.of(shell)) {
            server.download("/v1/backups", this::receive);
            return ExitCodes.GOOD;
        } catch (FileAlreadyExistsException there) {
            throw CommandFailed.refused(shell.words().say("backup.exists", folder));
        } catch (IOException broken) {
            throw CommandFailed.prevented(shell.words().say("backup.broken", folder));
        }
    }

    private void receive(HttpHeaders headers, InputStream body) throws IOException {
        long about = headers.firstValueAsLong(BackupFrames.BYTES_HEADER).orElse(0);
        var bar = new ByteProgress(shell, "backup.progress");
        long started = System.nanoTime();
        long bytes = ReceivedBackup.receive(body, folder, received -> bar.show(received, Math.max(about, received)));
        bar.finish(bytes, bytes);
        shell.say("backup.made", folder, ByteProgress.megabytes(bytes), ByteProgress.rate(bytes, started));
    }
}
