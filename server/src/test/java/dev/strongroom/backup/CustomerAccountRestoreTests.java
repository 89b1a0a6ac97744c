package dev.strongroom.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restore brings back no account of a customer who was erased since, and leaves the others whole.
class CustomerAccountRestoreTests {

    private static final List<String> TABLES = List.of(
            "account_key",
            "account_session",
            "authenticator_app",
            "passkey",
            "recovery_code",
            "notice",
            "customer_invitation");

    @TempDir
    Path folder;

    @Test
    void accountOfACustomerErasedAfterTheBackup_staysErased_andOthersStay() throws IOException {
        try (var shop = new ShopWithBackups(folder)) {
            var erased = shop.customer();
            var kept = shop.customer();
            giveAccount(shop.server, erased, 11);
            giveAccount(shop.server, kept, 12);
            TABLES.forEach(
                    table -> assertThat(rows(shop.server, table)).as(table).isEqualTo(2));
            var backup = shop.backup();
            shop.erase(erased);
            var settings = shop.freshDatabase();
            assertThat(shop.restore(backup, settings).erasedAgain()).isOne();
            try (var restored = shop.server.startElsewhere(settings)) {
                assertThat(restored.count("select count(*) from account where customer_id = " + number(kept)))
                        .isOne();
                assertThat(rows(restored, "account")).isOne();
                TABLES.forEach(
                        table -> assertThat(rows(restored, table)).as(table).isOne());
            }
        }
    }

    private static long rows(RunningServer server, String table) {
        return server.count("select count(*) from " + table);
    }

    private static long number(String customer) {
        return RecordId.parse(customer).orElseThrow().customer();
    }

    /// As rows: nobody signs in here.
    private static void giveAccount(RunningServer server, String customer, int serial) {
        var id = "customer-" + customer;
        for (var sql : List.of(
                "insert into account_key select -%2$d, kek_version, key_version, wrapped, commitment"
                        + " from customer_key limit 1",
                "insert into account (id, kind, customer_id, number, sign_in_name, sealed_name, roles, purposes,"
                        + " status) values ('%1$s', 'customer', %3$d, -%2$d, '\\x%2$d', '\\x00', '{}', '{}', 'active')",
                "insert into account_session (token_hash, id, account_id, sealed_device)"
                        + " values ('\\x%2$d', '%1$s', '%1$s', '\\x00')",
                "insert into authenticator_app (id, account_id, sealed_secret, sealed_label, confirmed)"
                        + " values ('%1$s', '%1$s', '\\x00', '\\x00', true)",
                "insert into passkey (id, account_id, credential_hash, sealed_credential, sealed_label, relying_party,"
                        + " sign_count) values ('%1$s', '%1$s', '\\x%2$d', '\\x00', '\\x00', 'localhost', 0)",
                "insert into recovery_code (account_id, code_hash) values ('%1$s', '\\x00')",
                "insert into notice (id, recipient, template, words, created_at)"
                        + " values ('%1$s', '%1$s', 'new-device', '{}', now())",
                "insert into customer_invitation (customer_id, account_id, language, token_hash, expires_at)"
                        + " values (%3$d, '%1$s', 'en', '\\x%2$d', now() + interval '1 day')")) {
            server.execute(sql.formatted(id, serial, number(customer)));
        }
    }
}
