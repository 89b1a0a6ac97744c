package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.portal.CustomersShop;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People connect their own company sign-in, with both factors just proven, and nobody else's.
class CompanyConnectTests {

    private static final String BROWSER = "__Host-strongroom-company";

    @TempDir
    static Path home;

    private static ProviderForTests provider;
    private static RunningServer server;
    private static CompanyFlow flow;

    @BeforeAll
    static void start() {
        provider = new ProviderForTests();
        server = RunningServer.startShop(home, provider.settings(home));
        flow = new CompanyFlow(server, provider);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @Test
    void connecting_isTold_isInTheLedger_andAdministratorsSeeIt() {
        var member = flow.agent("connects");
        provider.signsIn("connects");
        var offered = member.get("/v1/me").json().get("factors").get("company");
        assertThat(offered.get("name").asString()).isEqualTo("Example Works");
        assertThat(offered.hasNonNull("link")).isFalse();
        assertThat(flow.connect(member).status()).isEqualTo(204);
        assertThat(member.get("/v1/me").json().get("factors").get("company").hasNonNull("link"))
                .isTrue();
        assertThat(member.get("/v1/me/notices").text()).contains("A company sign-in was connected");
        assertThat(server.count(
                        "select count(*) from ledger_entry where position('company-sign-in'::bytea in entry) > 0"
                                + " and position('" + member.id() + "'::bytea in entry) > 0"))
                .isOne();
        assertThat(isListedAsConnected(member)).isTrue();
        assertThat(member.delete(CompanyFlow.OWN).status()).isEqualTo(204);
        assertThat(isListedAsConnected(member)).isFalse();
    }

    private static boolean isListedAsConnected(StaffMember member) {
        return server.get("/v1/accounts", server.administrator())
                .json()
                .get("accounts")
                .valueStream()
                .filter(account -> account.get("id").asString().equals(member.id()))
                .allMatch(account -> account.get("companySignIn").asBoolean());
    }

    @Test
    void connecting_whatSomebodyElseHas_isRefused_andChangesNothing() {
        var owner = flow.connected("owner");
        var other = flow.connected("other");
        provider.signsIn("owner");
        assertThat(flow.connect(other).code()).isEqualTo("factor.company_taken");
        assertThat(refusalsInTheLedger(other, "factor.company_taken")).isOne();
        provider.signsIn("other");
        assertThat(flow.signIn(other.atAnotherDevice()).status())
                .as("still connected")
                .isEqualTo(200);
        provider.signsIn("owner");
        var browser = owner.atAnotherDevice();
        flow.signIn(browser);
        owner.forgetCodes();
        browser.app(browser.code(0));
        assertThat(browser.get("/v1/me").json().get("id").asString()).isEqualTo(owner.id());
    }

    @Test
    void connectingAnother_replacesTheOneBefore() {
        var member = flow.connected("replaced-1");
        var begunWithIt = member.atAnotherDevice();
        flow.signIn(begunWithIt);
        member.forgetCodes();
        begunWithIt.app(begunWithIt.code(0));
        assertThat(begunWithIt.get("/v1/me").status()).isEqualTo(200);
        provider.signsIn("replaced-2");
        assertThat(flow.connect(member).status()).isEqualTo(204);
        assertThat(begunWithIt.get("/v1/me").status()).isEqualTo(401);
        assertThat(flow.signIn(member.atAnotherDevice()).status()).isEqualTo(200);
        provider.signsIn("replaced-1");
        assertThat(flow.signIn(member.atAnotherDevice()).code()).isEqualTo("sign_in.company_unknown");
    }

    @Test
    void connecting_withoutBothFactorsFresh_isRefused_whenItBeginsAndWhenItEnds() {
        var member = flow.agent("stale");
        provider.signsIn("stale");
        var returned = flow.returned(member, CompanyFlow.OWN);
        member.forgetPassword();
        assertThat(member.post(CompanyFlow.OWN + "/attempts", Map.of()).code()).isEqualTo("factor.password_stale");
        assertThat(member.post(CompanyFlow.OWN, returned).code()).isEqualTo("factor.password_stale");
        member.waitElevenMinutes();
        assertThat(member.post(CompanyFlow.OWN + "/attempts", Map.of()).code()).isEqualTo("factor.stale");
        assertThat(member.post(CompanyFlow.OWN, returned).code()).isEqualTo("factor.stale");
        member.signIn();
        assertThat(member.post(CompanyFlow.OWN, returned).status())
                .as("the attempt was not used up")
                .isEqualTo(204);
    }

    @Test
    void connecting_inAnotherSession_isRefused() {
        var member = flow.agent("two-sessions");
        provider.signsIn("two-sessions");
        var other = member.atAnotherDevice();
        other.signIn();
        var returned = flow.returned(member, CompanyFlow.OWN);
        other.setCookie(BROWSER, Objects.requireNonNull(member.cookies().get(BROWSER)));
        assertThat(other.post(CompanyFlow.OWN, returned).code()).isEqualTo("sign_in.company_refused");
        assertThat(refusalsInTheLedger(member, "sign_in.company_refused")).isOne();
    }

    private static long refusalsInTheLedger(StaffMember member, String code) {
        return server.count("select count(*) from ledger_entry where position('" + code + "'::bytea in entry) > 0"
                + " and position('" + member.id() + "'::bytea in entry) > 0");
    }

    @Test
    void connecting_byAPageOfAnotherSite_isRefused() {
        var member = flow.agent("other-site");
        var returned = flow.returned(member, CompanyFlow.OWN);
        for (var path : new String[] {CompanyFlow.OWN, CompanyFlow.SIGN_IN}) {
            assertThat(member.post(path, returned, "Sec-Fetch-Site", "cross-site")
                            .code())
                    .isEqualTo("session.cross_site");
        }
        assertThat(member.post(CompanyFlow.SIGN_IN + "/attempts", Map.of(), "Sec-Fetch-Site", "cross-site")
                        .code())
                .isEqualTo("session.cross_site");
    }

    @Test
    void disconnecting_endsOtherSessions_andSignsInNoMore() {
        var member = flow.connected("disconnects");
        var browser = member.atAnotherDevice();
        flow.signIn(browser);
        assertThat(member.delete(CompanyFlow.OWN).status()).isEqualTo(204);
        assertThat(browser.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(flow.signIn(member.atAnotherDevice()).code()).isEqualTo("sign_in.company_unknown");
        assertThat(member.get("/v1/me/notices").text()).contains("The company sign-in was disconnected");
        assertThat(member.delete(CompanyFlow.OWN).code()).isEqualTo("factor.company_unknown");
    }

    @Test
    void disconnecting_withoutBothFactorsFresh_isRefused() {
        var member = flow.connected("stays");
        member.forgetPassword();
        assertThat(member.delete(CompanyFlow.OWN).code()).isEqualTo("factor.password_stale");
        assertThat(flow.signIn(member.atAnotherDevice()).status()).isEqualTo(200);
    }

    @Test
    void whatWasConnectedToAnotherProvider_isWorthNothingHere() {
        var member = flow.connected("moved");
        try (var other = new ProviderForTests();
                var peer = server.peer(home.resolve("peer"), other.settings(home))) {
            other.signsIn("moved");
            var there = new CompanyFlow(peer, other);
            assertThat(there.signIn(member.at(peer)).code()).isEqualTo("sign_in.company_unknown");
            var browser = member.at(peer);
            browser.signIn();
            assertThat(browser.get("/v1/me")
                            .json()
                            .get("factors")
                            .get("company")
                            .hasNonNull("link"))
                    .isFalse();
        }
    }

    @Test
    void customers_haveNoCompanySignIn(@TempDir Path shopHome) throws Exception {
        try (var shop = new CustomersShop(shopHome, provider.settings(home))) {
            var customer = shop.signedIn(shop.customer());
            assertThat(customer.get("/v1/me").json().get("factors").hasNonNull("company"))
                    .isFalse();
            assertThat(customer.post(CompanyFlow.OWN + "/attempts", Map.of()).code())
                    .isEqualTo("sign_in.company_off");
        }
    }
}
