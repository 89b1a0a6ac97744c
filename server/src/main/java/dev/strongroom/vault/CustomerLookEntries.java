package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import java.time.Clock;
import java.util.Optional;

/// Records looks at a customer that show no field: which records there are.
final class CustomerLookEntries {

    private final Transactions transactions;
    private final RecordOpening opening;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;

    CustomerLookEntries(
            Transactions transactions, RecordOpening opening, LookEntries entries, Ledger ledger, Clock clock) {
        this.transactions = transactions;
        this.opening = opening;
        this.entries = entries;
        this.ledger = ledger;
        this.clock = clock;
    }

    void listed(Look look, RecordId customer, String policy) {
        var time = clock.instant();
        var entry =
                LedgerEntry.of(time, EntryKind.LOOK, look.caller().id(), policy).forPurpose(look.purpose());
        ledger.append(entries.about(key(customer), entry, LookWords.of(look)));
    }

    void refuse(Look look, RecordId customer, String policy, String code) {
        ledger.append(entries.refusal(look, key(customer), policy, code));
    }

    private Optional<LookEntries.About> key(RecordId customer) {
        try {
            return transactions
                    .run(connection -> RecordRows.key(connection, customer.customer(), RecordRows.KeyLock.NONE))
                    .map(wrapped ->
                            new LookEntries.About(customer.customer(), opening.openKey(customer.customer(), wrapped)));
        } catch (DoesNotOpen changed) {
            return Optional.empty();
        }
    }
}
