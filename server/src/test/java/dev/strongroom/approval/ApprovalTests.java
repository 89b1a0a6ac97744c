package dev.strongroom.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.SoftPasskeys;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Where there are two administrators, nobody gives rights, makes clients or applies a catalog alone.
class ApprovalTests {

    private static final List<String> ADMINISTRATOR = List.of("administrator");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember asking;
    private static StaffMember deciding;
    private static StaffMember third;
    private static SoftPasskeys passkey;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        asking = StaffMember.signedIn(server, "asking", ADMINISTRATOR, List.of());
        third = new StaffMember(server, "third");
        var token = third.invite(ADMINISTRATOR, List.of());
        deciding = StaffMember.signedIn(server, "deciding", ADMINISTRATOR, List.of());
        passkey = deciding.addPasskey();
        third.take(token);
        third.enrol();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String agent(String name) {
        var member = new StaffMember(server, name);
        member.invite(List.of(), List.of());
        return member.id();
    }

    private static Answer grant(StaffMember actor, String id, String... roles) {
        return actor.put(
                "/v1/accounts/" + id + "/grants", Map.of("roles", List.of(roles), "purposes", List.of("support")));
    }

    private static String waiting(Answer refused) {
        assertThat(refused.code()).as(refused.text()).isEqualTo("approval.needed");
        return refused.json().get("approval").asString();
    }

    private static JsonNode request(String id) {
        return asking.get("/v1/approvals/" + id).json();
    }

    private static Answer decide(StaffMember by, String id, String decision) {
        var hash = request(id).get("approval").get("hash").asString();
        return by.post("/v1/approvals/" + id + "/" + decision, Map.of("hash", hash));
    }

    private static void approve(String id) {
        var approved = decide(deciding, id, "approve");
        assertThat(approved.status()).as(approved.text()).isEqualTo(204);
    }

    private static String state(String id) {
        return request(id).get("approval").get("state").asString();
    }

    private static String roles(String account) {
        return asking.get("/v1/accounts")
                .json()
                .get("accounts")
                .valueStream()
                .filter(one -> one.get("id").asString().equals(account))
                .findFirst()
                .orElseThrow()
                .get("roles")
                .toString();
    }

    private static long told(String what) {
        return server.count("select count(*) from ledger_entry where position('" + what + "'::bytea in entry) > 0");
    }

    @Test
    void grant_waitsForASecondPerson_isMadeOnce_andTold() {
        var id = agent("granted");
        var approval = waiting(grant(asking, id, "support_agent"));
        assertThat(roles(id)).isEqualTo("[]");
        assertThat(request(approval).get("content").get("roles").asString()).isEqualTo("support_agent");
        assertThat(request(approval).get("approval").get("subject").asString()).isEqualTo(id);
        assertThat(deciding.get("/v1/me/notices").text()).contains("approval-asked", approval);
        approve(approval);
        assertThat(asking.get("/v1/me/notices").text()).contains("approval-approved", approval);
        assertThat(roles(id)).as("nothing happens before it is repeated").isEqualTo("[]");
        assertThat(grant(asking, id, "support_agent").status()).isEqualTo(204);
        assertThat(roles(id)).isEqualTo("[\"support_agent\"]");
        assertThat(state(approval)).isEqualTo("used");
        assertThat(told("\"" + approval + "\":\"asked\"")).isEqualTo(1);
        assertThat(told("\"" + approval + "\":\"approved\"")).isEqualTo(1);
        assertThat(told("\"" + approval + "\":\"used\",\"" + id + "\":\"granted\""))
                .isEqualTo(1);
    }

    @Test
    void passkeyThatWasRemoved_approvesNothing_inTheSessionWhereItWasProven() {
        var approval = waiting(grant(asking, agent("removed-passkey"), "support_agent"));
        deciding.addPasskey();
        var passkeys = deciding.get("/v1/me").json().get("factors").get("passkeys");
        var newest = passkeys.get(passkeys.size() - 1).get("id").asString();
        assertThat(deciding.delete("/v1/me/passkeys/" + newest).status()).isEqualTo(204);
        assertThat(decide(deciding, approval, "approve").code()).isEqualTo("factor.passkey_stale");
        deciding.prove(passkey);
        approve(approval);
    }

    @Test
    void askingAgain_isTheSameRequest_andAnApprovalServesOnce() {
        var id = agent("once");
        var approval = waiting(grant(asking, id, "support_agent"));
        assertThat(waiting(grant(asking, id, "support_agent"))).isEqualTo(approval);
        approve(approval);
        assertThat(grant(asking, id, "support_agent").status()).isEqualTo(204);
        assertThat(asking.put("/v1/accounts/" + id + "/grants", Map.of()).status())
                .as("taking rights away needs nobody")
                .isEqualTo(204);
        assertThat(waiting(grant(asking, id, "support_agent"))).isNotEqualTo(approval);
    }

    @Test
    void approval_isForExactlyThat_fromExactlyThatPerson() {
        var id = agent("exact");
        var other = agent("exact-other");
        approve(waiting(grant(asking, id, "support_agent")));
        waiting(grant(asking, other, "support_agent"));
        waiting(grant(asking, id, "support_agent", "eraser"));
        waiting(grant(asking, id, "administrator"));
        waiting(grant(third, id, "support_agent"));
        assertThat(roles(id)).isEqualTo("[]");
        assertThat(grant(asking, id, "support_agent").status()).isEqualTo(204);
    }

    @Test
    void whatChangedSinceItWasAsked_voidsTheApproval() {
        var id = agent("moved");
        approve(waiting(grant(asking, id, "support_agent")));
        server.execute("update account set purposes = array['support', 'delivery'] where id = '" + id + "'");
        waiting(grant(asking, id, "support_agent"));
        assertThat(roles(id)).isEqualTo("[]");
    }

    @Test
    void nobody_decidesAboutTheirOwnRequest_orWithoutAPasskey_orAsAProgram() {
        var approval = waiting(grant(deciding, agent("own"), "support_agent"));
        assertThat(decide(deciding, approval, "approve").code()).isEqualTo("approval.own");
        assertThat(decide(deciding, approval, "decline").code()).isEqualTo("approval.own");
        assertThat(decide(third, approval, "approve").code()).isEqualTo("factor.passkey_stale");
        var body = RunningServer.JSON.writeValueAsString(
                Map.of("hash", request(approval).get("approval").get("hash").asString()));
        assertThat(server.post("/v1/approvals/" + approval + "/approve", server.administrator(), body)
                        .code())
                .isEqualTo("approval.no_person");
        assertThat(state(approval)).isEqualTo("waiting");
        assertThat(grant(
                                deciding,
                                request(approval).get("approval").get("subject").asString(),
                                "support_agent")
                        .code())
                .isEqualTo("approval.needed");
    }

    @Test
    void whoIsNoAdministrator_seesAndDecidesNothing() {
        var member = new StaffMember(server, "curious");
        member.take(member.invite(List.of(), List.of()));
        member.enrol();
        var approval = waiting(grant(asking, member.id(), "administrator"));
        assertThat(Stream.of(
                                member.get("/v1/approvals"),
                                member.get("/v1/approvals/" + approval),
                                decide(member, approval, "approve"),
                                decide(member, approval, "decline"))
                        .map(Answer::code))
                .containsOnly("caller.role_missing");
        assertThat(member.delete("/v1/approvals/" + approval).code()).isEqualTo("approval.unknown");
    }

    @Test
    void approver_sendsTheHashOfWhatTheySaw() {
        var approval = waiting(grant(asking, agent("seen"), "support_agent"));
        for (var hash : List.of("", "x", "A".repeat(43) + "=")) {
            assertThat(deciding.post("/v1/approvals/" + approval + "/approve", Map.of("hash", hash))
                            .code())
                    .isEqualTo("approval.another");
        }
        assertThat(deciding.post("/v1/approvals/" + approval + "/approve", Map.of())
                        .code())
                .isEqualTo("approval.another");
        assertThat(state(approval)).isEqualTo("waiting");
    }

    @Test
    void declinedWithdrawnAndExpiredRequests_cannotBeApprovedOrUsed() {
        var id = agent("over");
        var declined = waiting(grant(asking, id, "support_agent"));
        assertThat(decide(deciding, declined, "decline").status()).isEqualTo(204);
        assertThat(decide(deciding, declined, "approve").code()).isEqualTo("approval.refused");
        assertThat(asking.get("/v1/me/notices").text()).contains("approval-declined", declined);
        var withdrawn = waiting(grant(asking, id, "support_agent"));
        assertThat(withdrawn).isNotEqualTo(declined);
        assertThat(third.delete("/v1/approvals/" + withdrawn).code()).isEqualTo("approval.unknown");
        approve(withdrawn);
        assertThat(asking.delete("/v1/approvals/" + withdrawn).status()).isEqualTo(204);
        var expired = waiting(grant(asking, id, "support_agent"));
        assertThat(expired).isNotEqualTo(withdrawn);
        approve(expired);
        server.execute("update approval_request set created_at = created_at - interval '73 hours',"
                + " expires_at = expires_at - interval '73 hours' where id = '" + expired + "'");
        assertThat(state(expired)).isEqualTo("expired");
        assertThat(waiting(grant(asking, id, "support_agent"))).isNotEqualTo(expired);
        assertThat(roles(id)).isEqualTo("[]");
    }

    @Test
    void approvalOfSomebodyWhoIsNoAdministratorAnyMore_doesNotCount() {
        var id = agent("revoked");
        var approval = waiting(grant(asking, id, "support_agent"));
        approve(approval);
        server.execute("update account set roles = '{}' where id = '" + deciding.id() + "'");
        try {
            assertThat(grant(asking, id, "support_agent").code()).isEqualTo("approval.approver_gone");
            assertThat(roles(id)).isEqualTo("[]");
        } finally {
            server.execute("update account set roles = array['administrator'] where id = '" + deciding.id() + "'");
        }
        assertThat(grant(asking, id, "support_agent").status()).isEqualTo(204);
    }

    @Test
    void approvedChange_sentByTwentyAtOnce_isMadeOnce() throws Exception {
        approve(waiting(asking.post("/v1/clients", Map.of("name", "parallel", "roles", List.of("support_agent")))));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(number -> () -> asking.stolenCookies()
                            .post("/v1/clients", Map.of("name", "parallel", "roles", List.of("support_agent")))
                            .status())
                    .toList());
            var statuses = new ArrayList<Integer>();
            for (var one : sent) {
                statuses.add(one.get());
            }
            assertThat(statuses).isSubsetOf(201, 403, 409, 429).containsOnlyOnce(201);
        }
        assertThat(server.count("select count(*) from api_client where name = 'parallel'"))
                .isEqualTo(1);
    }

    @Test
    void clientAndItsNewSecret_waitForASecondPerson_andItsRevocationDoesNot() {
        var body = Map.of("name", "asked for", "roles", List.of("support_agent"), "purposes", List.of("support"));
        approve(waiting(asking.post("/v1/clients", body)));
        var issued = asking.post("/v1/clients", body);
        assertThat(issued.status()).isEqualTo(201);
        var path = "/v1/clients/" + issued.json().get("id").asString();
        approve(waiting(asking.post(path + "/rotations", Map.of())));
        assertThat(asking.post(path + "/rotations", Map.of())
                        .json()
                        .get("secret")
                        .asString())
                .isNotEqualTo(issued.json().get("secret").asString());
        assertThat(asking.delete(path).status()).isEqualTo(204);
        assertThat(asking.post(path + "/rotations", Map.of()).code()).isEqualTo("client.unknown");
    }

    @Test
    void programsRequest_needsTwoPeople() {
        var id = agent("by-program");
        var body = "{\"roles\":[\"support_agent\"],\"purposes\":[]}";
        Supplier<Answer> ask = () -> server.send("PUT", "/v1/accounts/" + id + "/grants", server.administrator(), body);
        var approval = waiting(ask.get());
        approve(approval);
        assertThat(state(approval)).isEqualTo("waiting");
        assertThat(waiting(ask.get())).isEqualTo(approval);
        approve(approval);
        assertThat(state(approval)).as("the same person counts once").isEqualTo("waiting");
        asking.addPasskey();
        assertThat(decide(asking, approval, "approve").status()).isEqualTo(204);
        assertThat(ask.get().status()).isEqualTo(204);
    }

    @Test
    void catalog_waitsForASecondPerson_inPlaceOfTheOneThatWasInForce() {
        var one = RunningServer.sample("shop.yaml") + "\n# one\n";
        var two = RunningServer.sample("shop.yaml") + "\n# two\n";
        var approvalOfOne = waiting(apply(one));
        var approvalOfTwo = waiting(apply(two));
        approve(approvalOfOne);
        approve(approvalOfTwo);
        assertThat(apply(one).status()).isEqualTo(200);
        assertThat(waiting(apply(two))).as("another catalog is in force since").isNotEqualTo(approvalOfTwo);
        assertThat(asking.get("/v1/catalog").text()).isEqualTo(one);
        assertThat(request(approvalOfOne).get("content").get("source").asString())
                .isEqualTo(one);
    }

    private static Answer apply(String yaml) {
        return asking.send("POST", "/v1/catalog", yaml, "Content-Type", "application/yaml");
    }

    @Test
    void catalogThatIsRefusedAnyway_isNotAskedFor() {
        assertThat(apply("version: 1").code()).isEqualTo("catalog.invalid");
    }

    @Test
    void invitedPerson_comesWithoutRights_untilTheyAreApproved() {
        var body = Map.of(
                "name", "New", "signInName", "new@example.com", "roles", ADMINISTRATOR, "purposes", List.of("support"));
        var invited = asking.post("/v1/accounts", body);
        assertThat(invited.status()).isEqualTo(201);
        var id = invited.json().get("id").asString();
        assertThat(roles(id)).isEqualTo("[]");
        approve(invited.json().get("approval").asString());
        var rights = Map.of("roles", ADMINISTRATOR, "purposes", List.of("support"));
        assertThat(asking.put("/v1/accounts/" + id + "/grants", rights).status())
                .isEqualTo(204);
        assertThat(roles(id)).isEqualTo("[\"administrator\"]");
        assertThat(waiting(asking.post("/v1/accounts/" + id + "/invitations", Map.of())))
                .as("whoever gets the token gets the rights")
                .startsWith("approval-");
    }

    @Test
    void disablingTakesOne_andEnablingTakesTwo() {
        var id = agent("returning");
        approve(waiting(grant(asking, id, "support_agent")));
        grant(asking, id, "support_agent");
        var path = "/v1/accounts/" + id;
        assertThat(asking.post(path + "/disable", Map.of()).status()).isEqualTo(204);
        approve(waiting(asking.post(path + "/enable", Map.of())));
        assertThat(asking.post(path + "/enable", Map.of()).status()).isEqualTo(204);
    }

    @Test
    void personWhoLostEverything_beginsAnew_byTwoAdministrators_andIsTold() {
        var member = new StaffMember(server, "loser");
        member.take(member.invite(List.of(), List.of()));
        member.enrol();
        var before = member.atAnotherDevice();
        server.execute("insert into company_link (account_id, issuer, identity_hash, sealed_identity)" + " values ('"
                + member.id() + "', 'https://id.example.com', '\\x01', '\\x02')");
        var path = "/v1/accounts/" + member.id() + "/recovery";
        var approval = waiting(asking.post(path, Map.of()));
        assertThat(member.get("/v1/me/notices").text()).contains("recovery-asked");
        assertThat(server.post(path, server.administrator(), "").code()).isEqualTo("approval.needed");
        approve(approval);
        var invited = asking.post(path, Map.of());
        assertThat(invited.status()).as(invited.text()).isEqualTo(201);
        assertThat(member.get("/v1/me").code()).isEqualTo("session.missing");
        assertThat(before.password(StaffMember.PASSWORD).code()).isEqualTo("sign_in.refused");
        for (var table : List.of("authenticator_app", "passkey", "recovery_code", "company_link")) {
            assertThat(server.count("select count(*) from " + table + " where account_id = '" + member.id() + "'"))
                    .as(table)
                    .isZero();
        }
        var again = member.atAnotherDevice();
        assertThat(again.take(invited.json().get("token").asString()).status()).isEqualTo(200);
        assertThat(again.enrol().status()).isEqualTo(200);
        assertThat(again.get("/v1/me/notices").text()).contains("account-recovered");
    }

    @Test
    void recovery_isNotForOneself_norForWhoNeverSignedIn() {
        assertThat(asking.post("/v1/accounts/" + asking.id() + "/recovery", Map.of())
                        .code())
                .isEqualTo("account.own");
        assertThat(asking.post("/v1/accounts/" + agent("fresh") + "/recovery", Map.of())
                        .code())
                .isEqualTo("account.invalid");
    }

    @Test
    void invitationAgain_takesTwo_evenForSomebodyWhoseRightsAreStillAskedFor() {
        var body = Map.of("name", "Bob", "signInName", "bob@example.com", "roles", List.of("support_agent"));
        var invited = third.post("/v1/accounts", body).json();
        var id = invited.get("id").asString();
        var path = "/v1/accounts/" + id + "/invitations";
        var again = waiting(asking.post(path, Map.of()));
        assertThat(request(again).get("content").get("token").asString()).isEqualTo("shown");
        var rights = invited.get("approval").asString();
        approve(rights);
        approve(again);
        assertThat(asking.post(path, Map.of()).status()).isEqualTo(201);
        assertThat(state(rights))
                .as("for whom the rights were approved is not who has the token")
                .isEqualTo("withdrawn");
    }

    @Test
    void approvalFromBeforeAnEmergency_isVoid_thoughEverythingLooksAsItDid() {
        var id = agent("emergency");
        var approval = waiting(grant(asking, id, "support_agent"));
        approve(approval);
        assertThat(third.post("/v1/accounts/" + id + "/disable", Map.of()).status())
                .isEqualTo(204);
        assertThat(asking.post("/v1/accounts/" + id + "/enable", Map.of()).status())
                .as("without rights")
                .isEqualTo(204);
        assertThat(waiting(grant(asking, id, "support_agent"))).isNotEqualTo(approval);
        assertThat(state(approval)).isEqualTo("withdrawn");
    }

    @Test
    void nobody_approvesTheirOwnNewBeginning() {
        var approval = waiting(third.post("/v1/accounts/" + deciding.id() + "/recovery", Map.of()));
        assertThat(decide(deciding, approval, "approve").code()).isEqualTo("approval.own");
    }

    @Test
    void requester_whoIsNoAdministratorAnyMore_makesNoChange() {
        var fourth = new StaffMember(server, "fourth");
        fourth.take(fourth.invite(List.of(), List.of()));
        fourth.enrol();
        approve(waiting(grant(asking, fourth.id(), "administrator")));
        grant(asking, fourth.id(), "administrator");
        var id = agent("late");
        var approval = waiting(grant(fourth, id, "support_agent"));
        approve(approval);
        server.execute("update account set roles = '{}' where id = '" + fourth.id() + "'");
        assertThat(grant(fourth, id, "support_agent").status()).isEqualTo(403);
        assertThat(state(approval)).isEqualTo("approved");
        assertThat(roles(id)).isEqualTo("[]");
    }

    @Test
    void approvingTwice_tellsOnce() {
        var approval = waiting(grant(asking, agent("twice"), "support_agent"));
        approve(approval);
        approve(approval);
        assertThat(told("\"" + approval + "\":\"approved\"")).isEqualTo(1);
    }

    @Test
    void newSecret_isAskedForWithWhatTheClientMayDo() {
        var body = Map.of("name", "shown", "roles", List.of("support_agent"), "purposes", List.of("support"));
        approve(waiting(asking.post("/v1/clients", body)));
        var id = asking.post("/v1/clients", body).json().get("id").asString();
        var content = request(waiting(asking.post("/v1/clients/" + id + "/rotations", Map.of())))
                .get("content");
        assertThat(content.get("roles").asString()).isEqualTo("support_agent");
        assertThat(asking.post("/v1/clients", Map.of("name", "a\u202Eb")).code())
                .isEqualTo("client.invalid");
    }

    @Test
    void openRequestsOfOne_areLimited() {
        var id = agent("flood");
        server.execute("insert into approval_request select 'approval-flood-' || n, 'grant', '" + id
                + "', '{}', decode(md5(n::text), 'hex') || decode(md5(n::text), 'hex'), '" + third.id()
                + "', 1, now(), now() + interval '1 day' from generate_series(1, 200) n");
        assertThat(grant(third, id, "support_agent").code()).isEqualTo("approval.too_many");
        server.execute("update approval_request set ended_at = now(), ended_as = 'withdrawn' where id like"
                + " 'approval-flood-%'");
        assertThat(grant(third, id, "support_agent").code())
                .as("those of today count, whatever became of them")
                .isEqualTo("approval.too_many");
        server.execute("delete from approval_request where id like 'approval-flood-%'");
    }
}
