package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.keys.KeysForTests;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Administrators for whoever has opened the key file, and for nobody else.
class RootAdministratorTests {

    @TempDir
    Path home;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.startShop(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String proof(NewAdministrator asked, Duration ago) {
        var then = Clock.offset(Clock.systemUTC(), ago.negated());
        return new RootProof(server.bean(KeyRing.class), then).of(asked);
    }

    private Answer ask(NewAdministrator asked, String proof) {
        var body = Map.of(
                "proof", proof,
                "recovery", asked.recovery(),
                "name", asked.name(),
                "signInName", asked.signInName(),
                "language", asked.language());
        return server.post("/v1/administrators", "", RunningServer.JSON.writeValueAsString(body));
    }

    private Answer ask(NewAdministrator asked) {
        return ask(asked, proof(asked, Duration.ZERO));
    }

    private static NewAdministrator named(String name, boolean recovery) {
        return new NewAdministrator(recovery, name, name + "@example.com", "en");
    }

    private StaffMember taken(String name, Answer invited) {
        var member = new StaffMember(server, name);
        assertThat(member.take(invited.json().get("token").asString()).status()).isEqualTo(200);
        member.enrol();
        return member;
    }

    private long told(String what) {
        return server.count("select count(*) from ledger_entry where position('" + what + "'::bytea in entry) > 0");
    }

    @Test
    void firstAdministrator_isInvited_andThenNoOther_butByRecovery_ofWhichEverybodyIsTold() {
        var invited = ask(named("first", false));
        assertThat(invited.status()).as(invited.text()).isEqualTo(201);
        var first = taken("first", invited);
        assertThat(first.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(ask(named("second", false)).code()).isEqualTo("administrator.exists");
        var agent = StaffMember.signedIn(server, "agent", List.of("support_agent"), List.of("support"));
        var second = taken("second", ask(named("second", true)));
        assertThat(second.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(first.get("/v1/me/notices").text()).contains("administrator-recovered");
        assertThat(agent.get("/v1/me/notices").text()).contains("administrator-recovered");
        assertThat(told("\"root-passphrase\":\"invite\"")).isEqualTo(1);
        assertThat(told("\"root-passphrase\":\"recover\"")).isEqualTo(1);
    }

    @Test
    void invitation_isGoodForAQuarterOfAnHour_once() {
        var token = ask(named("late", false)).json().get("token").asString();
        server.execute("update account_invitation set expires_at = expires_at - interval '16 minutes'");
        assertThat(new StaffMember(server, "late").take(token).code()).isEqualTo("invitation.invalid");
        var again = ask(named("punctual", false)).json().get("token").asString();
        assertThat(server.count(
                        "select count(*) from account_invitation where expires_at > now() + interval '16 minutes'"))
                .isZero();
        assertThat(new StaffMember(server, "punctual").take(again).status()).isEqualTo(200);
        assertThat(new StaffMember(server, "punctual").take(again).code()).isEqualTo("invitation.invalid");
    }

    @Test
    void proof_isForNothingElse_notForLater_andNotWithoutTheKeyFile() {
        var asked = named("asked", false);
        var others = List.of(
                named("asked", true),
                named("other", false),
                new NewAdministrator(false, "asked", "other@example.com", "en"),
                new NewAdministrator(false, "asked", "asked@example.com", "zh-CN"));
        for (var other : others) {
            assertThat(ask(other, proof(asked, Duration.ZERO)).code()).isEqualTo("administrator.proof_refused");
        }
        for (var minutes : List.of(2, -2)) {
            assertThat(ask(asked, proof(asked, Duration.ofMinutes(minutes))).code())
                    .isEqualTo("administrator.proof_refused");
        }
        var foreign = KeysForTests.create(home.resolve("foreign"), "another passphrase".toCharArray());
        var byForeign = new RootProof(foreign, Clock.systemUTC()).of(asked);
        for (var proof :
                List.of(byForeign, "", "srp_", "srp_1_00", byForeign + "0", "srp_99999999999_" + "0".repeat(64))) {
            assertThat(ask(asked, proof).code()).isEqualTo("administrator.proof_refused");
        }
        assertThat(server.count("select count(*) from account")).isZero();
        assertThat(told("deny administrator.proof_refused"))
                .as("made with the key file")
                .isEqualTo(2);
    }

    @Test
    void proofSentTwice_makesOneAccount() {
        var asked = named("replayed", true);
        var proof = proof(asked, Duration.ZERO);
        assertThat(ask(asked, proof).status()).isEqualTo(201);
        assertThat(ask(asked, proof).code()).isEqualTo("account.name_taken");
        assertThat(server.count("select count(*) from account")).isEqualTo(1);
    }

    @Test
    void recoveredAdministrator_doesNotMakeChangesAlone() {
        taken("one", ask(named("one", false)));
        var second = taken("two", ask(named("two", true)));
        assertThat(second.post("/v1/clients", Map.of("name", "x", "roles", List.of("administrator")))
                        .code())
                .isEqualTo("approval.needed");
    }

    @Test
    void requestFromAPageOfAnotherSite_isRefused() {
        var asked = named("crossed", false);
        var body = RunningServer.JSON.writeValueAsString(Map.of("proof", proof(asked, Duration.ZERO)));
        assertThat(server.post("/v1/administrators", "", body, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
    }
}
