package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Administrators decide who may sign in with which rights, never about themselves; it takes effect at once.
class AccountsTests {

    private static final List<String> ADMINISTRATOR = List.of("administrator");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember administrator;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        administrator = StaffMember.signedIn(server, "chief", ADMINISTRATOR, List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void accounts_areListedWithWhatThePersonMayDo_andWithoutTheSignInName() {
        var member = StaffMember.signedIn(server, "listed", List.of("support_agent"), List.of("support"));
        var answer = administrator.get("/v1/accounts");
        assertThat(answer.text()).doesNotContain("@example.com");
        var listed = answer.json()
                .get("accounts")
                .valueStream()
                .filter(account -> account.get("id").asString().equals(member.id()))
                .findFirst()
                .orElseThrow();
        assertThat(listed.get("name").asString()).isEqualTo("listed");
        assertThat(listed.get("roles").toString()).isEqualTo("[\"support_agent\"]");
        assertThat(listed.get("status").asString()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({
        "'', a@b.example, support_agent, support, name",
        "'   ', a@b.example, support_agent, support, name",
        "A, '', support_agent, support, signInName",
        "A, a@b.example, no_such_role, support, roles",
        "A, a@b.example, FACTOR_APP, support, roles",
        "A, a@b.example, support_agent, no_such_purpose, purposes"
    })
    void invitationWithAMistake_isRefused(String name, String signInName, String role, String purpose, String member) {
        var answer = administrator.post(
                "/v1/accounts",
                Map.of("name", name, "signInName", signInName, "roles", List.of(role), "purposes", List.of(purpose)));
        assertThat(answer.code()).isEqualTo("account.invalid");
        assertThat(answer.json().get("member").asString()).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "administrator privacy-officer",
                "administrator auditor",
                "privacy-officer auditor",
                "auditor log-reader",
                "auditor support_agent"
            })
    void dutiesThatAreKeptApart_areNotGivenToOnePerson(String roles) {
        var both = List.of(roles.split(" "));
        var invited = server.post(
                "/v1/accounts",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(Map.of(
                        "name", "Both", "signInName", "both@example.com", "roles", both, "purposes", List.of())));
        assertThat(invited.code()).isEqualTo("account.invalid");
        var member = new StaffMember(server, "duties-" + both.hashCode());
        member.invite(List.of(), List.of());
        var granted = server.send(
                "PUT",
                "/v1/accounts/" + member.id() + "/grants",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(Map.of("roles", both, "purposes", List.of())));
        assertThat(granted.code()).as(granted.text()).isEqualTo("account.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "privacy-officer", "assigner"})
    void whoWatches_statesNoPurpose(String role) {
        var invited = server.post(
                "/v1/accounts",
                server.administrator(),
                RunningServer.JSON.writeValueAsString(Map.of(
                        "name",
                        "Both",
                        "signInName",
                        "both@example.com",
                        "roles",
                        List.of(role),
                        "purposes",
                        List.of("support"))));
        assertThat(invited.code()).isEqualTo("account.invalid");
        assertThat(invited.json().get("member").asString()).isEqualTo("roles");
    }

    @Test
    void signInNameInUse_isRefused_whateverItsCase() {
        new StaffMember(server, "doubled").invite(List.of(), List.of());
        var answer = administrator.post(
                "/v1/accounts",
                Map.of("name", "x", "signInName", "DOUBLED@example.com", "roles", List.of(), "purposes", List.of()));
        assertThat(answer.code()).isEqualTo("account.name_taken");
    }

    @Test
    void whoIsNoAdministrator_changesNothing() {
        var agent = StaffMember.signedIn(server, "plain", List.of("support_agent"), List.of("support"));
        var other = new StaffMember(server, "target");
        other.invite(List.of(), List.of());
        assertThat(Stream.of(
                                agent.get("/v1/accounts"),
                                agent.post("/v1/accounts", Map.of()),
                                agent.post("/v1/accounts/" + other.id() + "/disable", Map.of()),
                                agent.post("/v1/accounts/" + other.id() + "/invitations", Map.of()),
                                agent.put("/v1/accounts/" + agent.id() + "/grants", Map.of("roles", ADMINISTRATOR)),
                                agent.post("/v1/clients", Map.of("name", "mine", "roles", ADMINISTRATOR)))
                        .map(Answer::code))
                .containsOnly("caller.role_missing");
    }

    @Test
    void nobody_changesTheirOwnRights() {
        var own = "/v1/accounts/" + administrator.id();
        assertThat(administrator
                        .put(own + "/grants", Map.of("roles", List.of("administrator", "eraser")))
                        .code())
                .isEqualTo("account.own");
        assertThat(administrator.post(own + "/disable", Map.of()).code()).isEqualTo("account.own");
    }

    @Test
    void lastAdministrator_staysOne_evenWhenTwoAreTakenAwayAtOnce() {
        server.execute("update account set roles = '{}' where id <> '" + administrator.id() + "'");
        var path = "/v1/accounts/" + administrator.id();
        assertThat(server.post(path + "/disable", server.administrator(), "").code())
                .isEqualTo("account.last_administrator");
        assertThat(server.send("PUT", path + "/grants", server.administrator(), "{\"roles\": []}")
                        .code())
                .isEqualTo("account.last_administrator");
        var second = StaffMember.signedIn(server, "second", ADMINISTRATOR, List.of());
        var removals = Stream.of(administrator.id(), second.id())
                .map(id -> CompletableFuture.supplyAsync(
                        () -> server.post("/v1/accounts/" + id + "/disable", server.administrator(), "")))
                .toList();
        var codes = removals.stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();
        assertThat(codes).containsExactlyInAnyOrder(204, 409);
        alone(administrator, second);
        administrator.signIn();
    }

    /// As if there had never been a second administrator, for the tests of what one may do alone.
    private static void alone(StaffMember first, StaffMember second) {
        server.execute("update account set roles = '{}' where id = '" + second.id() + "'");
        server.execute("update account set status = 'active' where id = '" + first.id() + "'");
        server.execute("delete from two_person_rule");
    }

    @Test
    void disabledPerson_isOutAtOnce_andCannotComeBack_untilEnabled() {
        var member = StaffMember.signedIn(server, "leaver", List.of("support_agent"), List.of("support"));
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
        var path = "/v1/accounts/" + member.id();
        assertThat(administrator.post(path + "/disable", Map.of()).status()).isEqualTo(204);
        assertThat(member.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(member.password(StaffMember.PASSWORD).code()).isEqualTo("sign_in.refused");
        assertThat(administrator.post(path + "/invitations", Map.of()).code()).isEqualTo("account.invalid");
        assertThat(administrator.post(path + "/enable", Map.of()).status()).isEqualTo(204);
        member.signIn();
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void personDisabledBetweenTwoFactors_getsNoFurther() {
        var member = StaffMember.signedIn(server, "halfway", List.of("support_agent"), List.of("support"));
        var other = member.atAnotherDevice();
        other.password(StaffMember.PASSWORD);
        administrator.post("/v1/accounts/" + member.id() + "/disable", Map.of());
        member.forgetCodes();
        assertThat(other.app(other.code(0)).code()).isEqualTo("session.missing");
    }

    @Test
    void rightsTakenAway_areGoneOnTheNextRequest() {
        var member =
                StaffMember.signedIn(server, "demoted", List.of("administrator", "support_agent"), List.of("support"));
        assertThat(member.get("/v1/accounts").status()).isEqualTo(200);
        var grants = Map.of("roles", List.of("support_agent"), "purposes", List.of("support"));
        assertThat(administrator
                        .put("/v1/accounts/" + member.id() + "/grants", grants)
                        .status())
                .isEqualTo(204);
        assertThat(member.get("/v1/accounts").code()).isEqualTo("caller.role_missing");
        assertThat(member.get("/v1/me").json().get("purposes").toString()).isEqualTo("[\"support\"]");
        alone(administrator, member);
    }

    @Test
    void staleFactor_changesNothing_untilItIsProvenAgain() {
        var member = StaffMember.signedIn(server, "stale", ADMINISTRATOR, List.of());
        member.waitElevenMinutes();
        assertThat(member.get("/v1/clients").status()).isEqualTo(200);
        assertThat(member.get("/v1/accounts").code()).isEqualTo("factor.stale");
        assertThat(member.post("/v1/clients", Map.of("name", "late")).code()).isEqualTo("factor.stale");
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).code()).isEqualTo("factor.stale");
        assertThat(member.post("/v1/me/apps", Map.of("label", "x")).code()).isEqualTo("factor.stale");
        assertThat(member.put("/v1/me/password", Map.of("current", "x", "password", "a tenth calm harbour"))
                        .code())
                .isEqualTo("factor.stale");
        member.forgetCodes();
        assertThat(member.app(member.code(0)).status()).isEqualTo(200);
        assertThat(member.post("/v1/me/recovery-codes", Map.of()).status()).isEqualTo(200);
        alone(administrator, member);
    }

    @Test
    void accountsOfOthers_areNotReachedByTheirIds() {
        var member = StaffMember.signedIn(server, "curious", List.of("support_agent"), List.of("support"));
        var others = administrator
                .get("/v1/me")
                .json()
                .get("factors")
                .get("apps")
                .get(0)
                .get("id")
                .asString();
        assertThat(member.put("/v1/me/apps/" + others, Map.of("label", "mine")).code())
                .isEqualTo("factor.unknown");
        assertThat(member.delete("/v1/me/apps/" + others).code()).isEqualTo("factor.unknown");
        var session = administrator
                .get("/v1/me/sessions")
                .json()
                .get("sessions")
                .get(0)
                .get("id")
                .asString();
        assertThat(member.delete("/v1/me/sessions/" + session).code()).isEqualTo("session.unknown");
        assertThat(administrator.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void keysOfAccounts_moveToTheNewKeyEncryptionKey_andPeopleStillSignIn() {
        var member = StaffMember.signedIn(server, "rewrapped", List.of("support_agent"), List.of("support"));
        server.post("/v1/keys/rotations", server.administrator(), "{\"kind\": \"kek\"}");
        RunningServer.await(
                "accounts' keys are rewrapped",
                () -> server.count("select count(*) from account_key where kek_version ="
                                + " (select min(version) from key_encryption_key_history)")
                        == 0);
        member.signIn();
        assertThat(member.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void valuesOfAnotherAccount_openNothing_andBreakNothingElse() {
        var one = StaffMember.signedIn(server, "swapped-one", List.of(), List.of());
        var two = StaffMember.signedIn(server, "swapped-two", List.of(), List.of());
        server.execute("update account a set sealed_password = b.sealed_password from account b where a.id = '"
                + one.id() + "' and b.id = '" + two.id() + "'");
        assertThat(one.atAnotherDevice().password(StaffMember.PASSWORD).code()).isEqualTo("sign_in.refused");
        server.execute("update authenticator_app a set sealed_secret = b.sealed_secret from authenticator_app b"
                + " where a.account_id = '" + two.id() + "' and b.account_id = '" + one.id() + "'");
        two.password(StaffMember.PASSWORD);
        assertThat(two.app(two.code(1)).code()).isEqualTo("sign_in.code_refused");
        server.execute("update account set sealed_name = set_byte(sealed_name, 30, 0) where id = '" + one.id() + "'");
        assertThat(administrator.get("/v1/accounts").status()).isEqualTo(200);
    }
}
