package dev.strongroom.vault;

import dev.strongroom.access.CustomerRelations;
import dev.strongroom.catalog.CustomerScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The statements about who looks after whom.
final class CustomerRelationRows implements CustomerRelations {

    private final Transactions transactions;
    private final Clock clock;

    CustomerRelationRows(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Map<Long, Set<CustomerScope>> of(String account, Collection<Long> customers) {
        return transactions.read(connection -> of(connection, account, customers));
    }

    private Map<Long, Set<CustomerScope>> of(Connection connection, String account, Collection<Long> customers)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                select customer_id, scope from customer_relation
                where customer_id = any (?) and (ends_at is null or ends_at > ?) and (scope <> 'branch' and holder = ?
                    or scope = 'branch' and holder in (select branch from branch_member where account = ?))
                """)) {
            statement.setArray(1, connection.createArrayOf("bigint", customers.toArray()));
            statement.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            statement.setString(3, account);
            statement.setString(4, account);
            var scopes = new HashMap<Long, Set<CustomerScope>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    scopes.computeIfAbsent(rows.getLong(1), missing -> EnumSet.noneOf(CustomerScope.class))
                            .add(scope(rows.getString(2)));
                }
            }
            return scopes;
        }
    }

    @Override
    public OptionalLong customer(String id) {
        var number = RecordId.parse(id).filter(RecordId::isCustomer).map(RecordId::customer);
        return number.isPresent() && transactions.read(connection -> exists(connection, number.get()))
                ? OptionalLong.of(number.get())
                : OptionalLong.empty();
    }

    private static boolean exists(Connection connection, long customer) throws SQLException {
        return RecordRows.key(connection, customer, RecordRows.KeyLock.NONE).isPresent();
    }

    static List<CustomerRelation> list(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select scope, holder, ends_at from customer_relation where customer_id = ? order by scope, holder
                """)) {
            statement.setLong(1, customer);
            var all = new ArrayList<CustomerRelation>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(new CustomerRelation(
                            scope(rows.getString(1)),
                            rows.getString(2),
                            Optional.ofNullable(rows.getObject(3, OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant)));
                }
            }
            return all;
        }
    }

    static void put(Connection connection, long customer, CustomerRelation relation) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into customer_relation (customer_id, scope, holder, ends_at) values (?, ?, ?, ?)
                on conflict (customer_id, scope, holder) do update set ends_at = excluded.ends_at
                """)) {
            statement.setLong(1, customer);
            statement.setString(2, word(relation.scope()));
            statement.setString(3, relation.holder());
            statement.setObject(4, utc(relation.endsAt()));
            statement.executeUpdate();
        }
    }

    /// @return whether there was one
    static boolean remove(Connection connection, long customer, CustomerScope scope, String holder)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from customer_relation where customer_id = ? and scope = ? and holder = ?")) {
            statement.setLong(1, customer);
            statement.setString(2, word(scope));
            statement.setString(3, holder);
            return statement.executeUpdate() > 0;
        }
    }

    static List<String> members(Connection connection, String branch) throws SQLException {
        try (var statement =
                connection.prepareStatement("select account from branch_member where branch = ? order by account")) {
            statement.setString(1, branch);
            var all = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
            return all;
        }
    }

    static boolean join(Connection connection, String branch, String account) throws SQLException {
        return member(
                connection,
                "insert into branch_member (branch, account) values (?, ?) on conflict do nothing",
                branch,
                account);
    }

    static boolean leave(Connection connection, String branch, String account) throws SQLException {
        return member(connection, "delete from branch_member where branch = ? and account = ?", branch, account);
    }

    private static boolean member(Connection connection, String sql, String branch, String account)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, branch);
            statement.setString(2, account);
            return statement.executeUpdate() > 0;
        }
    }

    static String word(CustomerScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static CustomerScope scope(String word) {
        return CustomerScope.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable OffsetDateTime utc(Optional<Instant> instant) {
        return instant.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
