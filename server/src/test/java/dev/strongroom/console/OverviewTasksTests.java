package dev.strongroom.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What waits for somebody is told to those who can decide it, and to nobody else.
class OverviewTasksTests {

    @Test
    void request_isToldToThoseWhoDecide_andOnceApproved_toWhoAsked(@TempDir Path home) {
        try (var server = RunningServer.startShop(home)) {
            var agent = StaffMember.signedIn(server, "agent", List.of("support_agent"), List.of("support"));
            var asking = administrator(server, "asking");
            var deciding = administrator(server, "deciding");
            var device = deciding.addPasskey();

            var asked = asking.form("/console/clients", "name", "reader", "roles", "log-reader");
            assertThat(asked.header("Strongroom-Code")).isEqualTo("approval.needed");
            assertThat(deciding.get("/console").text()).contains(">request to decide<");
            assertThat(asking.get("/console").text()).doesNotContain("to decide", "of your own");
            assertThat(agent.get("/console").text()).doesNotContain("to decide");

            deciding.prove(device);
            var request = deciding.get("/v1/approvals").json().get("approvals").get(0);
            var approved = deciding.post(
                    "/v1/approvals/" + request.get("id").asString() + "/approve",
                    Map.of("hash", request.get("hash").asString()));
            assertThat(approved.status()).as(approved.text()).isEqualTo(204);
            assertThat(deciding.get("/console").text()).doesNotContain("to decide");
            assertThat(asking.get("/console").text()).contains("request of your own that is approved");
        }
    }

    private static StaffMember administrator(RunningServer server, String name) {
        var member = StaffMember.signedIn(server, name, List.of(), List.of());
        server.execute("update account set roles = array['administrator'] where id = '" + member.id() + "'");
        return member;
    }
}
