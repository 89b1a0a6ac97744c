package dev.strongroom.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.identity.account.CustomerAccountRows;
import dev.strongroom.identity.contact.CustomerLinks;
import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A customer's account goes with the customer, and while there is one, no address stands anywhere beside the record.
class CustomerErasureTests {

    private static final List<String> TABLES = List.of(
            "account",
            "account_session",
            "authenticator_app",
            "passkey",
            "recovery_code",
            "notice",
            "message",
            "customer_invitation");

    @TempDir
    static Path home;

    private static CustomersShop shop;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        shop = new CustomersShop(home);
        server = shop.server();
    }

    @AfterAll
    static void stop() throws IOException {
        shop.close();
    }

    private static Answer erase(CustomersShop.Customer customer) {
        return server.post("/v1/customers/" + customer.id() + "/erasures", shop.backEnd(), "");
    }

    private static long number(CustomersShop.Customer customer) {
        return RecordId.parse(customer.id()).orElseThrow().customer();
    }

    /// How many rows of each table name the account.
    private static long rows(String table, String account) {
        return server.count("select count(*) from " + table + " t where t::text like '%" + account + "%'");
    }

    @Test
    void erased_isSignedOutAtOnce_andUnknownAfterwards() {
        var kept = shop.signedIn(shop.customer());
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        var id = there.get("/v1/me").json().get("id").asString();
        long keys = server.count("select count(*) from account_key");
        assertThat(rows("account_session", id)).isPositive();

        assertThat(erase(customer).status()).isEqualTo(202);

        assertThat(there.get("/v1/me/customer").status()).isEqualTo(401);
        assertThat(there.get("/v1/me").status()).isEqualTo(401);
        var again = CustomersShop.password(there.atAnotherDevice(), customer.mail());
        var unknown = CustomersShop.password(shop.browser(), "never." + customer.mail());
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text()).isEqualTo(unknown.text());
        TABLES.forEach(table -> assertThat(rows(table, id)).as(table).isZero());
        assertThat(server.count("select count(*) from account_key")).isEqualTo(keys - 1);
        assertThat(kept.get("/v1/me/customer").status()).isEqualTo(200);
        assertThat(shop.invite(customer.id()).status()).isEqualTo(404);
        assertThat(server.get("/v1/customers/" + customer.id() + "/account", server.administrator())
                        .status())
                .isEqualTo(404);
        assertThat(server.post("/v1/customers/" + customer.id() + "/account/disable", server.administrator(), "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void erased_beforeTheLinkIsTakenUp_itIsVoid() {
        var customer = shop.customer();
        var token = shop.link(customer);
        var code = shop.code(shop.browser(), token, customer);
        assertThat(erase(customer).status()).isEqualTo(202);
        assertThat(CustomersShop.take(shop.browser(), token, code).code()).isEqualTo("invitation.invalid");
        assertThat(CustomersShop.askForCode(shop.browser(), token).code()).isEqualTo("invitation.invalid");
        assertThat(server.count("select count(*) from customer_invitation where customer_id = " + number(customer)))
                .isZero();
    }

    @Test
    void erased_halfWayThrough_nothingIsLeftOfTheAccount() {
        var customer = shop.customer();
        var half = shop.takenUp(customer);
        assertThat(erase(customer).status()).isEqualTo(202);
        assertThat(half.post("/v1/me/apps", Map.of("label", "phone")).status()).isEqualTo(401);
        assertThat(server.count("select count(*) from account where customer_id = " + number(customer)))
                .isZero();
    }

    @Test
    void erasure_thatTheLawForbids_leavesTheAccount() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        server.create(shop.backEnd(), "payments", """
                {"customer": "%s", "fields": {"amount": "12.50 CNY", "paid_on": "2026-01-31"}}""".formatted(customer.id()));
        assertThat(erase(customer).status()).isEqualTo(409);
        assertThat(there.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void erasure_thatCannotRemoveTheAccount_fails_andRemovesNothing() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        server.execute("create table holds_accounts (account text references account (id))");
        try {
            server.execute("insert into holds_accounts select id from account where customer_id = " + number(customer));
            assertThat(erase(customer).status()).isBetween(500, 599);
            assertThat(server.count("select count(*) from record where customer_id = " + number(customer)))
                    .isOne();
            assertThat(there.get("/v1/me/customer").status()).isEqualTo(200);
        } finally {
            server.execute("drop table holds_accounts");
        }
    }

    @Test
    void whatWasLeftOrIsOver_isForgotten_andNothingElse() {
        var kept = shop.signedIn(shop.customer());
        var open = shop.customer();
        shop.link(open);
        var left = shop.customer();
        shop.takenUp(left);
        var over = shop.customer();
        shop.link(over);
        server.execute("update customer_invitation set expires_at = clock_timestamp() - interval '1 second',"
                + " counted_from = counted_from - interval '25 hours' where customer_id = " + number(over));
        server.execute("update account set created_at = created_at - interval '2 hours' where kind = 'customer'");

        server.bean(CustomerLinks.class).removeOver();
        CustomerAccountRows.removeLeft(
                server.bean(JdbcClient.class), Instant.now().minus(Duration.ofHours(1)));

        assertThat(server.count("select count(*) from account where customer_id = " + number(left)))
                .isZero();
        assertThat(server.count("select count(*) from customer_invitation where customer_id = " + number(over)))
                .isZero();
        assertThat(server.count("select count(*) from customer_invitation where customer_id = " + number(open)))
                .isOne();
        assertThat(server.count("select count(*) from account_key k"
                        + " where not exists (select 1 from account a where a.number = k.account_id)"))
                .isZero();
        assertThat(kept.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void recordThatIsDeleted_leavesNowhereToWriteTo() {
        var customer = shop.customer();
        var token = shop.link(customer);
        assertThat(server.delete("/v1/records/customers/" + customer.id(), shop.backEnd())
                        .status())
                .isEqualTo(204);
        assertThat(CustomersShop.askForCode(shop.browser(), token).code()).isEqualTo("invitation.not_reachable");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ExtendWith(OutputCaptureExtension.class)
    void addresses_standNowhereInClear(CapturedOutput output) {
        var customer = shop.customer("canary.k7q@example.com", "+8613987650123");
        var browser = shop.browser();
        var token = shop.link(customer);
        shop.texted(browser, token, customer);
        shop.code(browser, token, customer);
        var there = shop.browser();
        var second = shop.link(customer);
        CustomersShop.take(there, second, shop.code(there, second, customer));
        there.enrol();
        CustomersShop.password(shop.browser(), customer.mail());
        CustomersShop.askForCode(shop.browser(), second);
        there.post("/v1/me/recovery-codes", Map.of());
        assertThat(there.get("/v1/keys").status()).isEqualTo(403);
        RunningServer.await("a line in the log", () -> output.getAll().contains("caller.role_missing: GET /v1/keys"));
        RunningServer.await(
                "all messages", () -> server.count("select count(*) from message where state = 'waiting'") == 0);

        var found = new TreeSet<String>();
        for (var secret : List.of("canary.k7q", "13987650123", token, second, StaffMember.PASSWORD)) {
            var hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
            for (var table : tables()) {
                if (server.count("select count(*) from " + table + " t where t::text like '%" + secret
                                + "%' or t::text like '%" + hex + "%'")
                        > 0) {
                    found.add(table + " " + secret);
                }
            }
            if (output.getAll().contains(secret)) {
                found.add("log " + secret);
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<String> tables() {
        return server.bean(JdbcClient.class)
                .sql("select quote_ident(table_name) from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE'")
                .query((row, line) -> row.getString(1))
                .list();
    }
}
