package dev.strongroom.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Unpacks the PostgreSQL programs that the jar carries, once per version.
final class PostgresBinaries {

    static final String VERSION = "18.6.0";
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /// The folder with `bin/initdb` and `bin/postgres`. A half-finished unpacking is never taken for a whole one:
    /// the folder appears under its final name by one rename.
    static Path unpackedUnder(Path parent) {
        var folder = parent.resolve("postgresql-" + VERSION);
        if (!Files.isDirectory(folder)) {
            unpack(parent, folder);
        }
        return folder;
    }

    private static void unpack(Path parent, Path folder) {
        try {
            Files.createDirectories(parent);
            var temporary = Files.createTempDirectory(parent, "unpacking-");
            try (var stream = archive();
                    var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(stream)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, temporary);
                }
            }
            rename(temporary, folder);
        } catch (IOException failure) {
            throw new DatabaseUnavailable(
                    "The PostgreSQL programs cannot be unpacked; check free space and permissions of the home folder",
                    failure);
        }
    }

    private static InputStream archive() {
        var stream = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        if (stream == null) {
            throw new DatabaseUnavailable(
                    "This build carries no PostgreSQL for this machine; set STRONGROOM_DB_URL, _USER and _PASSWORD");
        }
        return stream;
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("entry outside of the archive");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        if (path.getParent() instanceof Path folder) {
            Files.createDirectories(folder);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void rename(Path temporary, Path folder) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            throw otherFileSystem;
        } catch (IOException anotherProcessWasFirst) {
            if (!Files.isDirectory(folder)) {
                throw anotherProcessWasFirst;
            }
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
