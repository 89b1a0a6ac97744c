package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.SearchKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A small world in which everybody asks for everything, beside what is to be expected by a table.
class SmallWorldTests {

    private static final Catalog CATALOG = Catalog.read("""
            strongroom-catalog: 1
            name: {en: Small, zh-CN: 小}
            collections:
              customers:
                customer: true
                title: {en: Customers, zh-CN: 客户}
                fields:
                  name: {type: text, title: {en: Name, zh-CN: 姓名}, sensitivity: ordinary, search: [exact, prefix]}
                  email: {type: text, title: {en: E-mail, zh-CN: 邮箱}, sensitivity: ordinary, search: [exact, prefix]}
                  phone: {type: text, title: {en: Phone, zh-CN: 电话}, sensitivity: ordinary, search: [exact, suffix]}
              orders:
                title: {en: Orders, zh-CN: 订单}
                fields:
                  item: {type: text, title: {en: Item, zh-CN: 商品}, sensitivity: ordinary, search: [exact, contains]}
            purposes:
              support:
                title: {en: Support, zh-CN: 客服}
                gdpr: contract
                pipl: contract_or_hr
                retention: P1Y
                covers: {customers: [reference, name, email, phone], orders: [reference, item]}
              billing:
                title: {en: Billing, zh-CN: 账务}
                gdpr: contract
                pipl: contract_or_hr
                retention: P1Y
                covers: {customers: [name, email]}
              research:
                title: {en: Research, zh-CN: 研究}
                gdpr: consent
                pipl: consent
                retention: P1Y
                covers: {customers: [phone]}
            roles:
              agent:
                title: {en: Agent, zh-CN: 客服}
                grants:
                  - purpose: support
                    collection: customers
                    fields: {reference: masked, name: clear, email: partial}
                    search: [name, phone]
                  - {purpose: support, collection: orders, fields: {reference: partial}}
                  - {purpose: billing, collection: customers, fields: {name: partial, email: masked}, search: [email]}
              clerk:
                title: {en: Clerk, zh-CN: 文员}
                grants:
                  - purpose: support
                    collection: customers
                    fields: {name: masked, email: clear, phone: partial}
                    search: [email]
                  - {purpose: support, collection: orders, fields: {reference: partial, item: clear}, search: [item]}
                  - {purpose: billing, collection: customers, fields: {name: clear}}
              watcher:
                title: {en: Watcher, zh-CN: 观察员}
                grants: []
            """.getBytes(StandardCharsets.UTF_8));

    /// One line for each field that a purpose covers: what the agent and the clerk see of it, and who searches by it.
    private static final List<Row> TABLE = table("""
            support  customers reference masked  none    nobody
            support  customers name      clear   masked  agent
            support  customers email     partial clear   clerk
            support  customers phone     none    partial agent
            support  orders    reference partial partial nobody
            support  orders    item      none    clear   clerk
            billing  customers name      partial clear   nobody
            billing  customers email     masked  none    agent
            research customers phone     none    none    nobody
            """);

    private static final Map<String, Set<String>> FIELDS =
            Map.of("customers", Set.of("reference", "name", "email", "phone"), "orders", Set.of("reference", "item"));
    private static final List<String> ROLES = List.of("agent", "clerk", "watcher", "stranger");
    private static final List<String> PURPOSES = List.of("support", "billing", "research", "unheard");
    private static final List<String> COLLECTIONS = List.of("customers", "orders", "parcels");
    private static final List<String> NAMES = List.of("reference", "name", "email", "phone", "item", "shoe_size");
    private static final Optional<Duration> PROGRAM = Optional.empty();
    private static final Optional<Duration> FRESH = Optional.of(Duration.ofMinutes(9));
    private static final Optional<Duration> STALE = Optional.of(Duration.ofMinutes(11));
    private static final List<Optional<Duration>> CALLERS = List.of(PROGRAM, FRESH, STALE);
    private static final Set<SearchKind> BY_PARTS =
            EnumSet.of(SearchKind.PREFIX, SearchKind.CONTAINS, SearchKind.BETWEEN);
    private static final Set<Decision.Reason> LOOKS = EnumSet.of(
            Decision.Reason.PURPOSE_NOT_ALLOWED,
            Decision.Reason.NOTHING_GRANTED,
            Decision.Reason.UNKNOWN_FIELD,
            Decision.Reason.NOT_COVERED,
            Decision.Reason.FACTOR_STALE);
    private static final Set<Decision.Reason> SEARCHES = EnumSet.of(
            Decision.Reason.PURPOSE_NOT_ALLOWED,
            Decision.Reason.NOTHING_GRANTED,
            Decision.Reason.UNKNOWN_FIELD,
            Decision.Reason.SEARCH_NOT_GRANTED,
            Decision.Reason.FACTOR_STALE);

    private final AccessDecisions decisions = AccessRequest.under(CATALOG);
    private final Set<Decision.Reason> met = EnumSet.noneOf(Decision.Reason.class);

    private record Row(String purpose, String collection, String field, Level agent, Level clerk, String searcher) {

        private boolean isAbout(AccessRequest request, String name) {
            return purpose.equals(request.purpose()) && collection.equals(request.collection()) && field.equals(name);
        }
    }

    private static List<Row> table(String text) {
        return text.lines()
                .map(line -> line.split(" +"))
                .map(cell -> new Row(cell[0], cell[1], cell[2], level(cell[3]), level(cell[4]), cell[5]))
                .toList();
    }

    private static Level level(String word) {
        return switch (word) {
            case "masked" -> Level.MASKED;
            case "partial" -> Level.PARTIAL;
            case "clear" -> Level.CLEAR;
            default -> Level.NONE;
        };
    }

    @Test
    void everyLook_isDecidedAsTheTableSays() {
        for (var caller : everybodyEverywhere()) {
            for (var named : noneOneOrTwo()) {
                var request = caller.withNamed(named);
                check(request, request.decidedBy(decisions), look(request));
            }
        }
        assertThat(met).isEqualTo(LOOKS);
    }

    @Test
    void everySearch_isDecidedAsTheTableSays() {
        for (var caller : everybodyEverywhere()) {
            for (var field : NAMES) {
                for (var kind : SearchKind.values()) {
                    var request = caller.withSearch(field, kind);
                    check(request, request.searchDecidedBy(decisions), search(request));
                    var showingOne = request.withNamed(List.of("name"));
                    check(showingOne, showingOne.searchDecidedBy(decisions), search(showingOne));
                }
            }
        }
        assertThat(met).isEqualTo(SEARCHES);
    }

    @Test
    void ofTwoRoles_theHigherLevelOfEachFieldIsShown() {
        var both = new AccessRequest(
                Set.of("agent", "clerk"),
                Set.of("support"),
                Optional.empty(),
                "support",
                "customers",
                List.of(),
                "name",
                SearchKind.EXACT);
        assertThat(both.decidedBy(decisions))
                .isEqualTo(new Decision.Permit(
                        CATALOG.hash(),
                        Map.of(
                                "reference", Level.MASKED,
                                "name", Level.CLEAR,
                                "email", Level.CLEAR,
                                "phone", Level.PARTIAL),
                        Set.of()));
    }

    private void check(AccessRequest request, Decision decided, Decision expected) {
        if (!decided.equals(expected)) {
            assertThat(decided).as(request.toString()).isEqualTo(expected);
        }
        if (decided instanceof Decision.Deny deny) {
            met.add(deny.reason());
        }
    }

    private static Decision look(AccessRequest request) {
        if (!request.purposes().contains(request.purpose()) || request.purpose().equals("unheard")) {
            return deny(Decision.Reason.PURPOSE_NOT_ALLOWED, "");
        }
        var levels = levels(request);
        if (levels.isEmpty()) {
            return deny(Decision.Reason.NOTHING_GRANTED, "");
        }
        var all = FIELDS.getOrDefault(request.collection(), Set.of());
        for (var name : request.named()) {
            if (!all.contains(name)) {
                return deny(Decision.Reason.UNKNOWN_FIELD, name);
            }
            if (TABLE.stream().noneMatch(row -> row.isAbout(request, name))) {
                return deny(Decision.Reason.NOT_COVERED, name);
            }
        }
        return shown(request, levels, request.named().isEmpty() ? all : Set.copyOf(request.named()));
    }

    private static Decision shown(AccessRequest request, Map<String, Level> levels, Set<String> wanted) {
        var shown = new HashMap<String, Level>();
        var withheld = new HashSet<String>();
        for (var name : wanted) {
            var level = levels.get(name);
            if (level == null) {
                withheld.add(name);
            } else if (level != Level.MASKED && request.factorAge().equals(STALE)) {
                return deny(Decision.Reason.FACTOR_STALE, "");
            } else {
                shown.put(name, level);
            }
        }
        return new Decision.Permit(CATALOG.hash(), shown, withheld);
    }

    private static Decision search(AccessRequest request) {
        var look = look(request);
        if (look instanceof Decision.Deny) {
            return look;
        }
        boolean byParts = BY_PARTS.contains(request.kind());
        if (byParts && request.factorAge().equals(STALE)) {
            return deny(Decision.Reason.FACTOR_STALE, "");
        }
        boolean granted = TABLE.stream()
                .filter(row -> row.isAbout(request, request.field()))
                .anyMatch(row -> request.roles().contains(row.searcher));
        boolean inClear = levels(request).get(request.field()) == Level.CLEAR;
        return granted && (inClear || !byParts) ? look : deny(Decision.Reason.SEARCH_NOT_GRANTED, request.field());
    }

    private static Map<String, Level> levels(AccessRequest request) {
        var levels = new HashMap<String, Level>();
        for (var row : TABLE) {
            if (row.isAbout(request, row.field)) {
                var agent = request.roles().contains("agent") ? row.agent : Level.NONE;
                var clerk = request.roles().contains("clerk") ? row.clerk : Level.NONE;
                var higher = Collections.max(List.of(agent, clerk));
                if (higher != Level.NONE) {
                    levels.put(row.field, higher);
                }
            }
        }
        return levels;
    }

    private static Decision deny(Decision.Reason reason, String field) {
        return new Decision.Deny(CATALOG.hash(), reason, field);
    }

    private static List<AccessRequest> everybodyEverywhere() {
        var requests = new ArrayList<AccessRequest>();
        for (var roles : subsets(ROLES)) {
            for (var purposes : subsets(PURPOSES)) {
                for (var purpose : PURPOSES) {
                    for (var collection : COLLECTIONS) {
                        CALLERS.forEach(age -> requests.add(new AccessRequest(
                                roles, purposes, age, purpose, collection, List.of(), "name", SearchKind.EXACT)));
                    }
                }
            }
        }
        return requests;
    }

    private static List<Set<String>> subsets(List<String> all) {
        return IntStream.range(0, 1 << all.size())
                .mapToObj(taken -> IntStream.range(0, all.size())
                        .filter(i -> (taken >> i & 1) == 1)
                        .mapToObj(all::get)
                        .collect(Collectors.toUnmodifiableSet()))
                .toList();
    }

    private static List<List<String>> noneOneOrTwo() {
        var lists = new ArrayList<List<String>>();
        lists.add(List.of());
        for (var first : NAMES) {
            lists.add(List.of(first));
            NAMES.forEach(second -> lists.add(List.of(first, second)));
        }
        return lists;
    }
}
