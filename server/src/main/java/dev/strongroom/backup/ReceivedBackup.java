package dev.strongroom.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/// Writes the stream of a backup into a folder. Under its final name the folder is whole, or it is not there.
public final class ReceivedBackup implements BackupFrames.Sink {

    private static final int BUFFER = 1 << 18;

    private final Path folder;
    private final LongConsumer progress;
    private final Map<Integer, FileChannel> open = new HashMap<>();
    private long received;

    private ReceivedBackup(Path folder, LongConsumer progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /// @param target must not exist; what a killed run left beside it is removed
    /// @param progress told how many bytes have come
    /// @return how many bytes came
    /// @throws FileAlreadyExistsException if there is something under that name
    /// @throws IOException if the stream broke or the folder cannot be written; nothing is under the final name then
    public static long receive(InputStream stream, Path target, LongConsumer progress) throws IOException {
        var whole = target.toAbsolutePath().normalize();
        if (Files.exists(whole)) {
            throw new FileAlreadyExistsException(whole.toString());
        }
        var parent = whole.resolve("..").normalize();
        var unfinished = parent.resolve("." + whole.getFileName() + ".unfinished");
        remove(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            long received = new ReceivedBackup(unfinished, progress).receive(stream);
            force(unfinished);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            force(parent);
            return received;
        } catch (IOException | RuntimeException broken) {
            remove(unfinished);
            throw broken;
        }
    }

    private long receive(InputStream stream) throws IOException {
        try {
            BackupFrames.read(new DataInputStream(new BufferedInputStream(stream, BUFFER)), this);
            if (!open.isEmpty()) {
                throw new IOException("A file of the backup has no end");
            }
            return received;
        } finally {
            for (var channel : open.values()) {
                channel.close();
            }
        }
    }

    @Override
    public void file(int file, String name) throws IOException {
        if (!BackupFiles.isName(name) || open.containsKey(file)) {
            throw new IOException("This is no stream of a backup");
        }
        open.put(
                file,
                FileChannel.open(
                        folder.resolve(name),
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    @Override
    public void data(int file, byte[] bytes, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        var channel = channel(file);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        received += length;
        progress.accept(received);
    }

    @Override
    public void endOfFile(int file) throws IOException {
        try (var channel = channel(file)) {
            channel.force(true);
        }
        open.remove(file);
    }

    private FileChannel channel(int file) throws IOException {
        var channel = open.get(file);
        if (channel == null) {
            throw new IOException("This is no stream of a backup");
        }
        return channel;
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
