package dev.strongroom.identity.account;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that make customers' accounts, and remove them with all that hangs on them.
public final class CustomerAccountRows {

    private static final String ACCOUNTS = "select id from account where customer_id = any (?)";

    /// Accounts are held before their sessions, here and everywhere. Then each goes before what it refers to: a restore
    /// removes accounts while no foreign key does.
    private static final List<String> REMOVALS = List.of(
            ACCOUNTS + " order by id for update",
            "delete from account_code where session_id in" + " (select id from account_session where account_id in ("
                    + ACCOUNTS + "))",
            "delete from account_session where account_id in (" + ACCOUNTS + ")",
            "delete from authenticator_app where account_id in (" + ACCOUNTS + ")",
            "delete from passkey where account_id in (" + ACCOUNTS + ")",
            "delete from recovery_code where account_id in (" + ACCOUNTS + ")",
            "delete from notice where recipient in (" + ACCOUNTS + ")",
            "delete from message where recipient in (" + ACCOUNTS + ")",
            "with gone as (delete from account where customer_id = any (?) returning number)"
                    + " delete from account_key where account_id in (select number from gone)");

    private static final String MESSAGES_OF_LINKS = "delete from message where recipient in"
            + " (select account_id from customer_invitation where customer_id = any (?))";
    private static final String LINKS = "delete from customer_invitation where customer_id = any (?)";

    private CustomerAccountRows() {}

    /// @param id begins with [Account#CUSTOMER]
    /// @param signInName keyed hash of the address that was proven
    public static Account create(
            JdbcClient transaction,
            AccountSecrets secrets,
            SecureRandom random,
            String id,
            long customer,
            byte[] signInName,
            String language) {
        long number = -1 - (random.nextLong() >>> 1);
        var key = secrets.create(transaction, number);
        transaction
                .sql("insert into account (id, kind, customer_id, number, sign_in_name, sealed_name, language, roles,"
                        + " purposes, status) values (?, 'customer', ?, ?, ?, ?, ?, '{}', '{}', 'invited')")
                .params(id, customer, number, signInName, key.seal("name", id), language)
                .update();
        return AccountRows.byId(transaction, id, true).orElseThrow().account();
    }

    /// Holds a customer until the transaction ends, so that nobody is erased meanwhile, and no two change one account.
    ///
    /// INVARIANT: before the account, here and everywhere.
    ///
    /// @return whether there is one
    public static boolean hold(JdbcClient transaction, long customer) {
        return transaction
                .sql("select 1 from customer_key where customer_id = ? for no key update")
                .param(customer)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Removes accounts: factors, sessions, notices, messages and keys go with them.
    public static void remove(Connection transaction, Collection<Long> customers) throws SQLException {
        for (var sql : REMOVALS) {
            run(transaction, sql, customers);
        }
    }

    /// As [#remove], and links that were not taken up.
    public static void removeWithLinks(Connection transaction, Collection<Long> customers) throws SQLException {
        remove(transaction, customers);
        run(transaction, MESSAGES_OF_LINKS, customers);
        run(transaction, LINKS, customers);
    }

    private static void run(Connection transaction, String sql, Collection<Long> customers) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setArray(1, transaction.createArrayOf("bigint", customers.toArray()));
            statement.execute();
        }
    }

    /// Removes accounts whose taking up was begun and left.
    public static void removeLeft(JdbcClient jdbc, Instant begunBefore) {
        jdbc.sql("with gone as (delete from account where kind = 'customer' and status = 'invited'"
                        + " and created_at < ? returning number)"
                        + " delete from account_key where account_id in (select number from gone)")
                .param(begunBefore.atOffset(ZoneOffset.UTC))
                .update();
    }
}
