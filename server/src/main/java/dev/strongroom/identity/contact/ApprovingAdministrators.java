package dev.strongroom.identity.contact;

import dev.strongroom.approval.Approvers;
import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Administrators and privacy officers who are people, told of requests like of anything else that concerns their
/// account.
final class ApprovingAdministrators implements Approvers {

    private static final String CLIENT = "client-";

    private final PersonalNotices notices;
    private final AccountSecrets secrets;
    private final JdbcClient jdbc;

    ApprovingAdministrators(PersonalNotices notices, AccountSecrets secrets, JdbcClient jdbc) {
        this.notices = notices;
        this.secrets = secrets;
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> held(JdbcClient transaction) {
        AccountRows.holdAdministrators(transaction);
        return Set.copyOf(AccountRows.activeAdministrators(transaction));
    }

    @Override
    public Set<String> heldOfficers(JdbcClient transaction) {
        AccountRows.holdAdministrators(transaction);
        return Set.copyOf(AccountRows.active(transaction, ApiClient.PRIVACY_OFFICER));
    }

    @Override
    public Set<String> now() {
        return Set.copyOf(AccountRows.activeAdministrators(jdbc));
    }

    @Override
    public boolean isActive(JdbcClient transaction, String requester) {
        var table = requester.startsWith(Account.STAFF)
                ? "account where id = ? and status = 'active'"
                : "api_client where id = ? and revoked_at is null";
        return transaction
                .sql("select 1 from " + table + " for share")
                .param(requester.startsWith(CLIENT) ? requester.substring(CLIENT.length()) : requester)
                .query((row, line) -> line)
                .optional()
                .isPresent();
    }

    @Override
    public byte[] seal(JdbcClient transaction, String account, String use, String words) {
        return secrets.open(
                        transaction, account(transaction, account).orElseThrow().number())
                .seal(use, words);
    }

    @Override
    public Optional<String> open(JdbcClient reading, String account, String use, byte[] sealed) {
        return account(reading, account).flatMap(found -> secrets.openIfIntact(reading, found, use, sealed));
    }

    private static Optional<Account> account(JdbcClient reading, String id) {
        return AccountRows.byId(reading, id, false).map(AccountRows.Stored::account);
    }

    @Override
    public void tell(JdbcClient transaction, String account, String template, Map<String, String> words) {
        if (account.startsWith(Account.STAFF)) {
            notices.tell(transaction, account, template, words);
        }
    }
}
