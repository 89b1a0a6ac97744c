package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// Remembers beside the file, while it is being imported, under which id: the same command then goes on where it was
/// cut off.
///
/// @param place the file that remembers
/// @param id of the import
record ImportState(Path place, String id) {

    /// @param wish what is imported and how; another wish about the same file is another import
    static ImportState of(Path file, List<String> wish, SecureRandom random) throws IOException {
        var place = file.resolveSibling(file.getFileName() + ".import");
        var about = Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis() + " " + wish.hashCode();
        if (Files.exists(place)) {
            var remembered = Files.readAllLines(place);
            if (remembered.size() == 2 && remembered.getFirst().equals(about)) {
                return new ImportState(place, remembered.getLast());
            }
        }
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var id = HexFormat.of().formatHex(bytes);
        PrivateFiles.write(place, about + "\n" + id + "\n");
        return new ImportState(place, id);
    }

    void forget() throws IOException {
        Files.deleteIfExists(place);
    }
}
