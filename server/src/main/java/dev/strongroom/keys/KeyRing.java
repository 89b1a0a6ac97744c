package dev.strongroom.keys;

import dev.strongroom.core.crypto.BlindIndex;
import dev.strongroom.core.crypto.FormatPreserving;
import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.core.crypto.KeyDerivation;
import dev.strongroom.core.crypto.KeyWrap;
import dev.strongroom.core.crypto.SecretBytes;
import dev.strongroom.core.crypto.Suite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The opened keys of this deployment: key-encryption keys, index roots and log signing keys, all random, versioned,
/// and wrapped by the root key in a file outside the database.
///
/// Opening it is the first thing a server does; nothing is written before the passphrase has proven right.
///
/// Servers that share the folder change the file one after another, each on top of what the others wrote, and take
/// over what another one has changed by [#refresh()].
public final class KeyRing {

    private static final int KEY_BYTES = 32;

    private final Path folder;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<Integer, KeyWrap> wraps = new ConcurrentHashMap<>();
    private volatile KeyFile.Content content;
    private volatile int wrappingVersion;

    private KeyRing(Path folder, KeyFile.Content content, SecureRandom random, Clock clock) {
        this.folder = folder;
        this.content = content;
        this.random = random;
        this.clock = clock;
    }

    /// Makes the keys of a new deployment.
    ///
    /// @throws KeyFileRefused if there is a key file already, or it cannot be written
    public static KeyRing create(Path folder, char[] passphrase, SecureRandom random, Clock clock) {
        return create(folder, passphrase, PassphraseKey.fresh(random), random, clock);
    }

    static KeyRing create(Path folder, char[] passphrase, PassphraseKey parameters, SecureRandom random, Clock clock) {
        if (Files.exists(folder.resolve(KeyFile.NAME))) {
            throw new KeyFileRefused("There is a key file in %s already; it was not touched".formatted(folder));
        }
        if (passphrase.length < 12) {
            throw new KeyFileRefused("The root passphrase needs at least 12 characters");
        }
        var name = new byte[8];
        random.nextBytes(name);
        var ring = new KeyRing(
                folder,
                new KeyFile.Content(
                        HexFormat.of().formatHex(name), parameters, parameters.derive(passphrase), List.of()),
                random,
                clock);
        var keys = Stream.of(
                        KeyKind.ROOT,
                        KeyKind.KEY_ENCRYPTION,
                        KeyKind.INDEX,
                        KeyKind.DEPLOYMENT,
                        KeyKind.LOG,
                        KeyKind.LOG_COSIGNING)
                .map(kind -> ring.fresh(kind, 1))
                .toList();
        ring.replace(keys);
        return ring;
    }

    /// @throws KeyFileRefused if the passphrase is wrong, or the file is missing, changed or readable by others
    public static KeyRing open(Path folder, char[] passphrase, SecureRandom random, Clock clock) {
        var ring = new KeyRing(folder, KeyFile.read(folder, passphrase), random, clock);
        ring.addMissing();
        return ring;
    }

    /// Keys of kinds that the file was made without.
    private void addMissing() {
        if (!holds(KeyKind.DEPLOYMENT, 1)) {
            change(keys -> holds(KeyKind.DEPLOYMENT, 1) ? keys : with(keys, fresh(KeyKind.DEPLOYMENT, 1)));
        }
        if (!holds(KeyKind.LOG_COSIGNING, newest(KeyKind.LOG))) {
            change(keys -> holds(KeyKind.LOG_COSIGNING, newest(KeyKind.LOG))
                    ? keys
                    : with(keys, fresh(KeyKind.LOG_COSIGNING, newest(KeyKind.LOG))));
        }
    }

    /// The deployment's id, bound into every sealed value and into the log's origin.
    public String deployment() {
        return content.deployment();
    }

    /// A key for one use inside this deployment; not rotated.
    public HmacSha256 macFor(String use) {
        return new HmacSha256(KeyDerivation.derive(secret(KeyKind.DEPLOYMENT, 1), use, KEY_BYTES));
    }

    /// A permutation of digits for one use inside this deployment, derived and kept as [#macFor(String)].
    ///
    /// @param scope what the key is for; different scopes have unrelated permutations
    /// @param tweak tells several permutations of one scope apart
    public FormatPreserving digitsFor(String use, byte[] scope, byte[] tweak) {
        var deployment = deployment().getBytes(StandardCharsets.UTF_8);
        var key = KeyDerivation.derive(secret(KeyKind.DEPLOYMENT, 1), use, KEY_BYTES, deployment, scope);
        return new FormatPreserving(key, FormatPreserving.DIGITS, tweak);
    }

    /// @param suite whose HMAC makes the values
    /// @param rootVersion which index root it is derived from
    /// @param bits kept of each index value, 8 to 128
    public BlindIndex blindIndex(
            Suite suite, int rootVersion, String collection, String field, String kind, int indexVersion, int bits) {
        if (!holds(KeyKind.INDEX, rootVersion)) {
            refresh();
        }
        return BlindIndex.of(suite, secret(KeyKind.INDEX, rootVersion), collection, field, kind, indexVersion, bits);
    }

    /// The version of the index root that new indexes are derived from.
    public int newestIndexRoot() {
        refresh();
        return newest(KeyKind.INDEX);
    }

    /// The seeds of the Ed25519 keys that sign checkpoints, newest first.
    public List<SecretBytes> logSeeds() {
        return content.keys().stream()
                .filter(key -> key.kind() == KeyKind.LOG)
                .map(KeyFile.Key::secret)
                .toList()
                .reversed();
    }

    /// The seeds of one version of the log's keys.
    ///
    /// @param ed25519 of the key that signs
    /// @param mlDsa44 of the key that cosigns; empty for versions made before there were such keys
    public record LogSeeds(SecretBytes ed25519, Optional<SecretBytes> mlDsa44) {}

    /// Both seeds of every version of the log's keys, newest first.
    public List<LogSeeds> logKeys() {
        var keys = content.keys();
        return keys.stream()
                .filter(key -> key.kind() == KeyKind.LOG)
                .map(key -> new LogSeeds(key.secret(), cosigning(keys, key.version())))
                .toList()
                .reversed();
    }

    private static Optional<SecretBytes> cosigning(List<KeyFile.Key> keys, int version) {
        return keys.stream()
                .filter(key -> key.kind() == KeyKind.LOG_COSIGNING && key.version() == version)
                .map(KeyFile.Key::secret)
                .findFirst();
    }

    /// Whether that version exists: neither destroyed, nor of a newer key file.
    public boolean holdsKeyEncryptionKey(int version) {
        return holds(KeyKind.KEY_ENCRYPTION, version);
    }

    int newest(KeyKind kind) {
        return content.keys().stream()
                .filter(key -> key.kind() == kind)
                .mapToInt(KeyFile.Key::version)
                .max()
                .orElseThrow(() -> new KeyFileRefused("The key file holds no key of kind " + kind.word()));
    }

    /// The version of the key-encryption key that wraps what is new: the newest that the database knows of too.
    int wrappingVersion() {
        int version = wrappingVersion;
        return version == 0 ? newest(KeyKind.KEY_ENCRYPTION) : version;
    }

    /// The database knows this version from now on.
    synchronized void wrapUnder(int version) {
        wrappingVersion = Math.max(wrappingVersion, version);
    }

    List<KeyFile.Key> keys() {
        return content.keys();
    }

    /// @throws KeyFileRefused if that version is not in the key file: destroyed, or the file is of another server
    KeyWrap keyEncryptionKey(int version) {
        var known = wraps.get(version);
        if (known != null) {
            return known;
        }
        if (!holds(KeyKind.KEY_ENCRYPTION, version)) {
            refresh();
        }
        return wraps.computeIfAbsent(version, missing -> new KeyWrap(secret(KeyKind.KEY_ENCRYPTION, missing)));
    }

    /// Takes over what another server has written to the file since.
    ///
    /// @throws KeyFileRefused if the file is gone, was changed by other hands, or has another passphrase; the keys in
    /// memory stay
    synchronized void refresh() {
        var known = content;
        var read = KeyFile.read(folder, parameters -> {
            if (!parameters.line().equals(known.passphrase().line())) {
                throw new KeyFileRefused("The key file has another passphrase than at the start; restart the server");
            }
            return known.passphraseKey();
        });
        if (!read.deployment().equals(known.deployment())) {
            throw new KeyFileRefused("The key file belongs to another deployment");
        }
        if (!read.keys().equals(known.keys())) {
            content = read;
            wraps.keySet().removeIf(version -> !holds(KeyKind.KEY_ENCRYPTION, version));
        }
    }

    /// Adds the next version of a kind and returns its number.
    int add(KeyKind kind) {
        change(keys -> with(keys, fresh(kind, newest(kind) + 1)));
        return newest(kind);
    }

    /// Adds the next version of both of the log's keys in one step and returns its number.
    int addLogKeys() {
        change(keys -> {
            int next = newest(KeyKind.LOG) + 1;
            return with(with(keys, fresh(KeyKind.LOG, next)), fresh(KeyKind.LOG_COSIGNING, next));
        });
        return newest(KeyKind.LOG);
    }

    /// Adds the version after the given one, unless another server has done so.
    void addAfter(KeyKind kind, int version) {
        change(keys -> newest(kind) == version ? with(keys, fresh(kind, version + 1)) : keys);
    }

    /// Takes a key-encryption key out of memory and out of the file. What it wrapped can never be opened again.
    void destroyKeyEncryptionKey(int version) {
        change(keys -> keys.stream()
                .filter(key -> key.kind() != KeyKind.KEY_ENCRYPTION || key.version() != version)
                .toList());
    }

    /// Destroys the index roots before that version, from which no index is derived any more.
    ///
    /// @return whether there were any
    public boolean destroyIndexRootsBefore(int version) {
        boolean isAny = content.keys().stream().anyMatch(key -> key.kind() == KeyKind.INDEX && key.version() < version);
        if (isAny) {
            change(keys -> keys.stream()
                    .filter(key -> key.kind() != KeyKind.INDEX || key.version() >= version)
                    .toList());
        }
        return isAny;
    }

    /// A fresh root under the same passphrase; every other key is wrapped anew.
    void rotateRoot() {
        change(keys -> keys.stream()
                .map(key -> key.kind() == KeyKind.ROOT ? fresh(KeyKind.ROOT, key.version() + 1) : key)
                .toList());
    }

    private synchronized void change(UnaryOperator<List<KeyFile.Key>> change) {
        try (var lock = KeyFile.lock(folder)) {
            refresh();
            var next = change.apply(content.keys());
            if (!next.equals(content.keys())) {
                replace(next);
            }
            wraps.keySet().removeIf(version -> !holds(KeyKind.KEY_ENCRYPTION, version));
        }
    }

    private boolean holds(KeyKind kind, int version) {
        return content.keys().stream().anyMatch(key -> key.kind() == kind && key.version() == version);
    }

    private static List<KeyFile.Key> with(List<KeyFile.Key> keys, KeyFile.Key added) {
        var all = new ArrayList<>(keys);
        all.add(added);
        return all;
    }

    private KeyFile.Key fresh(KeyKind kind, int version) {
        return new KeyFile.Key(
                kind, version, clock.instant().truncatedTo(ChronoUnit.SECONDS), SecretBytes.random(KEY_BYTES, random));
    }

    private SecretBytes secret(KeyKind kind, int version) {
        return content.keys().stream()
                .filter(key -> key.kind() == kind && key.version() == version)
                .map(KeyFile.Key::secret)
                .findFirst()
                .orElseThrow(() -> new KeyFileRefused(
                        "The key file holds no %s key of version %d".formatted(kind.word(), version)));
    }

    private void replace(List<KeyFile.Key> keys) {
        var next = new KeyFile.Content(content.deployment(), content.passphrase(), content.passphraseKey(), keys);
        KeyFile.write(folder, next);
        content = next;
    }
}
