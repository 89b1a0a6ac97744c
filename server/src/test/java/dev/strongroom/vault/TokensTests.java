package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.LogOverHttp;
import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What tokens do for whoever may make and open them.
class TokensTests {

    @TempDir
    static Path home;

    private static RunningServer server;
    private static TokenShop shop;

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        shop = new TokenShop(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void randomToken_opensForItsPurpose_atTheLevelOfTheCaller() {
        var id = shop.customer();
        var made = shop.made(TokenShop.wish(id, "name", "random"), TokenShop.wish(id, "card", "random"));
        assertThat(made).allSatisfy(item -> {
            assertThat(item.get("token").asString()).matches("tok_[0-9a-hjkmnp-tv-z]{26}");
            assertThat(item.get("receipt").asString()).matches("[0-9]+-.{43}");
            assertThat(item.has("expiresAt")).isFalse();
        });
        var answer = shop.openAs(
                shop.key,
                Shop.SUPPORT,
                made.stream().map(item -> item.get("token").asString()).toList());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var opened = TokenShop.items(answer);
        assertThat(opened.getFirst().get("value").asString()).isEqualTo("王小明");
        assertThat(opened.getFirst().get("level").asString()).isEqualTo("clear");
        assertThat(opened.getLast().get("value").asString()).isEqualTo("**** 4242");
        assertThat(opened.getLast().get("level").asString()).isEqualTo("partial");
        assertThat(opened.getLast().get("field").asString()).isEqualTo("card");
        assertThat(opened.getLast().get("collection").asString()).isEqualTo("customers");
    }

    @Test
    void jsonValue_opensAsJson() {
        var order = server.create(shop.key, "orders", Shop.order(shop.customer()));
        var wish = TokenShop.wish(order, "items", "random");
        wish.put("collection", "orders");
        assertThat(shop.open(shop.token(wish)).get("value").toString()).isEqualTo("{\"sku\":[1,2]}");
    }

    @Test
    void digits_haveTheLengthOfTheValue_orTheOneAskedFor_andTheCheckDigitAskedFor() {
        var id = shop.customer();
        var made = shop.made(
                TokenShop.wish(id, "card", "digits"),
                TokenShop.wish(id, "card", "digits", "luhn", "valid"),
                TokenShop.wish(id, "card", "digits", "luhn", "invalid"),
                TokenShop.wish(id, "name", "digits", "length", 6),
                TokenShop.wish(id, "name", "digits", "length", 56, "luhn", "valid"));
        var tokens = made.stream().map(item -> item.get("token").asString()).toList();
        assertThat(tokens.get(0)).matches("[0-9]{16}").isNotEqualTo("4242424242424242");
        assertThat(tokens.get(1)).matches("[0-9]{16}").matches(TokensTests::passesLuhn);
        assertThat(tokens.get(2)).matches("[0-9]{16}").matches(digits -> !passesLuhn(digits));
        assertThat(tokens.get(3)).matches("[0-9]{6}");
        assertThat(tokens.get(4)).matches("[0-9]{56}").matches(TokensTests::passesLuhn);
        var opened = TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens));
        assertThat(opened.get(2).get("value").asString()).isEqualTo("**** 4242");
        assertThat(opened.get(3).get("value").asString()).isEqualTo("王小明");
    }

    /// Written apart from the product's: from the right, every second digit counts twice.
    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }

    /// Every character of a random token has 32 values. Chi-square with 31 degrees of freedom exceeds 80 about three
    /// times in a million.
    @Test
    void tokensOfEqualValues_andOfDifferentOnes_cannotBeToldApart() {
        var same = shop.customer();
        var equal = new ArrayList<Map<String, Object>>();
        var different = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 200; i++) {
            equal.add(TokenShop.wish(same, "email", "random"));
            different.add(TokenShop.wish(shop.customer(), "email", "random"));
        }
        for (var wishes : List.of(equal, different)) {
            var tokens = shop.made(wishes.toArray()).stream()
                    .map(item -> item.get("token").asString())
                    .toList();
            assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.matches("tok_[0-9a-hjkmnp-tv-z]{26}"));
            var counts = new int[128];
            tokens.forEach(token -> token.chars().skip(4).forEach(character -> counts[character]++));
            double expected = 200 * 26 / 32.0;
            double chiSquare = "0123456789abcdefghjkmnpqrstvwxyz"
                            .chars()
                            .mapToDouble(character -> (counts[character] - expected) * (counts[character] - expected))
                            .sum()
                    / expected;
            assertThat(chiSquare).isLessThan(80);
        }
    }

    @Test
    void deterministicToken_isTheSameForTheSameValueOfACustomersField_andForNothingElse() {
        var id = shop.customer();
        var name = TokenShop.wish(id, "name", "random", "deterministic", true);
        var digits = TokenShop.wish(id, "name", "digits", "length", 12, "deterministic", true);
        var token = shop.token(name);
        var number = shop.token(digits);
        assertThat(shop.token(name)).isEqualTo(token);
        assertThat(shop.token(digits)).isEqualTo(number).matches("[0-9]{12}");
        assertThat(shop.open(number).get("value").asString()).isEqualTo("王小明");

        var namesake = shop.customer();
        var different = new HashSet<>(List.of(
                token,
                shop.token(TokenShop.wish(namesake, "name", "random", "deterministic", true)),
                shop.token(TokenShop.wish(id, "email", "random", "deterministic", true)),
                shop.token(TokenShop.wish(id, "name", "random")),
                TokenShop.items(shop.create(shop.key, TokenShop.FULFILMENT, name))
                        .getFirst()
                        .get("token")
                        .asString()));
        assertThat(different).hasSize(5);
        assertThat(shop.token(TokenShop.wish(id, "name", "digits", "length", 13, "deterministic", true)))
                .hasSize(13);
    }

    @Test
    void deterministicToken_ofAChangedValue_isAnother_andOfTheOldValueAgain_isTheOldOne() {
        var id = shop.customer();
        var wish = TokenShop.wish(id, "phone", "random", "deterministic", true);
        var before = shop.token(wish);
        var path = "/v1/records/customers/" + id;
        server.patch(path, shop.key, "{\"fields\": {\"phone\": \"+8613900139000\"}}", "If-Match", "\"1\"");
        var after = shop.token(wish);
        assertThat(after).isNotEqualTo(before);
        assertThat(shop.open(after).get("value").asString()).isEqualTo("139****9000");
        assertThat(shop.open(before).get("value").asString()).startsWith("138****");
    }

    @Test
    void sameWishesInOneRequest_shareADeterministicToken_andNoOther() {
        var id = shop.customer();
        var deterministic = TokenShop.wish(id, "name", "random", "deterministic", true);
        var random = TokenShop.wish(id, "name", "random");
        var tokens = shop.made(deterministic, random, deterministic, random).stream()
                .map(item -> item.get("token").asString())
                .toList();
        assertThat(tokens.get(0)).isEqualTo(tokens.get(2));
        assertThat(new HashSet<>(tokens)).hasSize(3);
        assertThat(shop.rows(id)).isEqualTo(3);
    }

    @Test
    void deterministicWishes_fromManyCallersAtOnce_giveOneToken() throws InterruptedException {
        var id = shop.customer();
        var fields = List.of("name", "email", "phone");
        var answers = new ConcurrentLinkedQueue<List<JsonNode>>();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 20; i++) {
            var order = i % 2 == 0 ? fields : fields.reversed();
            callers.add(Thread.ofVirtual()
                    .start(() -> answers.add(shop.made(order.stream()
                            .map(field -> TokenShop.wish(id, field, "digits", "length", 9, "deterministic", true))
                            .toArray()))));
        }
        for (var caller : callers) {
            caller.join();
        }
        var tokens = new HashSet<String>();
        answers.forEach(
                items -> items.forEach(item -> tokens.add(item.get("token").asString())));
        assertThat(answers).hasSize(20);
        assertThat(tokens).hasSize(3);
        assertThat(shop.rows(id)).isEqualTo(3);
    }

    @Test
    void oneTimeToken_namedTwice_opensOnce() {
        var token = shop.token(TokenShop.wish(shop.customer(), "name", "random", "oneTime", true));
        var opened = TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, List.of(token, token)));
        assertThat(opened.getFirst().get("value").asString()).isEqualTo("王小明");
        assertThat(TokenShop.code(opened.getLast())).isEqualTo("token.unknown");
        assertThat(TokenShop.code(shop.open(token))).isEqualTo("token.unknown");
    }

    @Test
    void oneTimeToken_openedFiftyTimesAtOnce_opensForExactlyOne() throws InterruptedException {
        var id = shop.customer();
        var token = shop.token(TokenShop.wish(id, "name", "random", "oneTime", true));
        var answers = new ConcurrentLinkedQueue<JsonNode>();
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            callers.add(Thread.ofVirtual().start(() -> answers.add(shop.open(token))));
        }
        for (var caller : callers) {
            caller.join();
        }
        assertThat(answers)
                .hasSize(50)
                .filteredOn(answer -> answer.has("value"))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !answer.has("value"))
                .allMatch(answer -> TokenShop.code(answer).equals("token.unknown"));
        assertThat(shop.rows(id)).isZero();
        var looks =
                server.get("/v1/customers/" + id + "/looks", shop.key).json().get("looks");
        assertThat(looks.valueStream()
                        .filter(look -> look.get("decision").asString().equals("permit")))
                .hasSize(1);
    }

    @Test
    void expiringToken_opensUntilThen_andIsRemovedAfterwards() {
        var id = shop.customer();
        var made = shop.made(
                TokenShop.wish(id, "name", "random", "validForSeconds", 3_600),
                TokenShop.wish(id, "name", "random", "expiresAt", "2031-01-31T08:00:00Z"),
                TokenShop.wish(id, "name", "random", "validForSeconds", 1));
        assertThat(Instant.parse(made.getFirst().get("expiresAt").asString()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        assertThat(made.get(1).get("expiresAt").asString()).isEqualTo("2031-01-31T08:00:00Z");
        assertThat(shop.open(made.getFirst().get("token").asString()).has("value"))
                .isTrue();
        assertThat(shop.open(made.get(1).get("token").asString()).has("value")).isTrue();
        RunningServer.await(
                "the last one is over",
                () -> TokenShop.code(shop.open(made.getLast().get("token").asString()))
                        .equals("token.unknown"));
        RunningServer.await("upkeep removes it", () -> shop.rows(id) == 2);
    }

    @Test
    void eachRequest_leavesOneEntryForEachCustomer_withoutTokensOrValues() {
        var first = shop.customer();
        var second = shop.customer();
        long before = shop.entries();
        var made = shop.made(
                TokenShop.wish(first, "name", "random"),
                TokenShop.wish(second, "name", "random"),
                TokenShop.wish(first, "email", "digits", "length", 12),
                TokenShop.wish(first, "name", "random"));
        assertThat(shop.entries()).isEqualTo(before + 2);
        var tokens = made.stream().map(item -> item.get("token").asString()).toList();
        TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens));
        assertThat(shop.entries()).isEqualTo(before + 4);
        assertThat(shop.remove(tokens.getLast()).status()).isEqualTo(204);
        var log = new LogOverHttp(server, shop.key);
        log.awaitAll();
        var entries = log.entries().subList((int) before, (int) before + 5);
        assertThat(entries.getFirst())
                .contains("\"kind\":\"token\"", "\"email\":\"tokenized\"", "\"purpose\":\"support\"");
        assertThat(entries.get(2)).contains("\"kind\":\"look\"", "\"email\":\"partial\"", "\"name\":\"clear\"");
        assertThat(entries.getLast()).contains("\"kind\":\"token\"", "\"name\":\"removed\"");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry).contains("\"customer\":").doesNotContain("王", "tok_");
            tokens.forEach(token -> assertThat(entry).doesNotContain(token));
        });
        var looks = server.get("/v1/customers/" + second + "/looks", shop.key)
                .json()
                .get("looks");
        assertThat(looks).hasSize(1);
    }

    @Test
    void rotatingTheCustomersKey_resealsTokens_whichOpenAsBefore() {
        var id = shop.customer();
        var tokens = new ArrayList<String>();
        for (int request = 0; request < 2; request++) {
            var wishes = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 600; i++) {
                wishes.add(TokenShop.wish(id, "name", i % 2 == 0 ? "random" : "digits", "oneTime", i == 0));
                if (i % 2 == 1) {
                    wishes.getLast().put("length", 10);
                }
            }
            shop.made(wishes.toArray())
                    .forEach(item -> tokens.add(item.get("token").asString()));
        }
        var deterministic = TokenShop.wish(id, "email", "random", "deterministic", true);
        var again = shop.token(deterministic);
        assertThat(server.post("/v1/customers/" + id + "/key-rotations", server.administrator(), "")
                        .status())
                .isEqualTo(200);
        assertThat(server.count("select count(*) from token where substring(sealed from 3 for 4) <> '\\x00000002'"
                        + " and customer_id = " + Shop.number(id)))
                .isZero();
        var opened = TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, tokens.subList(0, 1_000)));
        assertThat(opened).allMatch(item -> item.get("value").asString().equals("王小明"));
        assertThat(shop.token(deterministic)).isEqualTo(again);
        assertThat(shop.open(again).has("value")).isTrue();
    }

    @Test
    void largestBatch_isMadeAndOpenedAtOnce() {
        var id = shop.customer();
        var wishes = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 1_000; i++) {
            wishes.add(TokenShop.wish(id, "card", "digits", "luhn", "valid"));
        }
        long before = shop.entries();
        var tokens = new HashSet<String>();
        shop.made(wishes.toArray()).forEach(item -> tokens.add(item.get("token").asString()));
        assertThat(tokens).hasSize(1_000);
        var opened = TokenShop.items(shop.openAs(shop.key, Shop.SUPPORT, List.copyOf(tokens)));
        assertThat(opened).allMatch(item -> item.get("value").asString().equals("**** 4242"));
        assertThat(shop.entries()).isEqualTo(before + 2);
    }
}
