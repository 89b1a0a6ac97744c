package dev.strongroom.advisories;

import dev.strongroom.advisories.Refusal.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A folder with advisories and nothing else. One file at a time is in memory.
final class AdvisoryFolder {

    private final Path folder;
    private final Limits limits;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int files;

    /// @param bytes of one file
    /// @param depth of folders in folders
    record Limits(int files, int bytes, int depth) {

        /// Several times what is published for one ecosystem; the longest lists of versions take some hundred KiB.
        static final Limits USUAL = new Limits(300_000, 4 << 20, 8);
    }

    AdvisoryFolder(Path folder, Limits limits) throws IOException {
        // The folder itself may be named through a link: whoever starts the command chose it
        this.folder = folder.toRealPath();
        this.limits = limits;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    /// Hands each record on, once.
    void read(Consumer<Advisory> reader) throws IOException {
        Files.walkFileTree(
                folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), limits.depth(), new Walk(reader));
    }

    private void refuse(Path file, Reason reason, String where) {
        refusals.add(new Refusal(folder.relativize(file).toString(), reason, where));
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        private final Consumer<Advisory> reader;

        Walk(Consumer<Advisory> reader) {
            this.reader = reader;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            if (files > limits.files()) {
                refuse(file, Reason.TOO_MANY, "");
                return FileVisitResult.TERMINATE;
            }
            if (attributes.isSymbolicLink()) {
                refuse(file, Reason.LINK, "");
            } else if (attributes.isDirectory()) {
                refuse(file, Reason.TOO_DEEP, "");
            } else if (!attributes.isRegularFile() || !file.toString().endsWith(".json")) {
                refuse(file, Reason.NO_RECORD, "");
            } else {
                readFile(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            refuse(file, Reason.UNREADABLE, "");
            return FileVisitResult.CONTINUE;
        }

        private void readFile(Path file) {
            try (var stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                var bytes = stream.readNBytes(limits.bytes() + 1);
                if (bytes.length > limits.bytes()) {
                    refuse(file, Reason.TOO_LARGE, "");
                    return;
                }
                var advisory = AdvisoryParser.parse(bytes);
                if (!ids.add(advisory.id())) {
                    refuse(file, Reason.REPEATED, advisory.id());
                }
                reader.accept(advisory);
            } catch (IOException unreadable) {
                refuse(file, Reason.UNREADABLE, "");
            } catch (MalformedAdvisory malformed) {
                refuse(file, Reason.MALFORMED, malformed.where());
            }
        }
    }
}
