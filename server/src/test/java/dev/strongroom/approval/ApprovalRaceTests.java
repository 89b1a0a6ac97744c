package dev.strongroom.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.TimedPurposes;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// People who decide, withdraw and use a request in the same moment: one of them was first, and the others are told so.
class ApprovalRaceTests {

    private static final List<String> ADMINISTRATOR = List.of("administrator");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static StaffMember asking;
    private static StaffMember deciding;
    private static StaffMember alsoDeciding;
    private static StaffMember member;

    @BeforeAll
    static void start() {
        server = RunningServer.start(home, Map.of());
        assertThat(server.sendCatalog(TimedPurposes.catalog()).status()).isEqualTo(200);
        asking = StaffMember.signedIn(server, "asking", ADMINISTRATOR, List.of());
        alsoDeciding = new StaffMember(server, "also-deciding");
        var second = alsoDeciding.invite(ADMINISTRATOR, List.of());
        member = StaffMember.signedIn(server, "member", List.of("support_agent"), List.of("probe"));
        deciding = StaffMember.signedIn(server, "deciding", ADMINISTRATOR, List.of());
        alsoDeciding.take(second);
        alsoDeciding.enrol();
        deciding.addPasskey();
        alsoDeciding.addPasskey();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).toList();
    }

    private static Answer grant(String account) {
        return asking.put(
                "/v1/accounts/" + account + "/grants",
                Map.of("roles", List.of("support_agent"), "purposes", List.of("support")));
    }

    private static String agent() {
        var agent = new StaffMember(server, "agent-" + System.nanoTime());
        agent.invite(List.of(), List.of());
        return agent.id();
    }

    private static String waiting(Answer refused) {
        assertThat(refused.code()).as(refused.text()).isEqualTo("approval.needed");
        return refused.json().get("approval").asString();
    }

    private static String part(String request, String name) {
        return deciding.get("/v1/approvals/" + request)
                .json()
                .get("approval")
                .get(name)
                .asString();
    }

    private static Answer decide(StaffMember by, String request, String decision) {
        return by.post("/v1/approvals/" + request + "/" + decision, Map.of("hash", part(request, "hash")));
    }

    private static boolean isGranted(String account) {
        return server.count("select count(*) from account where id = '" + account + "' and cardinality(roles) > 0")
                == 1;
    }

    private static long told(String request, String how) {
        var what = "\"" + request + "\":\"" + how + "\"";
        return server.count("select count(*) from ledger_entry where position('" + what + "'::bytea in entry) > 0");
    }

    @RepeatedTest(5)
    void approvedAndDeclinedAtOnce_isOneOfTheTwo() throws Exception {
        var account = agent();
        var request = waiting(grant(account));
        var answers = atOnce(
                List.of(() -> decide(deciding, request, "approve"), () -> decide(alsoDeciding, request, "decline")));
        assertThat(statuses(answers)).contains(204);
        boolean isDeclined = answers.getLast().status() == 204;
        assertThat(part(request, "state")).isEqualTo(isDeclined ? "declined" : "approved");
        assertThat(grant(account).status()).isEqualTo(isDeclined ? 403 : 204);
        assertThat(isGranted(account)).isEqualTo(!isDeclined);
    }

    @RepeatedTest(5)
    void withdrawnWhileItIsUsed_isMadeOrWithdrawn_andNeverBoth() throws Exception {
        var account = agent();
        var request = waiting(grant(account));
        assertThat(decide(deciding, request, "approve").status()).isEqualTo(204);
        var answers = atOnce(
                List.of(() -> grant(account), () -> asking.stolenCookies().delete("/v1/approvals/" + request)));
        assertThat(statuses(answers)).containsOnlyOnce(204);
        assertThat(isGranted(account)).isEqualTo(answers.getFirst().status() == 204);
    }

    @RepeatedTest(5)
    void declinedWhileItIsUsed_isMadeOrDeclined_andNeverBoth() throws Exception {
        var account = agent();
        var request = waiting(grant(account));
        assertThat(decide(deciding, request, "approve").status()).isEqualTo(204);
        var answers = atOnce(List.of(() -> grant(account), () -> decide(alsoDeciding, request, "decline")));
        assertThat(isGranted(account)).isEqualTo(answers.getFirst().status() == 204);
        assertThat(statuses(answers)).containsOnlyOnce(204);
    }

    @RepeatedTest(3)
    void sameWishFromTwentyAtOnce_isOneRequest() throws Exception {
        var account = agent();
        var answers = atOnce(IntStream.range(0, 20)
                .<Callable<Answer>>mapToObj(number -> () -> asking.stolenCookies()
                        .put(
                                "/v1/accounts/" + account + "/grants",
                                Map.of("roles", List.of("support_agent"), "purposes", List.of("support"))))
                .toList());
        assertThat(answers.stream().map(ApprovalRaceTests::waiting).distinct()).hasSize(1);
    }

    @RepeatedTest(5)
    void twoApproveAtOnce_openOnePeriod_andOneTwiceIsNoSecondPerson() throws Exception {
        var refused = open();
        var request = waiting(refused);
        var alone = atOnce(List.of(
                () -> decide(deciding, request, "approve"),
                () -> decide(deciding.stolenCookies(), request, "approve")));
        assertThat(statuses(alone)).contains(204);
        assertThat(waiting(open())).as("one person, twice").isEqualTo(request);
        assertThat(told(request, "approved")).isOne();
        assertThat(decide(alsoDeciding, request, "approve").status()).isEqualTo(204);
        var opened = atOnce(IntStream.range(0, 10)
                .<Callable<Answer>>mapToObj(number -> ApprovalRaceTests::open)
                .toList());
        assertThat(statuses(opened)).containsOnlyOnce(201);
        var period = opened.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow();
        assertThat(member.delete("/v1/access/" + period.json().get("id").asString())
                        .status())
                .isEqualTo(204);
    }

    private static Answer open() {
        return member.stolenCookies().post("/v1/access", Map.of("purpose", "probe", "minutes", 30, "ticket", "R-1"));
    }
}
