package dev.strongroom.portal;

import static dev.strongroom.portal.CustomersShop.askForCode;
import static dev.strongroom.portal.CustomersShop.askForText;
import static dev.strongroom.portal.CustomersShop.take;
import static dev.strongroom.portal.CustomersShop.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.SoftPasskeys;
import dev.strongroom.identity.StaffMember;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Customers take up accounts with a link and a code sent to the address on file, and with nothing less.
class CustomerTakeUpTests {

    @TempDir
    static Path home;

    @TempDir
    static Path other;

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
        assertThat(answer.text()).doesNotContain("buyer", "+86");
    }

    @Test
    void linkAndCode_makeAnAccount_thatSignsInByTheAddressOnFile_andHasNoRights() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        var me = there.get("/v1/me").json();
        assertThat(me.get("id").asString()).startsWith("customer-").doesNotContain(customer.id());
        assertThat(me.get("roles")).isEmpty();
        assertThat(me.get("purposes")).isEmpty();
        assertThat(there.recoveryCodes()).hasSize(10);
        assertThat(there.get("/v1/me/customer").json().get("customer").asString())
                .isEqualTo(customer.id());

        var again = there.atAnotherDevice();
        var capitals = " " + customer.mail().toUpperCase(java.util.Locale.ROOT);
        var begun = CustomersShop.password(again, capitals);
        assertThat(begun.json().get("next").toString()).isEqualTo("[\"app\",\"recovery-code\"]");
        assertThat(again.get("/v1/me/customer").status()).isEqualTo(401);
        assertThat(again.post(
                                "/v1/sign-in/recovery-code",
                                Map.of("code", there.recoveryCodes().getFirst()))
                        .status())
                .isEqualTo(200);
        assertThat(again.get("/v1/me/customer").status()).isEqualTo(200);
        assertThat(again.delete("/v1/me/session").status()).isEqualTo(204);
        assertThat(again.get("/v1/me/customer").status()).isEqualTo(401);
        assertThat(there.get("/v1/me/customer").status()).isEqualTo(200);
    }

    @Test
    void passkey_takesThePlaceOfTheApp_andSignsInAlone() {
        var customer = shop.customer();
        var browser = shop.browser();
        var token = shop.link(customer);
        var taken = take(browser, token, shop.code(browser, token, customer));
        assertThat(taken.json().get("next").toString()).isEqualTo("[\"enrol-app\",\"enrol-passkey\"]");
        var device = new SoftPasskeys();
        var options = browser.post("/v1/me/passkeys/options", Map.of()).json().get("publicKey");
        assertThat(options.toString()).doesNotContain("buyer", "王", customer.id());
        assertThat(browser.post("/v1/me/passkeys", Map.of("label", "phone", "credential", device.make(options)))
                        .status())
                .isEqualTo(201);
        var elsewhere = shop.browser();
        var asked =
                elsewhere.post("/v1/sign-in/passkey/options", Map.of()).json().get("publicKey");
        assertThat(elsewhere
                        .post("/v1/sign-in/passkey", Map.of("credential", device.sign(asked)))
                        .status())
                .isEqualTo(200);
        assertThat(elsewhere.get("/v1/me/customer").json().get("customer").asString())
                .isEqualTo(customer.id());
    }

    @Test
    void codeByText_makesThePhoneTheSignInName() {
        var customer = shop.customer();
        var browser = shop.browser();
        var token = shop.link(customer);
        assertThat(take(browser, token, shop.texted(browser, token, customer)).status())
                .isEqualTo(200);
        assertThat(browser.enrol().status()).isEqualTo(200);
        var spaced = customer.phone().substring(0, 3) + " " + customer.phone().substring(3, 6) + "-"
                + customer.phone().substring(6);
        assertThat(CustomersShop.password(browser.atAnotherDevice(), spaced).status())
                .isEqualTo(200);
        assertRefused(CustomersShop.password(browser.atAnotherDevice(), customer.mail()), 401, "sign_in.refused");
    }

    @Test
    void asking_showsNoMoreThanAMask_andLeavesLooks() {
        var customer = shop.customer();
        var browser = shop.browser();
        var invited = shop.invite(customer.id());
        assertThat(invited.text()).doesNotContain("buyer", "+86");
        var asked = askForCode(browser, invited.json().get("token").asString());
        assertThat(asked.json().get("sentTo").asString()).isEqualTo("b•••@example.com");
        var looks = server.get("/v1/customers/" + customer.id() + "/looks", shop.backEnd());
        assertThat(looks.text()).contains("\"portal\"", "customer_account");
    }

    @Test
    void ledger_namesTheAccountAndNeverTheAddress() {
        var customer = shop.customer();
        var there = shop.signedIn(customer);
        var id = there.get("/v1/me").json().get("id").asString();
        assertThat(entries("\"" + id + "\":\"link-issued\"")).isOne();
        assertThat(entries("\"actor\":\"" + id + "\"")).isPositive();
        assertThat(entries(customer.mail())).isZero();
        assertThat(entries(customer.phone())).isZero();
    }

    private static long entries(String part) {
        return server.count(
                "select count(*) from ledger_entry where convert_from(entry, 'UTF8') like '%" + part + "%'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "src_", "src_00", "sri_0", "nothing"})
    void whatIsNoToken_isRefused(String token) {
        assertRefused(askForCode(shop.browser(), token), 401, "invitation.invalid");
        assertRefused(take(shop.browser(), token, "123456"), 401, "invitation.invalid");
    }

    @Test
    void tokenOfStaff_isNoLink_andALinkIsNoInvitationOfStaff() {
        var member = new StaffMember(server, "staff-token");
        var staffs = member.invite(List.of(), List.of());
        assertRefused(askForCode(shop.browser(), staffs), 401, "invitation.invalid");
        assertRefused(take(shop.browser(), staffs, "123456"), 401, "invitation.invalid");
        assertRefused(shop.browser().take(shop.link(shop.customer())), 401, "invitation.invalid");
    }

    @Test
    void link_thatWasUsed_voidedOrIsExpired_isRefused() {
        var customer = shop.customer();
        var browser = shop.browser();
        var first = shop.link(customer);
        var code = shop.code(browser, first, customer);
        var second = shop.link(customer);
        assertRefused(take(browser, first, code), 401, "invitation.invalid");
        assertRefused(take(browser, second, code), 401, "invitation.code_refused");

        var used = shop.code(browser, second, customer);
        assertThat(take(browser, second, used).status()).isEqualTo(200);
        assertRefused(take(browser, second, used), 401, "invitation.invalid");
        assertRefused(askForCode(browser, second), 401, "invitation.invalid");

        var late = shop.customer();
        var third = shop.link(late);
        var lateCode = shop.code(browser, third, late);
        server.execute(
                "update customer_invitation set expires_at = clock_timestamp() - interval '1 second' where account_id in"
                        + " (select account_id from customer_invitation order by expires_at desc limit 1)");
        assertRefused(take(browser, third, lateCode), 401, "invitation.invalid");
        assertRefused(askForCode(browser, third), 401, "invitation.invalid");
    }

    @Test
    void links_areFiveADayForEachCustomer_howeverManyInvite() {
        var customer = shop.customer();
        for (int link = 0; link < 5; link++) {
            shop.link(customer);
        }
        var refused = shop.invite(customer.id());
        assertThat(refused.code()).isEqualTo("customer_account.links_used_up");
        assertThat(refused.status()).isEqualTo(429);
        shop.link(shop.customer());
        var account = "/v1/customers/" + customer.id() + "/account";
        assertThat(server.delete(account, server.administrator()).status()).isEqualTo(204);
        assertThat(shop.invite(customer.id()).code())
                .as("nor when somebody withdraws them")
                .isEqualTo("customer_account.links_used_up");
        assertThat(server.get(account, server.administrator()).status()).isEqualTo(404);
        server.execute("update customer_invitation set counted_from = counted_from - interval '25 hours'"
                + " where issued = 5");
        shop.link(customer);
        assertThat(server.count("select count(*) from customer_invitation where issued > 1"))
                .isZero();
    }

    @Test
    void link_isGoodForThreeDaysAtMost() {
        shop.link(shop.customer());
        assertThat(server.count("select count(*) from customer_invitation"
                        + " where expires_at > clock_timestamp() + interval '72 hours'"))
                .isZero();
    }

    @Test
    void withoutACodeThatWasAskedFor_nothingIsTakenUp() {
        var token = shop.link(shop.customer());
        for (var code : List.of("", "000000", "null")) {
            assertRefused(take(shop.browser(), token, code), 401, "invitation.code_refused");
        }
    }

    @Test
    void code_isWrongFiveTimes_thenTheRightOneIsRefusedToo_untilAnotherIsAskedFor() {
        var customer = shop.customer();
        var browser = shop.browser();
        var token = shop.link(customer);
        var code = shop.code(browser, token, customer);
        for (int i = 0; i < 5; i++) {
            assertRefused(take(browser, token, wrong(code)), 401, "invitation.code_refused");
        }
        assertRefused(take(browser, token, code), 401, "invitation.code_refused");
        var next = shop.code(browser, token, customer);
        assertRefused(take(browser, token, code.equals(next) ? wrong(next) : code), 401, "invitation.code_refused");
        assertThat(take(browser, token, next).status()).isEqualTo(200);
    }

    @Test
    void code_afterTenMinutes_isRefused() {
        var customer = shop.customer();
        var browser = shop.browser();
        var token = shop.link(customer);
        var code = shop.code(browser, token, customer);
        server.execute(
                "update customer_invitation set code_expires_at = clock_timestamp() - interval '1 second' where code_id is not null");
        assertRefused(take(browser, token, code), 401, "invitation.code_refused");
    }

    @Test
    void sixthCodeOfALink_isNotSent() {
        var token = shop.link(shop.customer());
        for (int i = 0; i < 5; i++) {
            assertThat(askForCode(shop.browser(), token).status()).isEqualTo(202);
        }
        assertRefused(askForCode(shop.browser(), token), 429, "invitation.too_many_codes");
    }

    @Test
    void codeOfAnotherLink_isRefused() {
        var one = shop.customer();
        var two = shop.customer();
        var browser = shop.browser();
        var tokenOfOne = shop.link(one);
        var tokenOfTwo = shop.link(two);
        var codeOfOne = shop.code(browser, tokenOfOne, one);
        var codeOfTwo = shop.code(browser, tokenOfTwo, two);
        if (!codeOfOne.equals(codeOfTwo)) {
            assertRefused(take(browser, tokenOfTwo, codeOfOne), 401, "invitation.code_refused");
            assertRefused(take(browser, tokenOfOne, codeOfTwo), 401, "invitation.code_refused");
        }
        assertThat(take(browser, tokenOfOne, codeOfOne).status()).isEqualTo(200);
    }

    @Test
    void code_sentFiftyTimesAtOnce_isTakenOnce() throws Exception {
        var customer = shop.customer();
        var token = shop.link(customer);
        var code = shop.code(shop.browser(), token, customer);
        try (var threads = Executors.newFixedThreadPool(50)) {
            var tries = IntStream.range(0, 50)
                    .<Callable<Answer>>mapToObj(i -> () -> take(shop.browser(), token, code))
                    .toList();
            var answers = threads.invokeAll(tries).stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .allMatch(answer -> answer.status() == 200 || answer.status() == 401 || answer.status() == 503);
        }
        assertThat(server.count("select count(*) from account where customer_id is not null and status = 'invited'"
                        + " and sign_in_name in (select sign_in_name from account group by 1 having count(*) > 1)"))
                .isZero();
    }

    @Test
    void weakPassword_costsNeitherTheCodeNorATry() {
        var customer = shop.customer();
        var browser = shop.browser();
        var token = shop.link(customer);
        var code = shop.code(browser, token, customer);
        for (int i = 0; i < 6; i++) {
            assertRefused(take(browser, token, code, "short"), 422, "password.refused");
        }
        assertRefused(take(browser, token, code, customer.mail()), 422, "password.refused");
        assertThat(take(browser, token, code).status()).isEqualTo(200);
    }

    @Test
    void takingUp_thatWasLeft_beginsAnewWithAnotherLink() {
        var customer = shop.customer();
        var left = shop.browser();
        var first = shop.link(customer);
        assertThat(take(left, first, shop.code(left, first, customer)).status()).isEqualTo(200);
        var second = shop.link(customer);
        assertThat(left.post("/v1/me/apps", Map.of("label", "phone")).status()).isEqualTo(401);
        var browser = shop.browser();
        assertThat(take(browser, second, shop.code(browser, second, customer)).status())
                .isEqualTo(200);
        assertThat(browser.enrol().status()).isEqualTo(200);
        assertThat(browser.get("/v1/me/customer").json().get("customer").asString())
                .isEqualTo(customer.id());
    }

    @Test
    void takingUp_thatWasLeft_signsNobodyIn() {
        var customer = shop.customer();
        var left = shop.browser();
        var token = shop.link(customer);
        assertThat(take(left, token, shop.code(left, token, customer)).status()).isEqualTo(200);
        assertRefused(CustomersShop.password(shop.browser(), customer.mail()), 401, "sign_in.refused");
    }

    @Test
    void sharedPhone_isTheNameOfOneAccountOnly() {
        var one = shop.customer();
        var two = shop.customer("sharing." + one.mail(), one.phone());
        var browser = shop.browser();
        var first = shop.link(one);
        assertThat(take(browser, first, shop.texted(browser, first, one)).status())
                .isEqualTo(200);
        var second = shop.link(two);
        assertRefused(take(browser, second, shop.texted(browser, second, two)), 409, "invitation.name_shared");
        assertThat(take(browser, second, shop.code(browser, second, two)).status())
                .isEqualTo(200);
    }

    @Test
    void addressThatWasChanged_getsTheCode_andTheOneBeforeDoesNot() {
        var customer = shop.customer();
        var token = shop.link(customer);
        var changed = new CustomersShop.Customer(customer.id(), "changed." + customer.mail(), customer.phone());
        assertThat(server.patch(
                                "/v1/records/customers/" + customer.id(),
                                shop.backEnd(),
                                "{\"fields\": {\"email\": \"" + changed.mail() + "\"}}",
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(take(shop.browser(), token, shop.code(shop.browser(), token, changed))
                        .status())
                .isEqualTo(200);
        assertThat(shop.mailsTo(customer)).isEmpty();
    }

    @Test
    void link_forACustomerWhoHasAnAccount_isRefused() {
        var customer = shop.customer();
        shop.signedIn(customer);
        assertRefused(shop.invite(customer.id()), 409, "customer_account.exists");
    }

    @Test
    void link_forWhoIsNoCustomer_isRefused() {
        var customer = shop.customer();
        var order = server.create(shop.backEnd(), "orders", """
                {"customer": "%s", "fields": {"number": "N-1", "placed_on": "2026-01-31"}}""".formatted(customer.id()));
        for (var id : List.of(order, "0123456789abc", "nobody")) {
            assertThat(shop.invite(id).status()).as(id).isEqualTo(404);
        }
    }

    @Test
    void link_takesTheRoleForIt_andNoOther() {
        var path = "/v1/customers/" + shop.customer().id() + "/account/invitations";
        for (var key : List.of(shop.backEnd(), server.administrator())) {
            assertRefused(server.post(path, key, "{}"), 403, "caller.role_missing");
        }
        assertRefused(server.post(path, "", "{}"), 401, "caller.unknown");
        assertRefused(server.post(path, shop.inviter(), "{\"language\": \"xx\"}"), 422, "account.invalid");
    }

    @Test
    void inviter_seesNothingOfCustomers() {
        var path = "/v1/records/customers/" + shop.customer().id();
        for (var purpose : List.of("customer_account", "support")) {
            assertRefused(server.get(path, shop.inviter(), "Strongroom-Purpose", purpose), 403, "purpose.not_allowed");
        }
    }

    @Test
    void withoutAnAddress_thatCanBeWrittenTo_noLinkIsGiven() {
        var unwritable = server.create(
                shop.backEnd(), "customers", "{\"fields\": {\"name\": \"王\", \"email\": \"王@example.com\"}}");
        assertRefused(shop.invite(unwritable), 409, "customer_account.no_address");
        var elsewhere = server.create(shop.backEnd(), "customers", """
                {"fields": {"name": "王", "email": "李@example.com", "phone": "+447911123456"}}""");
        assertRefused(shop.invite(elsewhere), 409, "customer_account.no_address");
    }

    @Test
    void channelThatLeadsNowhere_isRefused() {
        var mailOnly = server.create(
                shop.backEnd(), "customers", "{\"fields\": {\"name\": \"王\", \"email\": \"only@example.com\"}}");
        var token = shop.invite(mailOnly).json().get("token").asString();
        assertRefused(askForText(shop.browser(), token), 409, "invitation.not_reachable");
        var odd = shop.browser()
                .post("/v1/sign-in/customer/invitation/codes", Map.of("token", token, "channel", "pigeon"));
        assertRefused(odd, 422, "contact.invalid");
    }

    @Test
    void catalogThatOffersNoAccounts_givesNone() throws IOException {
        try (var quiet = RunningServer.start(other)) {
            var catalog = RunningServer.sample("shop.yaml");
            quiet.applyCatalog(catalog.substring(0, catalog.lastIndexOf("\n  # For the server itself")));
            var id = quiet.create(
                    quiet.shopClient(),
                    "customers",
                    "{\"fields\": {\"name\": \"王\", \"email\": \"quiet@example.com\"}}");
            var inviter = quiet.client(List.of("customer-inviter"), List.of());
            var answer = quiet.post("/v1/customers/" + id + "/account/invitations", inviter, "{}");
            assertRefused(answer, 409, "customer_account.not_offered");
            quiet.applyCatalog(catalog.replace("fields: {email: clear, phone: clear}", "fields: {email: partial}"));
            assertRefused(
                    quiet.post("/v1/customers/" + id + "/account/invitations", inviter, "{}"),
                    409,
                    "customer_account.not_offered");
        }
    }
}
