package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchKindsTests {

    private static final List<String> NAMES = List.of(
            "Al Smith-Jones", "Anna Jones", "JONESTOWN Bob", "王小明", "王明", "小明王子", "李小龙", "O'Neil", "Müller", "Li");

    @TempDir
    static Path home;

    private static RunningServer server;
    private static String key;
    private static String owner = "";

    @BeforeAll
    static void start() {
        server = RunningServer.startShop(home);
        key = server.shopClient();
        for (int i = 0; i < NAMES.size(); i++) {
            var id = server.create(key, "customers", """
                    {"fields": {"name": "%s", "email": "k%d@example.com", "phone": "+8613800%06d"}, "reference": "K-%d"}
                    """.formatted(NAMES.get(i), i, 123_400 + i, i));
            owner = id;
        }
        for (int day = 1; day <= 28; day++) {
            server.create(key, "orders", """
                    {"customer": "%s", "fields": {"number": "D-%d", "total": "%d.50 CNY", "placed_on": "2026-02-%02d"}}
                    """.formatted(owner, day, day * 10, day));
        }
        server.create(key, "orders", """
                {"customer": "%s", "fields": {"number": "D-USD", "total": "100.00 USD", "placed_on": "1969-12-31"}}
                """.formatted(owner));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void contains_findsPartsAnywhere_inAnyScriptAndCase() {
        assertThat(names("contains", "jones"))
                .containsExactlyInAnyOrder("Al Smith-Jones", "Anna Jones", "JONESTOWN Bob");
        assertThat(names("contains", "th-jo")).containsExactly("Al Smith-Jones");
        assertThat(names("contains", "小明")).containsExactlyInAnyOrder("王小明", "小明王子");
        assertThat(names("contains", "ＭÜLL")).containsExactly("Müller");
        assertThat(names("contains", "nes bob")).isEmpty();
    }

    @Test
    void prefix_findsBeginnings_ofAnyLength() {
        assertThat(names("prefix", "王")).containsExactlyInAnyOrder("王小明", "王明");
        assertThat(names("prefix", "an")).containsExactly("Anna Jones");
        assertThat(names("prefix", "anna jon")).containsExactly("Anna Jones");
        assertThat(names("prefix", "anna jones")).containsExactly("Anna Jones");
        assertThat(names("prefix", "anna jones and more")).isEmpty();
        assertThat(names("prefix", "li")).containsExactly("Li");
        assertThat(names("prefix", "lid")).isEmpty();
    }

    @Test
    void suffix_findsTheLastFour_andMore() {
        assertThat(found("customers", condition("phone", "suffix", "\"3405\""))).hasSize(1);
        assertThat(found("customers", condition("phone", "suffix", "\"00 12-3405\"")))
                .hasSize(1);
        assertThat(found("customers", condition("phone", "suffix", "\"9900123405\"")))
                .isEmpty();
        assertThat(code("customers", condition("phone", "suffix", "\"405\""))).isEqualTo("search.too_short");
        assertThat(found("customers", condition("phone", "suffix", "\"+8613800123405\"")))
                .hasSize(1);
        assertThat(found("customers", condition("phone", "suffix", "\"99+8613800123405\"")))
                .isEmpty();
    }

    @Test
    void between_findsBothEndsAndNothingOutside() {
        assertThat(days("2026-02-03", "2026-02-17")).isEqualTo(daysOf(3, 17));
        assertThat(days("2026-02-28", "2026-02-28")).isEqualTo(daysOf(28, 28));
        assertThat(days("0001-01-01", "2026-02-01")).containsExactlyInAnyOrder("D-1", "D-USD");
        assertThat(days("2027-01-01", "9999-12-31")).isEmpty();
        assertThat(numbers(condition("total", "between", "{\"from\": \"20.50 CNY\", \"to\": \"50.50 CNY\"}")))
                .containsExactlyInAnyOrder("D-2", "D-3", "D-4", "D-5");
        assertThat(numbers(condition("total", "between", "{\"from\": \"20.51 CNY\", \"to\": \"50.49 CNY\"}")))
                .containsExactlyInAnyOrder("D-3", "D-4");
        assertThat(numbers(condition("total", "between", "{\"from\": \"-1.00 USD\", \"to\": \"100.00 USD\"}")))
                .containsExactly("D-USD");
    }

    @Test
    void reversedMixedAndEndlessRanges_areRefused() {
        assertThat(code("orders", range("placed_on", "2026-02-02", "2026-02-01")))
                .isEqualTo("search.range_reversed");
        assertThat(code("orders", range("total", "1.00 CNY", "2.00 USD"))).isEqualTo("search.range_reversed");
        assertThat(code("orders", range("total", "0.00 CNY", "99999999999999.00 CNY")))
                .isEqualTo("search.range_too_wide");
        assertThat(code("orders", range("placed_on", "yesterday", "2026-02-01")))
                .isEqualTo("value.not_a_date");
        assertThat(code("orders", condition("placed_on", "between", "\"2026-02-01\"")))
                .isEqualTo("search.invalid");
        assertThat(code("orders", condition("placed_on", "between", "{\"from\": \"2026-02-01\"}")))
                .isEqualTo("search.invalid");
    }

    @Test
    void several_conditions_mustAllHold() {
        assertThat(found(
                        "customers",
                        and(condition("name", "contains", "\"jones\""), condition("name", "prefix", "\"a\""))))
                .hasSize(2);
        assertThat(found(
                        "customers",
                        and(
                                condition("name", "contains", "\"jones\""),
                                condition("phone", "suffix", "\"3401\""),
                                condition("email", "exact", "\"k1@example.com\""))))
                .hasSize(1);
        assertThat(found(
                        "customers",
                        and(condition("name", "prefix", "\"王\""), condition("phone", "suffix", "\"3400\""))))
                .isEmpty();
        assertThat(numbers(and(
                        range("placed_on", "2026-02-01", "2026-02-20"), range("total", "150.00 CNY", "999.00 CNY"))))
                .containsExactlyInAnyOrder("D-15", "D-16", "D-17", "D-18", "D-19", "D-20");
    }

    @Test
    void everyMatch_isFoundOnce_pageByPage() {
        var seen = new TreeSet<String>();
        var cursor = "";
        int pages = 0;
        do {
            var answer = search("orders", range("placed_on", "2026-02-01", "2026-02-28") + ", \"limit\": 5" + cursor);
            answer.json()
                    .get("records")
                    .forEach(record ->
                            assertThat(seen.add(record.get("id").asString())).isTrue());
            cursor = answer.json().has("cursor")
                    ? ", \"cursor\": \"" + answer.json().get("cursor").asString() + "\""
                    : "";
            pages++;
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(28);
        assertThat(pages).isBetween(6, 8);
    }

    @Test
    void malformedSearches_areRefused() {
        assertThat(code("customers", condition("name", "sounds_like", "\"x\""))).isEqualTo("search.invalid");
        assertThat(code("customers", condition("name", "suffix", "\"ones\""))).isEqualTo("search.not_offered");
        assertThat(code("customers", condition("name", "contains", "\"jo\""))).isEqualTo("search.too_short");
        assertThat(code("customers", condition("name", "contains", "\"明\""))).isEqualTo("search.too_short");
        assertThat(code("customers", condition("name", "contains", "\" \""))).isEqualTo("value.empty");
        assertThat(code("customers", condition("name", "contains", "5"))).isEqualTo("value.wrong_type");
        assertThat(code("customers", condition("phone", "suffix", "\"--- ---\"")))
                .isEqualTo("value.not_a_part");
        assertThat(code("customers", "\"and\": []")).isEqualTo("search.invalid");
        assertThat(code("customers", "\"and\": [null]")).isEqualTo("search.invalid");
        assertThat(code("customers", and(condition("name", "prefix", "\"a\"")) + ", \"field\": \"name\""))
                .isEqualTo("search.invalid");
        var five = condition("name", "prefix", "\"a\"");
        assertThat(code("customers", and(five, five, five, five, five))).isEqualTo("search.invalid");
        assertThat(found("customers", condition("name", "contains", "\"" + "x".repeat(5_000) + "\"")))
                .isEmpty();
    }

    @Test
    void partsOfWhatIsShownMasked_cannotBeTried() {
        var warehouse = server.client(List.of("warehouse", "marketer"), List.of("fulfilment", "marketing"));
        var answer = server.post(
                "/v1/records/customers/search",
                warehouse,
                "{" + condition("name", "prefix", "\"a\"") + "}",
                "Strongroom-Purpose",
                "marketing");
        assertThat(answer.code()).isEqualTo("search.not_granted");
        var support = server.post(
                "/v1/records/customers/search",
                key,
                "{" + and(condition("name", "prefix", "\"a\""), condition("card", "exact", "\"4242424242424242\""))
                        + "}",
                Shop.SUPPORT);
        assertThat(support.code()).isEqualTo("search.not_granted");
    }

    @Test
    void aChangedValue_isFoundByItsNewPartsOnly() {
        var id = server.create(
                key,
                "customers",
                "{\"fields\": {\"name\": \"Zacharias Quill\", \"email\": \"zq@example.com\", \"phone\": \"+8613955554444\"}}");
        server.patch(
                "/v1/records/customers/" + id,
                key,
                "{\"fields\": {\"name\": \"Xaver Quast\", \"phone\": null}}",
                "If-Match",
                "\"1\"");
        assertThat(names("contains", "acharia")).isEmpty();
        assertThat(names("prefix", "zach")).isEmpty();
        assertThat(names("contains", "aver qu")).containsExactly("Xaver Quast");
        assertThat(found("customers", condition("phone", "suffix", "\"4444\""))).isEmpty();
        server.post("/v1/customers/" + id + "/erasures", key, "");
        for (var table : List.of("unique_index", "blind_index", "gram_index")) {
            assertThat(server.count("select count(*) from " + table + " where customer_id = " + Shop.number(id)))
                    .isZero();
        }
    }

    @Test
    void everySearch_isAnEntryThatNamesFieldAndKind_andKeepsItsWordsSealed() {
        long entries = server.count("select next from ledger_head");
        names("contains", "jones");
        var entry = server.count("select count(*) from ledger_entry where idx = " + entries
                + " and convert_from(entry, 'UTF8') like '%\"fields\":{\"name\":\"contains\"}%'");
        assertThat(entry).isEqualTo(1);
        assertThat(server.count("select count(*) from ledger_detail where idx = " + entries))
                .isEqualTo(1);
        assertThat(server.count("select next from ledger_head") - entries).isEqualTo(4);
    }

    private static Set<String> daysOf(int from, int to) {
        var days = new HashSet<String>();
        for (int day = from; day <= to; day++) {
            days.add("D-" + day);
        }
        return days;
    }

    private static Set<String> days(String from, String to) {
        return numbers(range("placed_on", from, to));
    }

    private static Set<String> numbers(String condition) {
        var numbers = new HashSet<String>();
        search("orders", condition + ", \"limit\": 100")
                .json()
                .get("records")
                .forEach(
                        record -> numbers.add(record.get("fields").get("number").asString()));
        return numbers;
    }

    private static List<String> names(String match, String part) {
        return search("customers", condition("name", match, "\"" + part + "\""))
                .json()
                .get("records")
                .valueStream()
                .map(record -> record.get("fields").get("name").asString())
                .toList();
    }

    private static List<String> found(String collection, String condition) {
        var answer = search(collection, condition);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json()
                .get("records")
                .valueStream()
                .map(record -> record.get("id").asString())
                .toList();
    }

    private static String code(String collection, String condition) {
        return search(collection, condition).code();
    }

    private static RunningServer.Answer search(String collection, String members) {
        return server.post("/v1/records/" + collection + "/search", key, "{" + members + "}", Shop.SUPPORT);
    }

    private static String range(String field, String from, String to) {
        return condition(field, "between", "{\"from\": \"" + from + "\", \"to\": \"" + to + "\"}");
    }

    private static String condition(String field, String match, String value) {
        return "\"field\": \"" + field + "\", \"match\": \"" + match + "\", \"value\": " + value;
    }

    private static String and(String... conditions) {
        return "\"and\": [{" + String.join("}, {", conditions) + "}]";
    }
}
