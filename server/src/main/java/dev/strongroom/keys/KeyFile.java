package dev.strongroom.keys;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.core.crypto.KeyDerivation;
import dev.strongroom.core.crypto.KeyWrap;
import dev.strongroom.core.crypto.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// The one file that holds every key outside the database: the root key wrapped under the passphrase, all others
/// wrapped under the root, and a MAC over the whole. Written by replacing the file in one step; read only when
/// nobody but its owner can. See docs/formats/key-file.md.
final class KeyFile {

    static final String NAME = "strongroom.keys";
    private static final String HEADER = "strongroom-keys v1";
    private static final Duration LOCK_PAUSE = Duration.ofMillis(5);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();

    private KeyFile() {}

    /// One key, opened.
    record Key(KeyKind kind, int version, Instant createdAt, SecretBytes secret) {}

    /// Everything the file says, opened.
    record Content(String deployment, PassphraseKey passphrase, SecretBytes passphraseKey, List<Key> keys) {
        Content {
            keys = List.copyOf(keys);
        }

        Key root() {
            return keys.stream()
                    .filter(key -> key.kind() == KeyKind.ROOT)
                    .findFirst()
                    .orElseThrow(() -> new KeyFileRefused("The key file holds no root key"));
        }
    }

    static Content read(Path folder, char[] passphrase) {
        return read(folder, parameters -> parameters.derive(passphrase));
    }

    /// @param derive turns the passphrase into a key by the file's parameters
    static Content read(Path folder, Function<PassphraseKey, SecretBytes> derive) {
        var path = folder.resolve(NAME);
        var lines = lines(path);
        if (lines.size() < 5 || !HEADER.equals(lines.getFirst())) {
            throw new KeyFileRefused("%s is not a key file of this version".formatted(path));
        }
        try {
            return open(lines, derive);
        } catch (DoesNotOpen wrong) {
            throw new KeyFileRefused("The passphrase is wrong or %s was changed; nothing was written".formatted(path));
        }
    }

    /// Replaces the file in one step; what it held before is overwritten before its blocks are given back.
    static void write(Path folder, Content content) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            var path = folder.resolve(NAME);
            var next = folder.resolve(NAME + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            force(next, text(content).getBytes(StandardCharsets.UTF_8));
            var previous = folder.resolve(NAME + ".previous");
            Files.deleteIfExists(previous);
            if (Files.exists(path)) {
                Files.createLink(previous, path);
            }
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(folder);
            overwrite(previous);
        } catch (IOException failure) {
            throw new KeyFileRefused(
                    "The key file cannot be written; check space and permissions of " + folder, failure);
        }
    }

    /// Keeps every other server that shares the folder from writing until it is closed.
    static Lock lock(Path folder) {
        try {
            var channel = FileChannel.open(
                    folder.resolve(NAME + ".lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new Lock(channel, exclusive(channel));
        } catch (IOException failure) {
            throw new KeyFileRefused("The key file cannot be locked; check the permissions of " + folder, failure);
        }
    }

    record Lock(FileChannel channel, FileLock held) implements AutoCloseable {
        @Override
        public void close() {
            try (channel) {
                held.release();
            } catch (IOException failure) {
                throw new KeyFileRefused("The lock of the key file cannot be released", failure);
            }
        }
    }

    private static FileLock exclusive(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException sameProcess) {
                LockSupport.parkNanos(LOCK_PAUSE.toNanos());
            }
        }
    }

    private static List<String> lines(Path path) {
        try {
            var others = EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);
            others.retainAll(Files.getPosixFilePermissions(path));
            if (!others.isEmpty()) {
                throw new KeyFileRefused("%s is readable by others; give it mode 0600".formatted(path));
            }
            return List.of(Files.readString(path).split("\n"));
        } catch (NoSuchFileException missing) {
            throw new KeyFileRefused(
                    "There is no key file at %s; run `strongroom init`, or restore it".formatted(path));
        } catch (IOException unreadable) {
            throw new KeyFileRefused("%s cannot be read".formatted(path), unreadable);
        }
    }

    private static Content open(List<String> lines, Function<PassphraseKey, SecretBytes> derive) {
        var parameters = PassphraseKey.parse(lines.get(1));
        var deployment = deployment(lines.get(2));
        var passphraseKey = derive.apply(parameters);
        var root = key(lines.get(3), passphraseKey);
        var body = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
        if (!MessageDigest.isEqual(
                mac(root.secret(), body).getBytes(StandardCharsets.UTF_8),
                lines.getLast().getBytes(StandardCharsets.UTF_8))) {
            throw new DoesNotOpen("The key file's MAC does not fit");
        }
        var keys = new ArrayList<>(List.of(root));
        lines.subList(4, lines.size() - 1).forEach(line -> keys.add(key(line, root.secret())));
        return new Content(deployment, parameters, passphraseKey, keys);
    }

    private static String deployment(String line) {
        var words = line.split(" ", -1);
        if (words.length != 2 || !"deployment".equals(words[0]) || words[1].isEmpty()) {
            throw new KeyFileRefused("The key file names no deployment; nothing was written");
        }
        return words[1];
    }

    private static Key key(String line, SecretBytes wrapping) {
        var words = line.split(" ", -1);
        if (words.length != 5 || !"key".equals(words[0])) {
            throw new DoesNotOpen("A line of the key file is malformed");
        }
        try {
            var kind = KeyKind.of(words[1]).orElseThrow(() -> new DoesNotOpen("An unknown kind of key"));
            int version = Integer.parseInt(words[2]);
            var secret = wrapFor(wrapping, kind, version)
                    .unwrap(Base64.getUrlDecoder().decode(words[4]));
            return new Key(kind, version, Instant.parse(words[3]), secret);
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            throw new DoesNotOpen("A line of the key file is malformed");
        }
    }

    private static String text(Content content) {
        var root = content.root();
        var body = new StringBuilder(HEADER + "\n" + content.passphrase().line() + "\n");
        body.append("deployment ").append(content.deployment()).append('\n');
        body.append(line(root, content.passphraseKey()));
        content.keys().stream()
                .filter(key -> key.kind() != KeyKind.ROOT)
                .forEach(key -> body.append(line(key, root.secret())));
        return body + mac(root.secret(), body.toString()) + "\n";
    }

    private static String line(Key key, SecretBytes wrapping) {
        var wrapped = wrapFor(wrapping, key.kind(), key.version()).wrap(key.secret());
        return "key %s %d %s %s\n"
                .formatted(key.kind().word(), key.version(), key.createdAt(), ENCODER.encodeToString(wrapped));
    }

    /// A wrapping key of its own per kind and version, so that wrapped keys cannot change places.
    private static KeyWrap wrapFor(SecretBytes wrapping, KeyKind kind, int version) {
        return new KeyWrap(KeyDerivation.derive(
                wrapping,
                "key file wrap",
                32,
                kind.word().getBytes(StandardCharsets.UTF_8),
                ByteBuffer.allocate(4).putInt(version).array()));
    }

    private static String mac(SecretBytes root, String body) {
        var key = KeyDerivation.derive(root, "key file mac", 32);
        return "mac " + ENCODER.encodeToString(new HmacSha256(key).tag(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void force(Path path, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void overwrite(Path previous) throws IOException {
        if (Files.exists(previous)) {
            force(previous, new byte[(int) Files.size(previous)]);
            Files.delete(previous);
        }
    }
}
