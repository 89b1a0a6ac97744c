package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What may not be made, opened or removed, and what the caller and the ledger are told of it.
class TokenRefusalTests {

    private static final String UNKNOWN = "{\"tokens\":[{\"error\":{\"code\":\"token.unknown\"}}]}";
    private static final String NOWHERE = "0123456789abc";

    @TempDir
    static Path home;

    private static RunningServer server;
    private static TokenShop shop;
    private static String id;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        shop = new TokenShop(server);
        id = shop.customer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    record Bad(Map<String, Object> wish, String code, String memberOrField) {
        @Override
        public String toString() {
            return code + " " + memberOrField;
        }
    }

    private static Bad invalid(String member, Object... more) {
        return new Bad(TokenShop.wish(NOWHERE, "card", "digits", more), "token.invalid", member);
    }

    private static Bad domain(Object... more) {
        return new Bad(TokenShop.wish(NOWHERE, "card", "digits", more), "token.domain", "length");
    }

    static List<Bad> badWishes() {
        return List.of(
                invalid("kind", "kind", "RANDOM"),
                invalid("kind", "kind", ""),
                invalid("luhn", "luhn", "none"),
                invalid("luhn", "luhn", "VALID"),
                invalid("luhn", "kind", "random", "luhn", "valid"),
                invalid("length", "kind", "random", "length", 26),
                invalid("oneTime", "oneTime", true, "deterministic", true),
                invalid("validForSeconds", "validForSeconds", 60, "deterministic", true),
                invalid("expiresAt", "expiresAt", "2031-01-31T08:00:00Z", "deterministic", true),
                invalid("validForSeconds", "validForSeconds", 60, "expiresAt", "2031-01-31T08:00:00Z"),
                invalid("validForSeconds", "validForSeconds", 0),
                invalid("validForSeconds", "validForSeconds", -1),
                invalid("validForSeconds", "validForSeconds", Long.MAX_VALUE),
                invalid("expiresAt", "expiresAt", "2020-01-31T08:00:00Z"),
                invalid("expiresAt", "expiresAt", "9999-01-31T08:00:00Z"),
                domain("length", 5),
                domain("length", 0),
                domain("length", -1),
                domain("length", 57),
                domain("length", Integer.MAX_VALUE),
                domain("length", 6, "luhn", "valid"),
                domain("length", 6, "luhn", "invalid"));
    }

    @ParameterizedTest
    @MethodSource("badWishes")
    void wish_thatIsMalformed_isRefusedByMember_whoeverItIsAbout(Bad bad) {
        var about = new java.util.TreeMap<>(bad.wish());
        about.put("id", id);
        for (var wish : List.of(bad.wish(), about)) {
            var item = shop.made(wish).getFirst();
            assertThat(TokenShop.code(item)).isEqualTo(bad.code());
            assertThat(item.get("error").get("member").asString()).isEqualTo(bad.memberOrField());
        }
    }

    private static Map<String, Object> in(String collection, String record, String field) {
        var wish = TokenShop.wish(record, field, "random");
        wish.put("collection", collection);
        return wish;
    }

    static List<Bad> notPermitted() {
        return List.of(
                new Bad(in("customers", NOWHERE, "name"), "record.not_found", ""),
                new Bad(in("customers", "", "name"), "record.not_found", ""),
                new Bad(in("customers", "not an id", "name"), "record.not_found", ""),
                new Bad(in("orders", id, "number"), "record.not_found", ""),
                new Bad(in("nowhere", id, "name"), "record.not_found", ""),
                new Bad(in("", id, "name"), "record.not_found", ""),
                new Bad(in("payments", id, "amount"), "record.not_found", ""),
                new Bad(in("customers", id, "shoe_size"), "field.unknown", "shoe_size"),
                new Bad(in("customers", id, ""), "field.unknown", ""),
                new Bad(in("customers", id, "national_id"), "purpose.does_not_cover", "national_id"),
                new Bad(in("customers", id, "address"), "purpose.does_not_cover", "address"));
    }

    @Test
    void wish_forWhatMayNotBeSeen_orIsNotThere_isRefused_andEachLeavesAnEntry() {
        for (var bad : notPermitted()) {
            long before = shop.entries();
            var item = shop.made(bad.wish()).getFirst();
            assertThat(TokenShop.code(item)).as(bad.toString()).isEqualTo(bad.code());
            assertThat(item.get("error").path("field").asString("")).isEqualTo(bad.memberOrField());
            assertThat(shop.entries()).isEqualTo(before + 1);
        }
    }

    @Test
    void wish_forAFieldThatNoRoleIsGranted_isRefused() {
        var wish = TokenShop.wish(id, "card", "random");
        var item = TokenShop.items(shop.create(shop.key, TokenShop.FULFILMENT, wish))
                .getFirst();
        assertThat(TokenShop.code(item)).isEqualTo("token.not_granted");
        assertThat(item.get("error").get("field").asString()).isEqualTo("card");
        var onlyTokenizer = server.client(List.of("tokenizer"), List.of("support"));
        assertThat(TokenShop.code(TokenShop.items(shop.create(onlyTokenizer, Shop.SUPPORT, wish))
                        .getFirst()))
                .isEqualTo("record.not_found");
    }

    @Test
    void wish_forAFieldWithoutAValue_orWithTooFewDigits_isRefused() {
        var bare = server.create(
                shop.key, "customers", "{\"fields\": {\"name\": \"Bare 12345\", \"email\": \"bare@example.com\"}}");
        var made = shop.made(
                TokenShop.wish(bare, "phone", "random"),
                TokenShop.wish(bare, "name", "digits"),
                TokenShop.wish(bare, "email", "digits"),
                TokenShop.wish(bare, "name", "digits", "length", 6));
        assertThat(made.stream().map(TokenShop::code))
                .containsExactly("token.no_value", "token.domain", "token.domain", "");
    }

    @Test
    void wish_forAVeryLongValue_isRefused() {
        var items = "x".repeat(4_090);
        for (var value : List.of(items + "abcd", items + "abcde")) {
            var body = Shop.order(id).replace("{\"sku\": [1, 2]}", "\"" + value + "\"");
            var wish = in("orders", server.create(shop.key, "orders", body), "items");
            assertThat(TokenShop.code(shop.made(wish).getFirst()))
                    .isEqualTo(value.length() < 4_095 ? "" : "token.too_long");
        }
    }

    @Test
    void badWishes_amongGoodOnes_areAnsweredInTheirPlaces() {
        var made = shop.made(
                TokenShop.wish(id, "name", "random"),
                TokenShop.wish(NOWHERE, "name", "random"),
                TokenShop.wish(id, "name", "digits", "length", 6),
                TokenShop.wish(id, "national_id", "random"));
        assertThat(made.stream().map(TokenShop::code))
                .containsExactly("", "record.not_found", "", "purpose.does_not_cover");
    }

    @Test
    void creating_withoutTheRoleOrThePurpose_isRefused() {
        var wish = TokenShop.wish(id, "name", "random");
        var agent = server.client(List.of("support_agent"), List.of("support"));
        assertThat(shop.create(agent, Shop.SUPPORT, wish).code()).isEqualTo("caller.role_missing");
        assertThat(server.delete("/v1/tokens/tok_1", agent, Shop.SUPPORT).code())
                .isEqualTo("caller.role_missing");
        assertThat(shop.create("", Shop.SUPPORT, wish).status()).isEqualTo(401);
        assertThat(shop.create(shop.key, new String[0], wish).code()).isEqualTo("purpose.missing");
        for (var purpose : List.of("marketing", "nothing", "SUPPORT", "wangxiaoming")) {
            long before = shop.entries();
            var header = new String[] {"Strongroom-Purpose", purpose};
            var answer = shop.create(shop.key, header, wish);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("purpose.not_allowed");
            assertThat(shop.openAs(shop.key, header, List.of("123456")).code()).isEqualTo("purpose.not_allowed");
            assertThat(server.delete("/v1/tokens/123456", shop.key, header).code())
                    .isEqualTo("purpose.not_allowed");
            assertThat(shop.entries()).isEqualTo(before + 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tokens\": null}", "{\"tokens\": []}"})
    void request_withoutTokens_isRefused(String body) {
        for (var path : List.of("/v1/tokens", "/v1/tokens/open")) {
            var answer = server.post(path, shop.key, body, Shop.SUPPORT);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("token.count");
        }
    }

    @Test
    void request_withMoreThanAThousandTokens_isRefusedWhole() {
        var wishes = new ArrayList<Object>();
        var tokens = new ArrayList<String>();
        for (int i = 0; i <= 1_000; i++) {
            wishes.add(TokenShop.wish(id, "name", "random"));
            tokens.add("%06d".formatted(i));
        }
        long rows = shop.rows(id);
        assertThat(shop.create(shop.key, Shop.SUPPORT, wishes.toArray()).code()).isEqualTo("token.count");
        assertThat(shop.openAs(shop.key, Shop.SUPPORT, tokens).code()).isEqualTo("token.count");
        assertThat(shop.rows(id)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"tokens\": [null]}",
                "{\"tokens\": {}}",
                "{\"tokens\": [[]]}",
                "{\"tokens\": [{\"kind\": \"random\", \"colour\": \"red\"}]}",
                "{\"tokens\": [{\"length\": \"many\"}]}",
                "{\"tokens\": [{\"length\": 99999999999}]}",
                "{\"tokens\": [{\"oneTime\": \"perhaps\"}]}",
                "{\"tokens\": [{\"expiresAt\": \"tomorrow\"}]}"
            })
    void request_thatIsNotOfItsShape_isRefusedWhole(String body) {
        assertThat(server.post("/v1/tokens", shop.key, body, Shop.SUPPORT).status())
                .isEqualTo(400);
    }

    @Test
    void openingWhatIsUnknown_over_foreign_erased_orMalformed_isAnsweredAlike_withARefusalEach() {
        var erasedCustomer = shop.customer();
        var erased = shop.token(TokenShop.wish(erasedCustomer, "name", "random"));
        assertThat(server.post("/v1/customers/" + erasedCustomer + "/erasures", shop.key, "")
                        .status())
                .isEqualTo(202);
        var over = shop.token(TokenShop.wish(id, "name", "random", "validForSeconds", 1));
        var foreign = TokenShop.items(shop.create(shop.key, TokenShop.FULFILMENT, TokenShop.wish(id, "name", "random")))
                .getFirst()
                .get("token")
                .asString();
        var good = shop.token(TokenShop.wish(id, "name", "random"));
        RunningServer.await("it is over", () -> !shop.open(over).has("value"));
        for (var token : List.of(
                erased,
                over,
                foreign,
                "tok_" + "0".repeat(26),
                "000000",
                good.toUpperCase(java.util.Locale.ROOT),
                good + "0",
                good.substring(0, 29),
                good.substring(4),
                " " + good,
                "",
                "\u0000",
                "王小明",
                "12345",
                "' or true --")) {
            long before = shop.entries();
            assertThat(shop.openAs(shop.key, Shop.SUPPORT, List.of(token)).text())
                    .isEqualTo(UNKNOWN);
            assertThat(shop.entries()).isEqualTo(before + 1);
        }
        assertThat(shop.open(good).has("value")).isTrue();
    }

    @Test
    void opening_withoutAGrant_isAnsweredAsUnknown_andToldToTheCustomer() {
        var customer = shop.customer();
        var card = shop.token(TokenShop.wish(customer, "card", "random", "oneTime", true));
        var stranger = server.client(List.of("warehouse"), List.of("support"));
        assertThat(shop.openAs(stranger, Shop.SUPPORT, List.of(card)).text()).isEqualTo(UNKNOWN);
        var looks = server.get("/v1/customers/" + customer + "/looks", shop.key)
                .json()
                .get("looks");
        assertThat(looks).hasSize(1);
        assertThat(looks.get(0).get("decision").asString()).isEqualTo("deny token.not_granted");
        assertThat(shop.open(card).get("value").asString()).isEqualTo("**** 4242");
    }

    @Test
    void removing_twice_orForAnotherPurpose_orWithoutAGrant_isAnsweredAsUnknown() {
        var token = shop.token(TokenShop.wish(id, "name", "random"));
        var stranger = server.client(List.of("tokenizer", "warehouse"), List.of("support", "fulfilment"));
        for (var refused : List.of(
                server.delete("/v1/tokens/" + token, shop.key, TokenShop.FULFILMENT),
                server.delete("/v1/tokens/" + token, stranger, Shop.SUPPORT),
                server.delete("/v1/tokens/nothing", shop.key, Shop.SUPPORT))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.code()).isEqualTo("token.unknown");
            assertThat(refused.text()).doesNotContain(token);
        }
        assertThat(server.delete("/v1/tokens/" + token, shop.key).code()).isEqualTo("purpose.missing");
        long before = shop.entries();
        assertThat(shop.remove(token).status()).isEqualTo(204);
        assertThat(shop.remove(token).status()).isEqualTo(404);
        assertThat(shop.entries()).isEqualTo(before + 2);
        assertThat(TokenShop.code(shop.open(token))).isEqualTo("token.unknown");
    }

    @Test
    void deletingTheRecord_removesItsTokens_andNoOthers() {
        var customer = shop.customer();
        var order = server.create(shop.key, "orders", Shop.order(customer));
        var wish = TokenShop.wish(order, "number", "random");
        wish.put("collection", "orders");
        var ofTheOrder = shop.token(wish);
        var ofTheCustomer = shop.token(TokenShop.wish(customer, "name", "random"));
        assertThat(server.delete("/v1/records/orders/" + order, shop.key).status())
                .isEqualTo(204);
        assertThat(TokenShop.code(shop.open(ofTheOrder))).isEqualTo("token.unknown");
        assertThat(shop.open(ofTheCustomer).has("value")).isTrue();
        assertThat(TokenShop.code(shop.made(wish).getFirst())).isEqualTo("record.not_found");
    }

    @Test
    void lastNumberOfAPermutation_isDrawn_andNoneAfterIt() {
        var wish = TokenShop.wish(id, "name", "digits", "length", 7, "luhn", "invalid");
        shop.token(wish);
        server.execute("update token_counter set drawn = 999999 where length = 7 and check_digit = 'invalid'");
        var made = shop.made(wish, wish);
        assertThat(made.stream().map(TokenShop::code)).containsExactlyInAnyOrder("", "token.exhausted");
        assertThat(TokenShop.code(shop.made(wish).getFirst())).isEqualTo("token.exhausted");
        assertThat(shop.token(TokenShop.wish(id, "name", "digits", "length", 8, "luhn", "invalid")))
                .hasSize(8);
    }

    @Test
    void numberThatWasDrawnBefore_isSkipped() {
        var wish = TokenShop.wish(id, "name", "digits", "length", 11);
        var first = shop.made(wish, wish, wish).stream()
                .map(item -> item.get("token").asString())
                .toList();
        server.execute("update token_counter set drawn = 0 where length = 11");
        var next = shop.made(wish, wish).stream()
                .map(item -> item.get("token").asString())
                .toList();
        assertThat(next).hasSize(2).doesNotHaveDuplicates().doesNotContainAnyElementsOf(first);
        first.forEach(token -> assertThat(shop.open(token).has("value")).isTrue());
    }

    @Test
    void ledgerThatCannotBeWritten_makesAndOpensNothing_andUsesNothingUp() throws Exception {
        var token = shop.token(TokenShop.wish(id, "name", "random"));
        var once = shop.token(TokenShop.wish(id, "name", "random", "oneTime", true));
        long rows = shop.rows(id);
        server.execute("alter table ledger_entry rename to ledger_entry_away");
        try {
            for (var answer : List.of(
                    shop.openAs(shop.key, Shop.SUPPORT, List.of(token)),
                    shop.openAs(shop.key, Shop.SUPPORT, List.of(once)),
                    shop.create(shop.key, Shop.SUPPORT, TokenShop.wish(id, "name", "random")),
                    shop.remove(token))) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.text()).doesNotContain("王", "tok_");
            }
        } finally {
            server.execute("alter table ledger_entry_away rename to ledger_entry");
        }
        assertThat(shop.rows(id)).isEqualTo(rows);
        assertThat(shop.open(token).has("value")).isTrue();
        assertThat(shop.open(once).has("value")).isTrue();
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ExtendWith(OutputCaptureExtension.class)
    void log_holdsNoTokenAndNoValue(CapturedOutput output) {
        var customer = shop.customer();
        var tokens = new ArrayList<String>();
        shop.made(TokenShop.wish(customer, "name", "random"), TokenShop.wish(customer, "card", "digits"))
                .forEach(item -> tokens.add(item.get("token").asString()));
        server.execute("update token set sealed = sealed || '\\x00' where customer_id = " + Shop.number(customer));
        shop.openAs(shop.key, Shop.SUPPORT, tokens);
        shop.remove(tokens.getFirst());
        server.delete("/v1/tokens/" + tokens.getLast() + "x", shop.key, Shop.SUPPORT);
        server.delete("/v1/tokens/" + tokens.getLast() + "/more", shop.key, Shop.SUPPORT);
        assertThat(output.getAll()).contains("A token of record").doesNotContain("王小明", "4242424242424242");
        tokens.forEach(token -> assertThat(output.getAll()).doesNotContain(token));
    }
}
