package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What refers to a key cannot be stored without it, and a key that is referred to cannot go, whoever writes the SQL.
class ReferenceTests {

    @TempDir
    static Path home;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        server.create(server.shopClient(), "customers", Shop.customer());
        server.execute("insert into token (token_index, customer_id, record_id, collection, field, purpose, kind,"
                + " one_time, sealed) select '\\x00', customer_id, record_id, 'customers', 'name', 'support', 'random',"
                + " false, '' from record");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into record (customer_id, record_id, collection, sealed) values (1, 1, 'customers', '')",
                "insert into record (customer_id, record_id, collection, sealed)"
                        + " select customer_id, 1, 'orders', ''::bytea from customer_key union all select 1, 2, 'orders', ''",
                "insert into token (token_index, customer_id, record_id, collection, field, purpose, kind, one_time,"
                        + " sealed) values ('\\x01', 1, 1, 'customers', 'name', 'support', 'random', false, '')",
                "delete from customer_key",
                "with gone as (delete from record) delete from customer_key",
                "insert into customer_key (customer_id, kek_version, key_version, wrapped, commitment)"
                        + " values (1, 99, 1, '', '')",
                "update customer_key set kek_version = 99",
                "delete from key_encryption_key"
            })
    void aReferenceToAKeyThatIsNotThere_isRefused_andNothingChanges(String statement) {
        var before = rows();
        assertThatThrownBy(() -> server.execute(statement))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("23503"));
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aKeyNothingRefersTo_mayGo() {
        server.execute("insert into key_encryption_key (version) values (98)");
        server.execute("insert into customer_key (customer_id, kek_version, key_version, wrapped, commitment)"
                + " values (98, 98, 1, '', '')");
        server.execute("delete from customer_key where customer_id = 98");
        server.execute("delete from key_encryption_key where version = 98");
        assertThat(server.count("select count(*) from key_encryption_key where version = 98"))
                .isZero();
    }

    private static long rows() {
        return server.count("select (select count(*) from record) + (select count(*) from customer_key)"
                + " + (select count(*) from token)"
                + " + (select count(*) from key_encryption_key) + (select sum(kek_version) from customer_key)");
    }
}
