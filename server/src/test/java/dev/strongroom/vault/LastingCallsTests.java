package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.RawHttp;
import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import dev.strongroom.ledger.LedgerExplorer;
import dev.strongroom.ledger.LedgerFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever may not call any more gets no further in a call that they had begun.
class LastingCallsTests {

    private static final byte[] INVOICE = FileShop.bytes(3 << 20);
    /// More than the buffers between server and reader take.
    private static final int CUSTOMERS = 12_000;

    private static final List<String> LOADER = List.of("shop_backend", "support_agent", "exporter");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static FileShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        shop = new FileShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Client(String id, String secret) {

        static Client create() {
            var body = Map.of("name", "test", "roles", LOADER, "purposes", List.of("support", "fulfilment"));
            var made = server.post("/v1/clients", server.administrator(), RunningServer.JSON.writeValueAsString(body))
                    .json();
            return new Client(made.get("id").asString(), made.get("secret").asString());
        }

        void revoke() {
            assertThat(server.delete("/v1/clients/" + id, server.administrator())
                            .status())
                    .isEqualTo(204);
        }

        long refusals() {
            var mine = LedgerFilter.EVERYTHING.by("client-" + id);
            return server.bean(LedgerExplorer.class).find(mine, Long.MAX_VALUE, 1_000).entries().stream()
                    .filter(found -> found.entry().decision().equals("deny caller.unknown"))
                    .count();
        }
    }

    @Test
    void keyRevoked_whileItExports_getsNoMoreThanWasOnItsWay_andTheRefusalIsAnEntry() throws Exception {
        crowd();
        var exporter = Client.create();
        var request = HttpRequest.newBuilder(server.uri("/v1/records/customers/export"))
                .header("Authorization", "Bearer " + exporter.secret())
                .header("Strongroom-Purpose", "support")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (var browser = HttpClient.newHttpClient();
                var lines = browser.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(lines.read()).isEqualTo('{');
            exporter.revoke();
            assertThatThrownBy(lines::readAllBytes).isInstanceOf(IOException.class);
        }
        RunningServer.await("the refusal is written", () -> exporter.refusals() == 1);
    }

    @Test
    void sessionEnded_whileATableOfTheLogIsWritten_breaksTheConnection_insteadOfEndingTheTable() throws Exception {
        crowd();
        var auditor = StaffMember.signedIn(server, "auditor", List.of("auditor"), List.of());
        var request = HttpRequest.newBuilder(server.uri("/console/ledger/entries.csv"))
                .header("Cookie", auditor.cookieHeader())
                .build();
        try (var browser = HttpClient.newHttpClient();
                var table = browser.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(table.read()).isEqualTo('i');
            Ending.SIGNED_OUT.end(auditor);
            assertThatThrownBy(table::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keyRevoked_whileItImports_storesNoFurtherPart() {
        var importer = Client.create();
        long records = records();
        var id = id();
        var answer = importing(importer, id, customers(6_000), () -> {
            RunningServer.await("a part is stored", () -> records() > records);
            importer.revoke();
        });
        assertThat(answer.code()).isEqualTo("caller.unknown");
        assertThat(records() - records).isBetween(1_000L, 5_000L).matches(stored -> stored % 1_000 == 0);
        assertThat(importer.refusals()).isEqualTo(1);
    }

    @Test
    void keyRevoked_whileItsFileArrives_storesNothing() throws IOException {
        var uploader = Client.create();
        var order = shop.order();
        var answer = put(order, "Authorization: Bearer " + uploader.secret(), uploader::revoke);
        assertThat(answer).contains("caller.unknown");
        assertThat(RawHttp.status(answer)).isEqualTo(401);
        assertNothingStored(order);
        assertThat(uploader.refusals()).isEqualTo(1);
    }

    private enum Ending {
        DISABLED {
            @Override
            void end(StaffMember person) {
                assertThat(server.post("/v1/accounts/" + person.id() + "/disable", server.administrator(), "")
                                .status())
                        .isEqualTo(204);
            }
        },
        SIGNED_OUT {
            @Override
            void end(StaffMember person) {
                assertThat(person.delete("/v1/me/session").status()).isEqualTo(204);
            }
        },
        OVER {
            @Override
            void end(StaffMember person) {
                server.execute("update account_session set created_at = created_at - interval '13 hours'"
                        + " where account_id = '" + person.id() + "'");
            }
        };

        abstract void end(StaffMember person);
    }

    @ParameterizedTest
    @EnumSource
    void personWhoseSessionEnds_whileAFileArrives_storesNothing(Ending ending) throws IOException {
        var person = backOffice();
        var order = shop.order();
        var answer = put(order, "Cookie: " + person.cookieHeader(), () -> ending.end(person));
        assertThat(answer).contains("caller.unknown");
        assertNothingStored(order);
    }

    @Test
    void personWhoLosesTheRole_whileAFileArrives_storesNothing() throws IOException {
        var person = backOffice();
        var order = shop.order();
        var answer = put(order, "Cookie: " + person.cookieHeader(), () -> {
            var rights = Map.of("roles", List.of("support_agent"), "purposes", List.of("support"));
            var granted = server.send(
                    "PUT",
                    "/v1/accounts/" + person.id() + "/grants",
                    server.administrator(),
                    RunningServer.JSON.writeValueAsString(rights));
            assertThat(granted.status()).as(granted.text()).isEqualTo(204);
        });
        assertThat(answer).contains("write.not_granted");
        assertNothingStored(order);
    }

    @Test
    void personWhoProvesAFactor_whileAFileArrives_storesIt() throws IOException {
        var person = backOffice();
        var order = shop.order();
        var answer = put(order, "Cookie: " + person.cookieHeader(), () -> {
            person.forgetCodes();
            assertThat(person.app(person.code(0)).status()).isEqualTo(200);
        });
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(200);
        assertThat(shop.version(order)).isEqualTo(2);
    }

    @Test
    void personWhoDoesNothingElse_whileAFileArrivesForLong_storesIt() throws IOException {
        var person = backOffice();
        var order = shop.order();
        var answer = put(
                order,
                "Cookie: " + person.cookieHeader(),
                () -> server.execute("update account_session set seen_at = seen_at - interval '31 minutes'"
                        + " where account_id = '" + person.id() + "'"));
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(200);
        assertThat(person.get("/v1/me").code()).as("a further request").isEqualTo("session.missing");
    }

    private static StaffMember backOffice() {
        var name = "p" + id().substring(0, 10);
        return StaffMember.signedIn(server, name, List.of("shop_backend"), List.of());
    }

    private static void assertNothingStored(String order) {
        assertThat(shop.pieces(order)).isZero();
        assertThat(shop.uploads(order)).isZero();
        assertThat(shop.version(order)).isEqualTo(1);
    }

    /// @param caller the header that tells who calls
    private static String put(String order, String caller, Runnable meanwhile) throws IOException {
        return shop.putInParts(order, INVOICE, caller, meanwhile);
    }

    /// Enough customers, with an entry each, to fill the buffers.
    private static void crowd() {
        if (records() < CUSTOMERS) {
            imported(Client.create(), customers(CUSTOMERS));
        }
    }

    private static void imported(Client client, String lines) {
        var answer = importing(client, id(), lines, () -> {});
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /// Sends three quarters of the lines, does something else, and sends the rest.
    private static RunningServer.Answer importing(Client client, String id, String lines, Runnable meanwhile) {
        int half = lines.indexOf('\n', lines.length() / 4 * 3) + 1;
        Supplier<InputStream> body = () -> new SequenceInputStream(
                bytes(lines.substring(0, half)),
                new SequenceInputStream(
                        new InputStream() {
                            @Override
                            public int read() {
                                meanwhile.run();
                                return -1;
                            }
                        },
                        bytes(lines.substring(half))));
        return server.send(HttpRequest.newBuilder(server.uri("/v1/records/customers/import"))
                .header("Authorization", "Bearer " + client.secret())
                .header("Content-Type", "application/x-ndjson")
                .header("Strongroom-Import", id)
                .POST(HttpRequest.BodyPublishers.ofInputStream(body))
                .build());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String customers(int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            lines.add(Shop.customer().replace("\n", ""));
        }
        return String.join("\n", lines);
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static long records() {
        return server.count("select count(*) from record");
    }
}
