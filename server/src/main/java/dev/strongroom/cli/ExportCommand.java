package dev.strongroom.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes every record of a collection into a file that has its name only once it is whole.
@Command(name = "export")
final class ExportCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Option(names = "--collection", required = true, paramLabel = "C", descriptionKey = "option.collection")
    private String collection;

    @Option(names = "--purpose", required = true, paramLabel = "P", descriptionKey = "option.purpose")
    private String purpose;

    @Option(names = "--to", required = true, paramLabel = "F", descriptionKey = "option.export.to")
    private Path to;

    @Option(names = "--fields", split = ",", paramLabel = "FIELD", descriptionKey = "option.export.fields")
    private List<String> fields = List.of();

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Ids.requireName(collection, shell.words());
        Ids.requireName(purpose, shell.words());
        if (Files.exists(to)) {
            throw CommandFailed.misused(shell.words().say("export.exists", to));
        }
        var partial = to.resolveSibling(to.getFileName() + ".partial");
        try (var server = ServerClient.of(shell);
                var stream = server.openStream(
                        "/v1/records/" + collection + "/export", body(), "Strongroom-Purpose", purpose)) {
            server.good(stream.answer());
            long all = stream.answer()
                    .headers()
                    .firstValueAsLong("Strongroom-Records")
                    .orElse(0);
            var copied = copy(stream.body(), partial, all);
            Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
            shell.say("export.done", copied.records(), to);
            if (copied.damaged() > 0) {
                shell.remark("export.damaged", copied.damaged());
            }
            return copied.damaged() > 0 ? ExitCodes.REFUSED : ExitCodes.GOOD;
        } catch (IOException cutOff) {
            throw CommandFailed.prevented(shell.words().say("export.cut_off"));
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Map<String, Object> body() {
        return fields.isEmpty() ? Map.of() : Map.of("fields", fields);
    }

    private record Copied(long records, long damaged) {}

    private Copied copy(InputStream lines, Path partial, long all) throws IOException {
        var bar = new ProgressBar(shell, shell.words().say("export.title"));
        long records = 0;
        long damaged = 0;
        createPrivate(partial);
        try (var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8), 1 << 16);
                var writer = Files.newBufferedWriter(partial, StandardOpenOption.WRITE)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                writer.write(line);
                writer.write('\n');
                records++;
                damaged += line.contains("\"fields\":") ? 0 : 1;
                bar.show(records, all);
            }
        }
        force(partial);
        bar.finish(records, Math.max(records, all));
        return new Copied(records, damaged);
    }

    private static void createPrivate(Path partial) throws IOException {
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void force(Path partial) throws IOException {
        try (var channel = FileChannel.open(partial, Set.of(StandardOpenOption.WRITE))) {
            channel.force(true);
        }
    }
}
