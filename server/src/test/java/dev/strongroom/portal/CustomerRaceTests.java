package dev.strongroom.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happens to one account at once, nobody waits in a circle and nothing is left between two states.
class CustomerRaceTests {

    private static final int AT_ONCE = 6;

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

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            return threads.invokeAll(calls).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
    }

    private static long number(CustomersShop.Customer customer) {
        return RecordId.parse(customer.id()).orElseThrow().customer();
    }

    private static Answer account(String method, CustomersShop.Customer customer, String act) {
        return server.send(method, "/v1/customers/" + customer.id() + "/account" + act, server.administrator(), "");
    }

    @RepeatedTest(5)
    void erasure_besideEverythingTheCustomerDoes_leavesNothing() throws Exception {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(() -> there.stolenCookies().post("/v1/me/recovery-codes", Map.of()));
            calls.add(() -> there.stolenCookies().post("/v1/me/apps", Map.of("label", "another")));
            calls.add(() -> there.stolenCookies().get("/v1/me/customer"));
            calls.add(() -> CustomersShop.password(there.stolenCookies(), customer.mail()));
        }
        calls.add(AT_ONCE, () -> server.post("/v1/customers/" + customer.id() + "/erasures", shop.backEnd(), ""));
        var answers = atOnce(calls);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isLessThan(500));
        assertThat(answers.get(AT_ONCE).status()).isEqualTo(202);
        assertThat(server.count("select count(*) from account where customer_id = " + number(customer)))
                .isZero();
        assertThat(there.get("/v1/me").status()).isEqualTo(401);
        assertThat(server.count("select count(*) from account_key k"
                        + " where not exists (select 1 from account a where a.number = k.account_id)"))
                .isZero();
    }

    @RepeatedTest(5)
    void linksTakenUpIssuedAndDisabledAtOnce_leaveOneStateOrAnother() throws Exception {
        var customer = shop.customer();
        var token = shop.link(customer);
        var code = shop.code(shop.browser(), token, customer);
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(() -> shop.invite(customer.id()));
            calls.add(() -> CustomersShop.take(shop.browser(), token, code));
            calls.add(() -> CustomersShop.askForCode(shop.browser(), token));
            calls.add(() -> account("POST", customer, "/disable"));
            calls.add(() -> account("DELETE", customer, ""));
        }
        var answers = atOnce(calls);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isLessThan(500));
        assertThat(server.count("select count(*) from customer_invitation where customer_id = " + number(customer)))
                .isLessThanOrEqualTo(1);
        account("DELETE", customer, "");
        server.execute("update customer_invitation set counted_from = counted_from - interval '25 hours'");
        StaffMember anew = shop.signedIn(customer);
        assertThat(anew.get("/v1/me/customer").json().get("customer").asString())
                .isEqualTo(customer.id());
    }
}
