package dev.strongroom.identity.account;

import dev.strongroom.identity.ApiClient;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that read and write accounts.
public final class AccountRows {

    private static final String SELECT =
            "select id, number, language, sealed_name, roles, purposes, status, sealed_password, created_at from account";

    private AccountRows() {}

    /// An account with what is sealed of it.
    ///
    /// @param sealedPassword empty until a password was set
    public record Stored(Account account, byte[] sealedName, Optional<byte[]> sealedPassword) {}

    /// @param held whether the row stays as it is until the transaction ends
    public static Optional<Stored> byId(JdbcClient jdbc, String id, boolean held) {
        return jdbc.sql(SELECT + " where id = ?" + (held ? " for update" : ""))
                .param(id)
                .query((row, line) -> stored(row))
                .optional();
    }

    /// @param signInName its keyed hash
    public static Optional<Stored> bySignInName(JdbcClient jdbc, byte[] signInName) {
        return jdbc.sql(SELECT + " where sign_in_name = ?")
                .param(signInName)
                .query((row, line) -> stored(row))
                .optional();
    }

    /// The account of a customer.
    ///
    /// @param held whether the row stays as it is until the transaction ends
    public static Optional<Account> ofCustomer(JdbcClient jdbc, long customer, boolean held) {
        return jdbc.sql(SELECT + " where customer_id = ?" + (held ? " for update" : ""))
                .param(customer)
                .query((row, line) -> stored(row).account())
                .optional();
    }

    /// The number of the customer whom an account belongs to.
    public static Optional<Long> customerOf(JdbcClient jdbc, String id) {
        return jdbc.sql("select customer_id from account where id = ? and kind = 'customer'")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /// Those of staff.
    static List<Stored> all(JdbcClient jdbc) {
        return jdbc.sql(SELECT + " where kind = 'staff' order by created_at, id")
                .query((row, line) -> stored(row))
                .list();
    }

    /// Makes administrators and privacy officers wait for one another, so that the last one cannot be removed twice at
    /// once.
    public static void holdAdministrators(JdbcClient jdbc) {
        jdbc.sql(
                        "select id from account where roles && array['administrator', 'privacy-officer'] order by id for update")
                .query(String.class)
                .list();
    }

    /// The active ones, in no order.
    public static List<String> activeAdministrators(JdbcClient jdbc) {
        return active(jdbc, ApiClient.ADMINISTRATOR);
    }

    /// Those with this role who may sign in, in no order.
    public static List<String> active(JdbcClient jdbc, String role) {
        return jdbc.sql("select id from account where ? = any (roles) and status = 'active'")
                .param(role)
                .query((row, line) -> row.getString(1))
                .list();
    }

    /// Everybody of the staff who may sign in, in no order.
    public static List<String> active(JdbcClient jdbc) {
        return jdbc.sql("select id from account where kind = 'staff' and status = 'active'")
                .query((row, line) -> row.getString(1))
                .list();
    }

    static int activeAdministratorsBut(JdbcClient jdbc, String id) {
        return jdbc.sql("select count(*) from account where 'administrator' = any (roles) and status = 'active'"
                        + " and id <> ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    public static void setStatus(JdbcClient jdbc, String id, Account.Status status) {
        jdbc.sql("update account set status = ? where id = ?")
                .params(status.name().toLowerCase(Locale.ROOT), id)
                .update();
    }

    /// What somebody is who may sign in again: invited, unless there is a factor to do it with.
    public static Account.Status statusByFactors(JdbcClient jdbc, String id) {
        boolean isComplete =
                jdbc.sql("select (select count(*) from authenticator_app where account_id = ? and confirmed)"
                                        + " + (select count(*) from passkey where account_id = ?)")
                                .params(id, id)
                                .query(Integer.class)
                                .single()
                        > 0;
        return isComplete ? Account.Status.ACTIVE : Account.Status.INVITED;
    }

    /// Everything a person signs in with is gone, and they are as if they had only been invited. The mail address
    /// stays.
    static void forgetFactors(JdbcClient transaction, String id) {
        for (var table : List.of("authenticator_app", "passkey", "recovery_code", "company_link")) {
            transaction
                    .sql("delete from " + table + " where account_id = ?")
                    .param(id)
                    .update();
        }
        transaction
                .sql("delete from account_contact where account_id = ? and kind = 'phone'")
                .param(id)
                .update();
        transaction
                .sql("update account set status = 'invited', sealed_password = null where id = ?")
                .param(id)
                .update();
    }

    public static void setPassword(JdbcClient jdbc, String id, byte[] sealed) {
        jdbc.sql("update account set sealed_password = ?, password_changed_at = clock_timestamp() where id = ?")
                .params(sealed, id)
                .update();
    }

    /// The columns that [#account] reads, of a table called by this name.
    public static String columns(String table) {
        return Stream.of("id", "number", "language", "roles", "purposes", "status", "created_at")
                .map(column -> table + "." + column)
                .collect(Collectors.joining(", "));
    }

    /// Reads an account from a row that has its columns.
    public static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("id"),
                row.getLong("number"),
                Locale.forLanguageTag(row.getString("language")),
                strings(row.getArray("roles")),
                strings(row.getArray("purposes")),
                Account.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte @Nullable [] password = row.getBytes("sealed_password");
        return new Stored(account(row), row.getBytes("sealed_name"), Optional.ofNullable(password));
    }

    private static Set<String> strings(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }
}
