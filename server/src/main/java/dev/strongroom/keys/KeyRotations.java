package dev.strongroom.keys;

import org.springframework.context.ApplicationEventPublisher;

/// Rotates keys on demand, by the words of the command line: kek, root or log.
public final class KeyRotations {

    private final KeyRing ring;
    private final KeyEncryptionKeys keyEncryptionKeys;
    private final ApplicationEventPublisher events;

    KeyRotations(KeyRing ring, KeyEncryptionKeys keyEncryptionKeys, ApplicationEventPublisher events) {
        this.ring = ring;
        this.keyEncryptionKeys = keyEncryptionKeys;
        this.events = events;
    }

    public int rotateKeyEncryptionKey(String actor) {
        return keyEncryptionKeys.rotate(actor);
    }

    /// New keys that sign and cosign; checkpoints carry their signatures and those of the previous ones from now on.
    public int rotateLog(String actor) {
        int version = ring.addLogKeys();
        events.publishEvent(new KeyRotated(actor, KeyKind.LOG.word(), version));
        return version;
    }

    /// A new index root; indexes made from now on are derived from it.
    public int rotateIndexRoot(String actor) {
        int version = ring.add(KeyKind.INDEX);
        events.publishEvent(new KeyRotated(actor, KeyKind.INDEX.word(), version));
        return version;
    }

    public int rotateRoot(String actor) {
        ring.rotateRoot();
        int version = ring.newest(KeyKind.ROOT);
        events.publishEvent(new KeyRotated(actor, KeyKind.ROOT.word(), version));
        return version;
    }
}
