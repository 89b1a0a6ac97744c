package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.FieldKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Seals a customer's tokens under the customer's next key. Tokens and their terms stay as they are.
final class TokenResealing {

    private static final int BATCH = 500;

    private final TokenSealing sealing;

    TokenResealing(TokenSealing sealing) {
        this.sealing = sealing;
    }

    /// Reseals all of them, a batch at a time. The caller holds the customer's key row for update, and replaces it in
    /// the same transaction.
    ///
    /// @throws dev.strongroom.web.Problem if one does not open
    /// @return how many there were
    int reseal(Connection connection, long customer, FieldKey from, FieldKey to) throws SQLException {
        int resealed = 0;
        var after = new byte[0];
        var batch = TokenRows.lockNext(connection, customer, after, BATCH);
        while (!batch.isEmpty()) {
            TokenRows.replaceSealed(connection, rows(batch, from, to));
            resealed += batch.size();
            after = batch.getLast().row().index();
            batch = TokenRows.lockNext(connection, customer, after, BATCH);
        }
        return resealed;
    }

    private List<TokenRow> rows(List<StoredToken> batch, FieldKey from, FieldKey to) {
        try {
            var rows = new ArrayList<TokenRow>();
            for (var stored : batch) {
                rows.add(row(stored.row(), from, to));
            }
            return rows;
        } catch (DoesNotOpen changed) {
            throw TokenRefusals.damaged();
        }
    }

    /// Opens what is about to be stored once more: the old key is gone afterwards.
    private TokenRow row(TokenRow old, FieldKey from, FieldKey to) {
        var cleartext = sealing.open(from, old);
        var sealed = sealing.seal(to, old, cleartext);
        if (!sealing.open(to, sealed).equals(cleartext)) {
            throw new DoesNotOpen("A token was resealed wrongly");
        }
        return sealed;
    }
}
