package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.catalog.Level;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.Problem;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The part of the door that releases files. Decides as for any other field, but a file is shown in clear or not at
/// all;
/// nothing of it leaves before the ledger has it on disk who looked.
public final class FileLooks {

    private final ActiveCatalog active;
    private final RecordReads reads;
    private final RecordOpening opening;
    private final Door door;
    private final LookRefusals refusals;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Transactions transactions;

    FileLooks(
            ActiveCatalog active,
            RecordReads reads,
            RecordOpening opening,
            Door door,
            LookRefusals refusals,
            LookEntries entries,
            Ledger ledger,
            Transactions transactions) {
        this.active = active;
        this.reads = reads;
        this.opening = opening;
        this.door = door;
        this.refusals = refusals;
        this.entries = entries;
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /// @param look at exactly one field
    /// @throws Problem when refused; nothing is disclosed and the refusal is in the ledger
    /// @throws dev.strongroom.ledger.LedgerUnavailable when the look could not be recorded
    public FileDisclosure look(Look look, RecordId id, FileDisclosure.Wanted wanted) {
        while (true) {
            var stored = reads.byId(id);
            try {
                return look(look, id, stored, wanted);
            } catch (DoesNotOpen changed) {
                var damaged = stored.filter(this::isUnchanged);
                if (damaged.isPresent()) {
                    throw refusals.refuseDamaged(look, damaged.get(), policy());
                }
            }
        }
    }

    private FileDisclosure look(Look look, RecordId id, Optional<StoredRecord> stored, FileDisclosure.Wanted wanted) {
        var permit = door.permit(look, id, stored);
        boolean isFile = isFile(look, permit);
        try {
            requireClear(look, permit, isFile);
            var here = stored.filter(record -> record.collection().equals(look.collection()))
                    .orElseThrow(Refusals::noSuchRecord);
            return release(look, here, permit, wanted);
        } catch (Problem refused) {
            throw refusals.refuse(look, stored, permit.policy(), refused);
        }
    }

    private String policy() {
        return active.current().map(Catalog::hash).orElse("-");
    }

    private boolean isFile(Look look, Decision.Permit permit) {
        return active.current()
                .filter(catalog -> catalog.hash().equals(permit.policy()))
                .orElseThrow(Refusals::configurationChanged)
                .collection(look.collection())
                .flatMap(collection -> collection.field(look.fields().first()))
                .filter(field -> field.type() == FieldType.FILE)
                .isPresent();
    }

    private static void requireClear(Look look, Decision.Permit permit, boolean isFile) {
        var field = look.fields().first();
        if (!isFile) {
            throw FileRefusals.notAFile(field);
        }
        if (look.capped(permit).levels().get(field) != Level.CLEAR) {
            throw FileRefusals.notGranted(field);
        }
    }

    private FileDisclosure release(
            Look look, StoredRecord stored, Decision.Permit permit, FileDisclosure.Wanted wanted) {
        var record = opening.open(stored);
        var field = look.fields().first();
        if (!record.has(field)) {
            throw FileRefusals.none(field);
        }
        var described = FileDescription.parse(door.open(record, field));
        var part = part(wanted, record.sealed().version(), described.size());
        var content = FileContent.open(transactions, record.id(), record.place(), field, described);
        content.requireOpensAt(part.map(ByteRange::from).orElse(0L));
        var draft = entries.look(look, record, shown(record, field), permit.policy());
        var receipt = ledger.append(draft);
        int version = record.sealed().version();
        return new FileDisclosure(content, described, part, version, receipt, () -> reportIfUnchanged(stored));
    }

    /// A range is only for who has its version; others get the whole (RFC 9110 §13.1.5).
    private static Optional<ByteRange> part(FileDisclosure.Wanted wanted, int version, long size) {
        boolean isWanted = !wanted.range().isEmpty()
                && (wanted.ifRange().isEmpty() || wanted.ifRange().equals("\"" + version + "\""));
        return isWanted ? ByteRange.parse(wanted.range(), size) : Optional.empty();
    }

    private static Disclosure shown(OpenedRecord record, String field) {
        var shown = new TreeMap<String, Disclosure.Shown>();
        shown.put(field, new Disclosure.Shown("", true, Level.CLEAR));
        return new Disclosure(record.id(), record.sealed().version(), shown, List.of(), Optional.empty());
    }

    /// A file that was replaced or erased while it was read is no damage.
    private boolean isUnchanged(StoredRecord before) {
        return reads.byId(before.id())
                .filter(now -> MessageDigest.isEqual(now.sealed(), before.sealed()))
                .isPresent();
    }

    private void reportIfUnchanged(StoredRecord before) {
        if (isUnchanged(before)) {
            refusals.report(before);
        }
    }
}
