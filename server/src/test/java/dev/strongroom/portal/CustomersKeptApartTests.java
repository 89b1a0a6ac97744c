package dev.strongroom.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.SoftPasskeys;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Accounts of customers and of staff never mix, customers reach nothing of one another, and a disabled account is shut
/// at every door.
class CustomersKeptApartTests {

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

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private static String account(StaffMember customer) {
        return customer.get("/v1/me").json().get("id").asString();
    }

    private static Answer asAdministrator(String method, CustomersShop.Customer customer, String act) {
        return server.send(method, "/v1/customers/" + customer.id() + "/account" + act, server.administrator(), "");
    }

    private static SoftPasskeys passkey(StaffMember customer) {
        var device = new SoftPasskeys();
        var options = customer.post("/v1/me/passkeys/options", Map.of()).json().get("publicKey");
        var made = customer.post("/v1/me/passkeys", Map.of("label", "key", "credential", device.make(options)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return device;
    }

    private static Answer use(SoftPasskeys device) {
        var browser = shop.browser();
        var asked = browser.post("/v1/sign-in/passkey/options", Map.of()).json().get("publicKey");
        return browser.post("/v1/sign-in/passkey", Map.of("credential", device.sign(asked)));
    }

    @Test
    void sameName_isAnotherOneForStaff_andNeitherOpensTheOther() {
        var member = StaffMember.signedIn(server, "both", List.of("support_agent"), List.of("support"));
        var customer = shop.customer("both@example.com", "+8613900000001");
        var there = shop.signedIn(customer);
        assertThat(account(there)).isNotEqualTo(member.id());

        var atTheStaffDoor = there.atAnotherDevice();
        assertThat(atTheStaffDoor
                        .post("/v1/sign-in/password", Map.of("name", customer.mail(), "password", StaffMember.PASSWORD))
                        .status())
                .isEqualTo(200);
        shop.forgetCodes();
        assertRefused(atTheStaffDoor.app(there.code(0)), 401, "sign_in.code_refused");

        var atTheCustomersDoor = member.atAnotherDevice();
        assertThat(CustomersShop.password(atTheCustomersDoor, customer.mail()).status())
                .isEqualTo(200);
        assertRefused(atTheCustomersDoor.app(member.code(0)), 401, "sign_in.code_refused");
    }

    @Test
    void staffsName_isUnknownAtTheCustomersDoor_andACustomersAtTheStaffs() {
        StaffMember.signedIn(server, "staff-only", List.of(), List.of());
        assertRefused(CustomersShop.password(shop.browser(), "staff-only@example.com"), 401, "sign_in.refused");
        var customer = shop.customer();
        shop.signedIn(customer);
        for (var name : List.of(customer.mail(), customer.phone(), customer.id())) {
            assertRefused(
                    shop.browser().post("/v1/sign-in/password", Map.of("name", name, "password", StaffMember.PASSWORD)),
                    401,
                    "sign_in.refused");
        }
    }

    @Test
    void knownAndUnknownCustomers_areAnsweredAlike() {
        var customer = shop.customer();
        shop.signedIn(customer);
        var wrong = shop.browser()
                .post("/v1/sign-in/customer/password", Map.of("name", customer.mail(), "password", "not the password"));
        var unknown = shop.browser()
                .post("/v1/sign-in/customer/password", Map.of("name", "x@example.com", "password", "not the password"));
        assertRefused(wrong, 401, "sign_in.refused");
        assertThat(wrong.text()).isEqualTo(unknown.text());
    }

    @Test
    void guesses_areCounted_asForStaff() {
        var customer = shop.customer();
        for (int i = 0; i < 5; i++) {
            assertRefused(guess(customer.mail()), 401, "sign_in.refused");
        }
        assertRefused(guess(customer.mail()), 429, "sign_in.too_many");
    }

    /// A server that is hashing as many passwords as it may looks at no other, and counts none.
    private static RunningServer.Answer guess(String name) {
        var answer = CustomersShop.password(shop.browser(), name);
        while (answer.status() == 503) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = CustomersShop.password(shop.browser(), name);
        }
        return answer;
    }

    @Test
    void callsAboutStaff_neitherShowNorChangeACustomersAccount() {
        var there = shop.signedIn(shop.customer());
        var id = account(there);
        var key = server.administrator();
        assertThat(server.get("/v1/accounts", key).text()).doesNotContain("customer-");
        var path = "/v1/accounts/" + id;
        assertRefused(server.post(path + "/disable", key, ""), 404, "account.unknown");
        assertRefused(server.post(path + "/enable", key, ""), 404, "account.unknown");
        assertRefused(server.post(path + "/invitations", key, ""), 404, "account.unknown");
        assertRefused(server.post(path + "/recovery", key, ""), 404, "account.unknown");
        assertRefused(
                server.send("PUT", path + "/grants", key, "{\"roles\": [\"administrator\"], \"purposes\": []}"),
                404,
                "account.unknown");
        assertRefused(server.send("PUT", path + "/grants", key, "{\"roles\": []}"), 404, "account.unknown");
        assertThat(there.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void customers_countForNothingThatTakesPeople() {
        shop.signedIn(shop.customer());
        shop.signedIn(shop.customer());
        assertThat(server.post("/v1/clients", server.administrator(), "{\"name\": \"alone\", \"roles\": [\"eraser\"]}")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update account set roles = '{administrator}' where kind = 'customer'",
                "update account set purposes = '{support}' where kind = 'customer'",
                "update account set kind = 'staff' where kind = 'customer'",
                "update account set kind = 'staff', customer_id = null where kind = 'customer'",
                "update account set kind = 'other' where kind = 'customer'",
                "update account set customer_id = null where kind = 'customer'",
                "update account set kind = 'customer' where kind = 'staff'",
                "update account set id = 'staff-000000000001', kind = 'staff', customer_id = null"
                        + " where id = (select max(id) from account where kind = 'customer')",
                "insert into account_invitation select id, '\\x00', now() from account where kind = 'customer'",
                "insert into account_contact (id, account_id, kind, sealed_value, sealed_label, country)"
                        + " select id, id, 'mail', '\\x00', '\\x00', '' from account where kind = 'customer'",
                "delete from customer_key where customer_id in (select customer_id from account)"
            })
    void database_refusesToMixThem(String sql) {
        shop.signedIn(shop.customer());
        StaffMember.signedIn(server, "mixed-" + Integer.toHexString(sql.hashCode()), List.of(), List.of());
        assertThatThrownBy(() -> server.execute(sql)).hasMessageMatching("(?s).*violates (check|foreign key).*");
    }

    @Test
    void caller_whoIsACustomer_cannotBeMadeWithRights() {
        var proven = Optional.of(new Caller.Proven(Optional.empty(), Optional.empty()));
        assertThatThrownBy(
                        () -> new Caller("customer-1", Set.of("administrator"), Set.of(), proven, Caller.Kind.CUSTOMER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caller("customer-1", Set.of(), Set.of("support"), proven, Caller.Kind.CUSTOMER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsOfAnotherCustomer_openNothing() {
        var one = shop.signedIn(shop.customer());
        var customer = shop.customer();
        var two = shop.signedIn(customer);
        passkey(two);
        var mine = two.get("/v1/me").json().get("factors");
        var app = mine.get("apps").get(0).get("id").asString();
        var passkey = mine.get("passkeys").get(0).get("id").asString();
        var session = two.get("/v1/me/sessions")
                .json()
                .get("sessions")
                .get(0)
                .get("id")
                .asString();
        assertThat(one.get("/v1/me/sessions").text()).doesNotContain(session);
        assertRefused(one.delete("/v1/me/sessions/" + session), 404, "session.unknown");
        assertRefused(one.delete("/v1/me/apps/" + app), 404, "factor.unknown");
        assertRefused(one.put("/v1/me/apps/" + app, Map.of("label", "x")), 404, "factor.unknown");
        assertRefused(one.delete("/v1/me/passkeys/" + passkey), 404, "passkey.unknown");
        assertRefused(one.put("/v1/me/passkeys/" + passkey, Map.of("label", "x")), 404, "passkey.unknown");
        assertRefused(
                one.get("/v1/records/customers/" + customer.id(), "Strongroom-Purpose", "support"),
                403,
                "caller.role_missing");
        assertRefused(one.get("/v1/customers/" + customer.id() + "/looks"), 403, "caller.role_missing");
        assertRefused(one.get("/v1/customers/" + customer.id() + "/account"), 403, "caller.role_missing");
        assertThat(one.get("/v1/me/customer").text()).doesNotContain(customer.id());
        assertThat(two.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void sessionOfACustomer_besideAKey_isNotMixedWithIt() {
        var there = shop.signedIn(shop.customer());
        assertRefused(
                there.get("/v1/me/customer", "Authorization", "Bearer " + server.administrator()),
                403,
                "caller.no_customer");
        assertThat(there.get("/v1/keys", "Authorization", "Bearer srk_nothing").status())
                .isEqualTo(401);
    }

    @Test
    void contacts_areThoseOnFile_andNoOthersAreTaken() {
        var there = shop.signedIn(shop.customer());
        for (var body : List.of(
                Map.of("kind", "mail", "value", "mine@example.com"),
                Map.of("kind", "phone", "label", "x", "value", "+8613800138000"))) {
            assertRefused(there.post("/v1/me/contacts", body), 409, "contact.on_file");
        }
        assertThat(there.get("/v1/me").json().get("factors").get("contacts")).isEmpty();
    }

    @Test
    void notices_goToTheAddressOnFile_inWordsForCustomers() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        RunningServer.await(
                "a notice",
                () -> shop.mailsTo(customer).stream()
                        .anyMatch(mail -> CustomersShop.subject(mail).contains("authenticator app was added")));
        var mail = shop.mailsTo(customer).stream()
                .filter(some -> CustomersShop.subject(some).contains("app was added"))
                .findFirst()
                .orElseThrow();
        assertThat(CustomersShop.text(mail))
                .contains("the organisation that gave you the account")
                .doesNotContain("administrator", "your organisation", "{");
        assertThat(there.get("/v1/me/notices").text())
                .contains("the organisation that gave you the account")
                .doesNotContain("administrator");
    }

    @Test
    void language_isThatOfTheLink() {
        var customer = shop.customer();
        var invited = server.post(
                "/v1/customers/" + customer.id() + "/account/invitations", shop.inviter(), "{\"language\": \"zh-CN\"}");
        var token = invited.json().get("token").asString();
        assertThat(CustomersShop.askForCode(shop.browser(), token).status()).isEqualTo(202);
        RunningServer.await("a mail", () -> !shop.mailsTo(customer).isEmpty());
        var mail = shop.mailsTo(customer).getFirst();
        assertThat(CustomersShop.subject(mail)).isEqualTo("您的账户开通验证码");
        assertThat(CustomersShop.text(mail)).contains("为该机构保管您的数据").doesNotContain("贵单位");
    }

    @Test
    void disabled_isShutAtEveryDoor_andOpensAgainAsItWas() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        var device = passkey(there);
        var half = there.atAnotherDevice();
        assertThat(CustomersShop.password(half, customer.mail()).status()).isEqualTo(200);

        assertThat(asAdministrator("POST", customer, "/disable").status()).isEqualTo(204);

        assertThat(there.get("/v1/me/customer").status()).isEqualTo(401);
        assertThat(there.get("/v1/me").status()).isEqualTo(401);
        shop.forgetCodes();
        assertThat(half.app(there.code(0)).status()).isEqualTo(401);
        assertThat(half.post(
                                "/v1/sign-in/recovery-code",
                                Map.of("code", there.recoveryCodes().getFirst()))
                        .status())
                .isEqualTo(401);
        assertRefused(CustomersShop.password(there.atAnotherDevice(), customer.mail()), 401, "sign_in.refused");
        assertRefused(use(device), 401, "sign_in.passkey_refused");
        assertRefused(shop.invite(customer.id()), 409, "customer_account.disabled");
        assertThat(asAdministrator("GET", customer, "").json().get("status").asString())
                .isEqualTo("disabled");

        assertThat(asAdministrator("POST", customer, "/enable").status()).isEqualTo(204);
        assertRefused(asAdministrator("POST", customer, "/enable"), 409, "customer_account.not_disabled");
        assertThat(there.get("/v1/me").status()).isEqualTo(401);
        assertThat(use(device).status()).isEqualTo(200);
    }

    @Test
    void disabling_voidsALink() {
        var customer = shop.customer();
        var token = shop.link(customer);
        var code = shop.code(shop.browser(), token, customer);
        assertThat(asAdministrator("GET", customer, "").json().get("status").asString())
                .isEqualTo("invited");
        assertThat(asAdministrator("POST", customer, "/disable").status()).isEqualTo(204);
        assertRefused(CustomersShop.take(shop.browser(), token, code), 401, "invitation.invalid");
        assertRefused(asAdministrator("GET", customer, ""), 404, "customer_account.none");
        assertRefused(asAdministrator("POST", customer, "/disable"), 404, "customer_account.none");
        assertRefused(asAdministrator("POST", customer, "/enable"), 404, "customer_account.none");
        assertRefused(asAdministrator("DELETE", customer, ""), 404, "customer_account.none");
    }

    @Test
    void disablingOne_leavesTheOthers() {
        var one = shop.signedIn(shop.customer());
        var customer = shop.customer();
        shop.signedIn(customer);
        asAdministrator("POST", customer, "/disable");
        assertThat(one.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void removed_isGone_andCanBeTakenUpAnew() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        var device = passkey(there);
        assertThat(asAdministrator("DELETE", customer, "").status()).isEqualTo(204);
        assertThat(there.get("/v1/me/customer").status()).isEqualTo(401);
        assertRefused(CustomersShop.password(there.atAnotherDevice(), customer.mail()), 401, "sign_in.refused");
        assertRefused(use(device), 401, "sign_in.passkey_refused");
        long number = RecordId.parse(customer.id()).orElseThrow().customer();
        assertThat(server.count("select count(*) from account where customer_id = " + number))
                .isZero();

        var anew = shop.signedIn(customer);
        assertThat(anew.get("/v1/me/customer").json().get("customer").asString())
                .isEqualTo(customer.id());
        assertThat(there.get("/v1/me/customer").status()).isEqualTo(401);
    }

    @Test
    void accountCalls_takeAnAdministrator() {
        var customer = shop.customer();
        shop.signedIn(customer);
        var path = "/v1/customers/" + customer.id() + "/account";
        for (var key : List.of(shop.inviter(), shop.backEnd())) {
            assertRefused(server.post(path + "/disable", key, ""), 403, "caller.role_missing");
            assertRefused(server.post(path + "/enable", key, ""), 403, "caller.role_missing");
            assertRefused(server.delete(path, key), 403, "caller.role_missing");
        }
        assertRefused(server.get(path, shop.backEnd()), 403, "caller.role_missing");
        assertThat(server.get(path, shop.inviter()).text())
                .contains("\"active\"")
                .doesNotContain("buyer");
    }
}
