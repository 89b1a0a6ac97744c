package dev.strongroom.cli;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Customers who do not exist, the same ones for the same number. Cards are from test ranges, telephone numbers from
/// ranges kept for fiction or not in use, e-mail addresses from a domain kept for examples (RFC 2606).
final class DemoCustomers {

    private static final int GROUP = 10;
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1950, 1, 1);
    private static final int BIRTH_DAYS = 20_011;
    private static final String CHECK_CHARACTERS = "10X98765432";

    private static final List<String> CARD_RANGES = List.of("411111", "400000", "555555", "222300");
    private static final List<String> REGIONS = List.of(
            "110105", "120101", "310115", "320106", "330106", "350203", "370102", "420106", "430102", "440106",
            "440305", "500112", "510104", "530102", "610104", "650102");
    private static final List<Place> PLACES = List.of(
            new Place("北京市朝阳区", "示范路"),
            new Place("上海市浦东新区", "样例大道"),
            new Place("广州市天河区", "演示街"),
            new Place("成都市锦江区", "测试巷"),
            new Place("杭州市西湖区", "例子路"),
            new Place("武汉市武昌区", "模拟大街"));
    private static final List<String> SURNAMES = List.of(
            "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林", "郭", "何", "高", "欧阳");
    private static final List<String> GIVEN_NAMES = List.of(
            "伟", "芳", "敏", "静", "磊", "洋", "艳", "勇", "娟", "涛", "明", "超", "秀兰", "霞", "平", "桂英", "志强", "文博", "雨桐", "子涵",
            "浩然", "欣怡", "梓轩", "思远");
    private static final List<String> FIRST_NAMES = List.of(
            "Alice", "Bella", "Carol", "Diana", "Emma", "Fiona", "Grace", "Helen", "Ivan", "James", "Kevin", "Liam",
            "Martin", "Nathan", "Oscar", "Peter", "Quentin", "Robert", "Samuel", "Thomas", "Ursula", "Victor");
    private static final List<String> LAST_NAMES = List.of(
            "Abbott", "Barnes", "Carter", "Dawson", "Ellis", "Fisher", "Grant", "Harvey", "Irving", "Jensen", "Keller",
            "Lawson", "Mason", "Norris", "Osborne", "Palmer", "Quinn", "Rhodes", "Sutton", "Turner", "Vaughn");
    private static final List<String> STREETS =
            List.of("Example Street", "Sample Road", "Specimen Lane", "Test Avenue", "Model Square");
    private static final List<String> ITEMS = List.of("tea", "kettle", "notebook", "lamp", "umbrella", "backpack");

    private record Place(String district, String street) {}

    private DemoCustomers() {}

    /// Blocks of ten take turns, so that both languages have customers of every kind.
    static boolean isChinese(int number) {
        return number / GROUP % 2 == 1;
    }

    static boolean hasOrder(int number) {
        return number % GROUP < 3;
    }

    static boolean hasPayment(int number) {
        return number % GROUP == 0;
    }

    static String reference(int number) {
        return "demo-%06d".formatted(number);
    }

    static String email(int number) {
        return "customer%06d@example.com".formatted(number);
    }

    static Map<String, Object> customer(int number) {
        var random = random(number, 0);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name(number, random));
        fields.put("email", email(number));
        fields.put("phone", phone(number, random));
        fields.put("address", address(number, random));
        fields.put("birth_date", birth(number).toString());
        if (isChinese(number)) {
            fields.put("national_id", nationalId(number, random));
        }
        fields.put("card", card(random));
        return Map.of("reference", reference(number), "fields", fields);
    }

    static Map<String, Object> order(int number, String customer) {
        var random = random(number, 1);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("number", "A%07d".formatted(number));
        fields.put("items", List.of(Map.of("article", pick(ITEMS, random), "count", 1 + random.nextInt(3))));
        fields.put("total", amount(number));
        fields.put("placed_on", day(number).toString());
        fields.put("shipping_address", address(number, random));
        return Map.of("customer", customer, "reference", reference(number) + "-order", "fields", fields);
    }

    static Map<String, Object> payment(int number, String customer) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("amount", amount(number));
        fields.put("card", card(random(number, 0)));
        fields.put("paid_on", day(number).plusDays(1).toString());
        return Map.of("customer", customer, "reference", reference(number) + "-payment", "fields", fields);
    }

    private static Random random(int number, int kind) {
        return new Random(number * 31L + kind);
    }

    private static String name(int number, Random random) {
        return isChinese(number)
                ? pick(SURNAMES, random) + pick(GIVEN_NAMES, random)
                : pick(FIRST_NAMES, random) + " " + pick(LAST_NAMES, random);
    }

    private static String phone(int number, Random random) {
        return isChinese(number)
                ? "+86126%08d".formatted(random.nextInt(100_000_000))
                : "+447700900%03d".formatted(random.nextInt(1_000));
    }

    private static String address(int number, Random random) {
        if (isChinese(number)) {
            var place = pick(PLACES, random);
            return place.district() + place.street() + (1 + random.nextInt(300)) + "号";
        }
        return (1 + random.nextInt(300)) + " " + pick(STREETS, random) + ", Springfield";
    }

    private static LocalDate birth(int number) {
        return FIRST_BIRTH.plusDays(number * 7_919L % BIRTH_DAYS);
    }

    private static LocalDate day(int number) {
        return LocalDate.of(2026, 1, 1).plusDays(number % 300);
    }

    private static String amount(int number) {
        int cents = 100 + (int) (number * 7_919L % 90_000);
        return "%d.%02d %s".formatted(cents / 100, cents % 100, isChinese(number) ? "CNY" : "GBP");
    }

    /// Birth date and sequence together are different for every number.
    static String nationalId(int number, Random random) {
        var body = pick(REGIONS, random)
                + birth(number).toString().replace("-", "")
                + "%03d".formatted(1 + number / BIRTH_DAYS);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (1 << (17 - i)) % 11 * (body.charAt(i) - '0');
        }
        return body + CHECK_CHARACTERS.charAt(sum % 11);
    }

    static String card(Random random) {
        var body = pick(CARD_RANGES, random) + "%09d".formatted(random.nextInt(1_000_000_000));
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = (body.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
