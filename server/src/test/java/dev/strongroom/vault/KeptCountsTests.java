package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.database.Database;
import dev.strongroom.database.EmbeddedDatabaseForTests;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Numbers that are kept for as long as counting was worth.
class KeptCountsTests {

    private final AtomicLong now = new AtomicLong();
    private Database database;
    private Duration reading = Duration.ZERO;
    private KeptCounts counts;

    @BeforeEach
    void open() throws SQLException {
        database = EmbeddedDatabaseForTests.fresh();
        execute("insert into key_encryption_key (version) values (1)");
        counts = new KeptCounts(new Transactions(database.dataSource()), () -> now.getAndAdd(reading.toNanos()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void addCustomer(long number) throws SQLException {
        execute("insert into customer_key (customer_id, kek_version, key_version, wrapped, commitment) values ("
                + number + ", 1, 1, '', '')");
    }

    private void addRecord(long customer, String collection) throws SQLException {
        execute("insert into record (customer_id, record_id, collection, sealed) values (" + customer + ", " + customer
                + ", '" + collection + "', '')");
    }

    @Test
    void whatWasCountedInNoTime_isCountedAnewAtOnce() throws SQLException {
        assertThat(counts.customers()).isZero();
        addCustomer(1);
        assertThat(counts.customers()).isOne();
    }

    @Test
    void whatTookASecondToCount_isKeptForFifty_andNoLonger() throws SQLException {
        addCustomer(1);
        reading = Duration.ofSeconds(1);
        assertThat(counts.customers()).isOne();
        reading = Duration.ZERO;
        addCustomer(2);
        now.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(counts.customers()).as("kept").isOne();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(counts.customers()).as("counted anew").isEqualTo(2);
    }

    @Test
    void eachCollection_hasItsOwnNumber() throws SQLException {
        reading = Duration.ofSeconds(1);
        addCustomer(1);
        addCustomer(2);
        addRecord(1, "customers");
        addRecord(2, "orders");
        execute("update record set collection = 'customers' where customer_id = 2");
        assertThat(counts.records("customers")).isEqualTo(2);
        assertThat(counts.records("orders")).isZero();
        assertThat(counts.customers()).isEqualTo(2);
    }
}
