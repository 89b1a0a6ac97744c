package dev.strongroom.backup;

import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.RestoredLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// A folder with a backup whose manifest was found to be one of this deployment.
record StoredBackup(Path folder, RecoveryKey key, Manifest manifest) {

    private static final int LARGEST_MANIFEST = 1 << 20;

    /// @throws BackupRefused unless this deployment's log signed it, and the keys it needs are there
    static StoredBackup open(Path folder, RecoveryKey key, KeyRing ring) throws IOException {
        var manifest = authentic(folder, key, ring);
        manifest.keyEncryptionKeys().stream()
                .filter(version -> !ring.holdsKeyEncryptionKey(version))
                .findFirst()
                .ifPresent(gone -> {
                    throw new BackupRefused(BackupRefused.Reason.KEY_GONE, gone.toString());
                });
        BackupFiles.requireExactly(
                folder, manifest.tables().stream().map(Manifest.Table::file).collect(Collectors.toSet()));
        return new StoredBackup(folder, key, manifest);
    }

    private static Manifest authentic(Path folder, RecoveryKey key, KeyRing ring) throws IOException {
        var note = note(folder, key);
        var manifest = Manifest.parse(note.text())
                .orElseThrow(() -> new BackupRefused(BackupRefused.Reason.NOT_SIGNED, BackupFiles.MANIFEST));
        if (!manifest.deployment().equals(ring.deployment())) {
            throw new BackupRefused(BackupRefused.Reason.OTHER_DEPLOYMENT, BackupFiles.MANIFEST);
        }
        if (RestoredLedger.verifierKeys(ring, manifest.log()).stream().noneMatch(note::verifiedBy)) {
            throw new BackupRefused(BackupRefused.Reason.NOT_SIGNED, BackupFiles.MANIFEST);
        }
        return manifest;
    }

    private static SignedNote note(Path folder, RecoveryKey key) throws IOException {
        try (var content = BackupFiles.decrypting(folder, BackupFiles.MANIFEST, key.readers())) {
            return SignedNote.parse(bytes(content));
        } catch (MalformedLogData notANote) {
            throw new BackupRefused(BackupRefused.Reason.NOT_SIGNED, BackupFiles.MANIFEST);
        }
    }

    private static byte[] bytes(java.io.InputStream content) {
        try {
            return content.readNBytes(LARGEST_MANIFEST);
        } catch (IOException | RuntimeException changed) {
            throw new BackupRefused(BackupRefused.Reason.CHANGED, BackupFiles.MANIFEST);
        }
    }

    /// Reads every file.
    ///
    /// @param progress told how many bytes more were read; from several threads
    /// @throws BackupRefused if one is not what the manifest says
    void requireIntact(LongConsumer progress) throws IOException {
        int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
        try (var executor = Executors.newFixedThreadPool(workers)) {
            var checks = new ArrayList<Future<Boolean>>();
            for (var table : manifest.tables()) {
                checks.add(executor.submit(checking(table, progress)));
            }
            for (var check : checks) {
                result(check);
            }
        }
    }

    private Callable<Boolean> checking(Manifest.Table table, LongConsumer progress) {
        return () -> {
            try (var content = CheckedFile.open(folder, table, key, progress)) {
                content.requireWhole();
            }
            return true;
        };
    }

    private static void result(Future<Boolean> check) throws IOException {
        try {
            check.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BackupRefused refused) {
                throw refused;
            }
            throw new IOException("A file of the backup cannot be read", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}
