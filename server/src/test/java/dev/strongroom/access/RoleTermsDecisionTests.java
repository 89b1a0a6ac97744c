package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CustomerScope;
import dev.strongroom.catalog.HourlyLimit;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Requirement;
import dev.strongroom.catalog.RequirementAnswers;
import dev.strongroom.catalog.SearchKind;
import dev.strongroom.web.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Roles that count at some hours, from some networks, for some customers, or if something holds that others answer
/// for.
class RoleTermsDecisionTests {

    private static final long WANG = 7;
    private static final long LI = 8;

    private static final Catalog CATALOG = Catalog.read("""
            strongroom-catalog: 1
            name: {en: Terms, zh-CN: 条件}
            collections:
              customers:
                customer: true
                title: {en: Customers, zh-CN: 客户}
                fields:
                  name: {type: text, title: {en: Name, zh-CN: 姓名}, sensitivity: ordinary, search: [exact, prefix]}
                  email: {type: text, title: {en: E-mail, zh-CN: 邮箱}, sensitivity: ordinary, search: [exact]}
            purposes:
              support:
                title: {en: Support, zh-CN: 客服}
                gdpr: contract
                pipl: contract_or_hr
                retention: P1Y
                covers: {customers: [name, email]}
              research:
                title: {en: Research, zh-CN: 研究}
                gdpr: contract
                pipl: contract_or_hr
                retention: P1Y
                refused_for: [restricted]
                covers: {customers: [name]}
            roles:
              always:
                title: {en: Always, zh-CN: 始终}
                grants:
                  - {purpose: support, collection: customers, fields: {name: masked}}
              day:
                title: {en: Day, zh-CN: 白班}
                when: {hours: {days: [tuesday], from: "07:00", to: "09:00", zone: UTC}}
                writes: [customers]
                grants:
                  - {purpose: support, collection: customers, fields: {name: clear}, search: [name]}
              office:
                title: {en: Office, zh-CN: 办公室}
                when: {networks: [10.1.0.0/16]}
                grants:
                  - {purpose: support, collection: customers, fields: {name: clear}}
              trained:
                title: {en: Trained, zh-CN: 已培训}
                when: {training: [privacy]}
                grants:
                  - {purpose: support, collection: customers, fields: {name: clear}}
              calm:
                title: {en: Calm, zh-CN: 低风险}
                when: {risk: low}
                grants:
                  - {purpose: support, collection: customers, fields: {name: clear}}
              keeper:
                title: {en: Keeper, zh-CN: 负责人}
                customers: own
                writes: [customers]
                hourly: {customers: 3, records: 9}
                grants:
                  - {purpose: support, collection: customers, fields: {name: clear, email: clear}, search: [email]}
              caseworker:
                title: {en: Caseworker, zh-CN: 经办人}
                customers: assigned
                grants:
                  - {purpose: support, collection: customers, fields: {email: partial}}
              researcher:
                title: {en: Researcher, zh-CN: 研究员}
                grants:
                  - {purpose: research, collection: customers, fields: {name: clear}}
            """.getBytes(StandardCharsets.UTF_8));

    private final List<RequirementAnswers> answers = new ArrayList<>();
    private Instant now = AccessRequest.NOW;
    private final AccessDecisions decisions = new AccessDecisions(
            () -> Optional.of(CATALOG),
            (account, stated, how, whose, at) -> false,
            () -> answers,
            () -> new Keepers(),
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    /// Wang is the caller's own, Li nobody's.
    private static final class Keepers implements CustomerRelations {
        @Override
        public Map<Long, Set<CustomerScope>> of(String account, Collection<Long> customers) {
            return account.equals("client-keeper") ? Map.of(WANG, EnumSet.of(CustomerScope.OWN)) : Map.of();
        }

        @Override
        public OptionalLong customer(String id) {
            return OptionalLong.empty();
        }
    }

    private record Answering(Requirement.Kind kind, boolean holds) implements RequirementAnswers {
        @Override
        public boolean holds(Requirement requirement, Caller caller, OptionalLong customer) {
            return holds;
        }
    }

    private static Caller holding(String... roles) {
        return Caller.program("client-keeper", Set.of(roles), Set.of("support", "research"));
    }

    private Decision look(Caller caller, Subject subject) {
        return decisions.decide(caller, "support", "customers", List.of(), subject);
    }

    private Decision look(Caller caller) {
        return look(caller, Subject.EVERYONE);
    }

    private static Map<String, Level> levels(Decision decision) {
        return decision instanceof Decision.Permit permit ? permit.levels() : Map.of();
    }

    private static Decision deny(Decision.Reason reason) {
        return new Decision.Deny(CATALOG.hash(), reason, "");
    }

    @Test
    void roleForSomeHours_countsWithinThem_andTheNextLookAfterIsRefused() {
        var caller = holding("day");
        assertThat(levels(look(caller))).containsEntry("name", Level.CLEAR);
        now = Instant.parse("2026-11-24T09:00:00Z");
        assertThat(look(caller)).isEqualTo(deny(Decision.Reason.OUTSIDE_HOURS));
        assertThat(decisions.roles(caller, Subject.EVERYONE)).isEmpty();
        now = Instant.parse("2026-11-25T08:00:00Z");
        assertThat(look(caller)).isEqualTo(deny(Decision.Reason.OUTSIDE_HOURS));
    }

    @Test
    void roleOutsideItsHours_leavesWhatOthersGrant() {
        now = Instant.parse("2026-11-24T10:00:00Z");
        assertThat(levels(look(holding("day", "always")))).isEqualTo(Map.of("name", Level.MASKED));
        assertThat(decisions.decideSearch(
                        holding("day", "always"),
                        "support",
                        "customers",
                        "name",
                        SearchKind.EXACT,
                        List.of(),
                        Subject.EVERYONE))
                .isEqualTo(new Decision.Deny(CATALOG.hash(), Decision.Reason.SEARCH_NOT_GRANTED, "name"));
    }

    @Test
    void roleForANetwork_countsFromThereOnly_andNotFromNowhere() {
        var caller = holding("office");
        assertThat(levels(look(caller.from("10.1.2.3")))).containsEntry("name", Level.CLEAR);
        for (var elsewhere : List.of("10.2.0.1", "127.0.0.1", "::1", "", "office.example")) {
            assertThat(look(caller.from(elsewhere))).as(elsewhere).isEqualTo(deny(Decision.Reason.OUTSIDE_NETWORK));
        }
    }

    @Test
    void requirementThatNobodyAnswersFor_denies() {
        assertThat(look(holding("trained"))).isEqualTo(deny(Decision.Reason.UNANSWERED));
        assertThat(look(holding("calm"))).isEqualTo(deny(Decision.Reason.UNANSWERED));
        answers.add(new Answering(Requirement.Kind.RISK, true));
        assertThat(look(holding("trained"))).isEqualTo(deny(Decision.Reason.UNANSWERED));
        assertThat(levels(look(holding("calm")))).containsEntry("name", Level.CLEAR);
    }

    @Test
    void requirementThatDoesNotHold_denies_andOneOfTwoAnswersIsEnough() {
        answers.add(new Answering(Requirement.Kind.TRAINING, true));
        assertThat(levels(look(holding("trained")))).containsEntry("name", Level.CLEAR);
        answers.add(new Answering(Requirement.Kind.TRAINING, false));
        assertThat(look(holding("trained"))).isEqualTo(deny(Decision.Reason.TRAINING_NEEDED));
        answers.add(new Answering(Requirement.Kind.RISK, false));
        assertThat(look(holding("calm"))).isEqualTo(deny(Decision.Reason.RISK_TOO_HIGH));
    }

    @Test
    void roleForOwnCustomers_reachesThem_andNobodyElse() {
        var keeper = holding("keeper");
        assertThat(levels(look(keeper, decisions.subject(keeper, WANG)))).hasSize(2);
        var refused = deny(Decision.Reason.NOTHING_GRANTED);
        assertThat(look(keeper, decisions.subject(keeper, LI))).isEqualTo(refused);
        assertThat(look(keeper)).isEqualTo(refused);
        var other = Caller.program("client-other", Set.of("keeper"), Set.of("support"));
        assertThat(look(other, decisions.subject(other, WANG))).isEqualTo(refused);
    }

    @Test
    void scopesAreNotTakenForOneAnother() {
        var caseworker = holding("caseworker");
        assertThat(look(caseworker, decisions.subject(caseworker, WANG)))
                .isEqualTo(deny(Decision.Reason.NOTHING_GRANTED));
    }

    @Test
    void somebodyStillToBeFound_isDecidedAboutAgain() {
        var keeper = holding("keeper", "always");
        assertThat(decisions.dependsOnCustomer(keeper, "support")).isTrue();
        assertThat(decisions.dependsOnCustomer(holding("always", "day"), "support"))
                .isFalse();
        assertThat(levels(look(keeper, Subject.SOMEONE))).hasSize(2);
        assertThat(levels(look(keeper, decisions.subject(keeper, LI)))).isEqualTo(Map.of("name", Level.MASKED));
        assertThat(searchByEmail(keeper, Subject.SOMEONE)).isInstanceOf(Decision.Permit.class);
        assertThat(searchByEmail(keeper, decisions.subject(keeper, WANG))).isInstanceOf(Decision.Permit.class);
        assertThat(searchByEmail(keeper, decisions.subject(keeper, LI))).isInstanceOf(Decision.Deny.class);
    }

    private Decision searchByEmail(Caller caller, Subject subject) {
        return decisions.decideSearch(caller, "support", "customers", "email", SearchKind.EXACT, List.of(), subject);
    }

    @Test
    void purposeThatDoesNotReachFlaggedCustomers_asksForEachOfThem() {
        var researcher = holding("researcher");
        assertThat(research(researcher, Subject.SOMEONE)).isEqualTo(deny(Decision.Reason.UNANSWERED));
        assertThat(decisions.dependsOnCustomer(researcher, "research")).isTrue();
        answers.add(new RequirementAnswers() {
            @Override
            public Requirement.Kind kind() {
                return Requirement.Kind.UNFLAGGED;
            }

            @Override
            public boolean holds(Requirement requirement, Caller caller, OptionalLong customer) {
                return requirement.word().equals("restricted") && customer.equals(OptionalLong.of(WANG));
            }
        });
        assertThat(levels(research(researcher, Subject.SOMEONE))).hasSize(1);
        assertThat(levels(research(researcher, decisions.subject(researcher, WANG))))
                .hasSize(1);
        assertThat(research(researcher, decisions.subject(researcher, LI))).isEqualTo(deny(Decision.Reason.FLAGGED));
        assertThat(research(researcher, Subject.EVERYONE)).isEqualTo(deny(Decision.Reason.FLAGGED));
    }

    private Decision research(Caller caller, Subject subject) {
        return decisions.decide(caller, "research", "customers", List.of(), subject);
    }

    @Test
    void limit_isThatOfTheRolesThatCount() {
        var keeper = holding("keeper");
        var own = (Decision.Permit) look(keeper, decisions.subject(keeper, WANG));
        assertThat(own.hourly()).contains(new HourlyLimit(3, 9));
        var generous = holding("keeper", "always");
        var shown = (Decision.Permit) look(generous, decisions.subject(generous, WANG));
        assertThat(shown.hourly()).isEmpty();
    }

    @Test
    void writing_isWithinTheSameTerms() {
        var keeper = holding("keeper");
        assertThat(CATALOG.mayWrite(decisions.roles(keeper, decisions.subject(keeper, WANG)), "customers"))
                .isTrue();
        assertThat(CATALOG.mayWrite(decisions.roles(keeper, decisions.subject(keeper, LI)), "customers"))
                .isFalse();
        assertThat(CATALOG.mayWrite(decisions.roles(keeper, Subject.EVERYONE), "customers"))
                .isFalse();
    }

    @Test
    void whoIsOutsideHours_isNotToldOfOtherMistakes_andAPersonStillNeedsAFactor() {
        var stale = Caller.person(
                "staff-one",
                Set.of("day"),
                Set.of("support"),
                new Caller.Proven(Optional.of(now.minus(Duration.ofHours(1))), Optional.empty()));
        assertThat(look(stale)).isEqualTo(deny(Decision.Reason.FACTOR_STALE));
        now = Instant.parse("2026-11-24T12:00:00Z");
        assertThat(look(stale)).isEqualTo(deny(Decision.Reason.OUTSIDE_HOURS));
        assertThat(decisions.decide(holding("day"), "unheard", "customers", List.of()))
                .isEqualTo(deny(Decision.Reason.PURPOSE_NOT_ALLOWED));
    }
}
