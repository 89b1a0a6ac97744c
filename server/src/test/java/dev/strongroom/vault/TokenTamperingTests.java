package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Someone who writes to the database changes rows of tokens. None of them opens, and nothing is disclosed.
class TokenTamperingTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static TokenShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        shop = new TokenShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String of(String customer) {
        return " where customer_id = " + Shop.number(customer);
    }

    private static void assertDamaged(String token) {
        long before = shop.entries();
        var answer = shop.open(token);
        assertThat(TokenShop.code(answer)).isEqualTo("token.damaged");
        assertThat(answer.has("value")).isFalse();
        assertThat(shop.entries()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1)",
                "sealed = set_byte(sealed, 5, get_byte(sealed, 5) # 1)",
                "sealed = set_byte(sealed, 6, get_byte(sealed, 6) # 1)",
                "sealed = set_byte(sealed, 18, get_byte(sealed, 18) # 1)",
                "sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)",
                "sealed = substring(sealed from 1 for length(sealed) - 1)",
                "sealed = sealed || '\\x00'",
                "sealed = ''",
                "field = 'card'",
                "field = 'email'",
                "collection = 'orders', field = 'number'",
                "record_id = record_id + 1",
                "purpose = 'fulfilment'",
                "kind = 'digits'",
                "one_time = false",
                "expires_at = expires_at + interval '1 microsecond'",
                "expires_at = null",
                "same_value = token_index"
            })
    void changedRow_doesNotOpen(String change) {
        var customer = shop.customer();
        var token = shop.token(TokenShop.wish(customer, "name", "random", "oneTime", true, "validForSeconds", 3_600));
        server.execute("update token set " + change + of(customer));
        assertDamaged(token);
        assertThat(shop.rows(customer)).isEqualTo(1);
    }

    @Test
    void rowOfAnUnknownKind_orOfAnotherIndex_isNoToken() {
        var customer = shop.customer();
        var token = shop.token(TokenShop.wish(customer, "name", "random"));
        server.execute("update token set kind = 'other'" + of(customer));
        assertThat(TokenShop.code(shop.open(token))).isEqualTo("token.unknown");
        server.execute("update token set kind = 'random', token_index = sha256(token_index)" + of(customer));
        assertThat(TokenShop.code(shop.open(token))).isEqualTo("token.unknown");
    }

    @Test
    void rowMovedToAnotherCustomer_doesNotOpen() {
        var customer = shop.customer();
        var other = shop.customer();
        var token = shop.token(TokenShop.wish(customer, "name", "random"));
        var record = Shop.number(other);
        server.execute("update token set customer_id = %d, record_id = %d".formatted(record, record) + of(customer));
        assertDamaged(token);
    }

    @Test
    void sealedBytesOfTwoTokens_exchanged_doNotOpen() {
        var customer = shop.customer();
        var name = shop.token(TokenShop.wish(customer, "name", "random"));
        var email = shop.token(TokenShop.wish(customer, "email", "random"));
        server.execute("update token t set sealed = o.sealed from token o where t.token_index <> o.token_index"
                + " and t.customer_id = o.customer_id and t.customer_id = " + Shop.number(customer));
        assertDamaged(name);
        assertDamaged(email);
    }

    @Test
    void sealedField_inThePlaceOfAToken_doesNotOpen() {
        var customer = shop.customer();
        var token = shop.token(TokenShop.wish(customer, "name", "random"));
        var field = StoredBytes.sealed(new StoredBytes(server).read(customer), "name");
        server.bean(JdbcClient.class)
                .sql("update token set sealed = ?" + of(customer))
                .param(field)
                .update();
        assertDamaged(token);
    }

    /// Else a caller who asks for the token of a name would get the one of the card.
    @Test
    void deterministicToken_filedUnderAnotherValue_isNotGivenOut() {
        var customer = shop.customer();
        var name = TokenShop.wish(customer, "name", "random", "deterministic", true);
        shop.token(name);
        var card = shop.token(TokenShop.wish(customer, "card", "random", "deterministic", true));
        server.execute("""
                update token t set same_value = sha256(t.same_value) where t.customer_id = %1$d and t.field = 'name'
                """.formatted(Shop.number(customer)));
        var fresh = shop.token(name);
        assertThat(fresh).isNotEqualTo(card);
        server.execute("""
                with moved as (delete from token where customer_id = %1$d and field = 'name'
                    and created_at = (select max(created_at) from token where customer_id = %1$d) returning same_value)
                update token set same_value = moved.same_value from moved
                where customer_id = %1$d and field = 'card'
                """.formatted(Shop.number(customer)));
        assertThat(TokenShop.code(shop.made(name).getFirst())).isEqualTo("token.damaged");
        assertDamaged(card);
    }

    @Test
    void damagedRecord_hasNoTokenMade() {
        var customer = shop.customer();
        var stored = new StoredBytes(server);
        var sealed = stored.read(customer);
        stored.write(customer, StoredBytes.flipped(sealed, sealed.length - 1));
        assertThat(TokenShop.code(
                        shop.made(TokenShop.wish(customer, "name", "random")).getFirst()))
                .isEqualTo("record.damaged");
        assertThat(shop.rows(customer)).isZero();
    }

    @Test
    void rotation_ofTheKeyOverADamagedToken_isRefused_andChangesNothing() {
        var customer = shop.customer();
        var token = shop.token(TokenShop.wish(customer, "name", "random"));
        var damaged = shop.token(TokenShop.wish(customer, "email", "random"));
        server.execute("update token set one_time = true" + of(customer) + " and field = 'email'");
        var rotated = server.post("/v1/customers/" + customer + "/key-rotations", server.administrator(), "");
        assertThat(rotated.status()).isEqualTo(500);
        assertThat(rotated.code()).isEqualTo("record.damaged");
        assertThat(shop.open(token).has("value")).isTrue();
        assertDamaged(damaged);
    }
}
