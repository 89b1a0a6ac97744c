package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What waits for a second administrator, as the command line shows it.
class ApprovalsCommandTests {

    private static final Pattern ID = Pattern.compile("approval-[0-9a-f]{12}");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember one;
    private static String agent;
    private static int clients;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        agent = server.client(List.of("support_agent"), List.of("support"));
        one = StaffMember.signedIn(server, "one", List.of("administrator"), List.of());
        StaffMember.signedIn(server, "two", List.of("administrator"), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void settings() {
        environment.put("STRONGROOM_URL", server.uri("").toString());
        environment.put("STRONGROOM_KEY", server.administrator());
    }

    private Transcript run(String... arguments) {
        return Transcript.of(environment, arguments);
    }

    /// Another client, which has to wait.
    private String asked() {
        var refused = run(
                "clients", "create", "--name", "till-" + clients++, "--role", "support_agent", "--purpose", "support");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.all()).contains("approval.needed").doesNotContain("srk_");
        var id = ID.matcher(refused.all());
        assertThat(id.find()).as("the refusal names the request").isTrue();
        return id.group();
    }

    private Transcript refused(int exitCode, String says, String... arguments) {
        var refused = run(arguments);
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(exitCode);
        assertThat(refused.all()).contains(says).doesNotContain(server.administrator(), agent);
        assertThat(refused.out()).isEmpty();
        return refused;
    }

    @Test
    void request_isListedShownAndWithdrawnOnce() {
        var id = asked();
        assertThat(run("approvals", "list").out()).contains(id, "waiting", "0/2");
        var shown = run("approvals", "show", id);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("till-", "support_agent", "support");
        var withdrawn = run("approvals", "withdraw", id);
        assertThat(withdrawn.exitCode()).isZero();
        assertThat(withdrawn.out()).contains(id);
        assertThat(run("approvals", "list").out()).contains(id, "withdrawn");
        refused(1, "approval.unknown", "approvals", "withdraw", id);
        assertThat(run("approvals", "show", id).out()).contains("withdrawn");
    }

    @Test
    void words_areInTheLanguageOfTheUser() {
        var id = asked();
        environment.put("LANG", "zh_CN.UTF-8");
        assertThat(run("approvals", "list").out()).contains(id, "等待批准", "新 API 客户端");
        assertThat(run("approvals", "show", id).out()).contains("角色", "support_agent");
        assertThat(run("approvals", "withdraw", id).out()).contains("已撤回");
    }

    @Test
    void requestOfSomebodyElse_isNotWithdrawn() {
        var answer = one.post("/v1/clients", Map.of("name", "other", "roles", List.of("log-reader")));
        assertThat(answer.code()).isEqualTo("approval.needed");
        var id = answer.json().get("approval").asString();
        refused(1, "approval.unknown", "approvals", "withdraw", id);
        assertThat(run("approvals", "list").out()).contains(id, one.id(), "waiting");
    }

    @Test
    void unknownIds_andWhatIsNone_areRefused() {
        refused(1, "approval.unknown", "approvals", "show", "approval-0123456789ab");
        refused(1, "approval.unknown", "approvals", "withdraw", "approval-0123456789ab");
        for (var id : new String[] {"../clients", "a/b", "x?y=1", "%2e%2e", ""}) {
            assertThat(run("approvals", "show", id).exitCode()).as(id).isEqualTo(2);
            assertThat(run("approvals", "withdraw", id).exitCode()).as(id).isEqualTo(2);
        }
        assertThat(run("approvals", "show").exitCode()).isEqualTo(2);
        assertThat(run("approvals", "approve", "approval-0123456789ab").exitCode())
                .as("approving takes a person with a passkey")
                .isEqualTo(2);
    }

    @Test
    void whoIsNoAdministrator_seesNothing() {
        var id = asked();
        environment.put("STRONGROOM_KEY", agent);
        refused(1, "caller.role_missing", "approvals", "list");
        refused(1, "caller.role_missing", "approvals", "show", id);
        refused(1, "approval.unknown", "approvals", "withdraw", id);
        environment.put("STRONGROOM_KEY", "srk_0123456789ab_" + "0".repeat(64));
        refused(1, "caller.unknown", "approvals", "list");
        environment.remove("STRONGROOM_KEY");
        refused(2, "STRONGROOM_KEY", "approvals", "list");
    }
}
