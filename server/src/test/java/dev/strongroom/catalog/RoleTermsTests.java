package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// When a role counts, for whose data, and how much of it, as the file says it.
class RoleTermsTests {

    record Mistake(String line, String code) {}

    static final List<Mistake> OF_ROLES = List.of(
            new Mistake(
                    "when: {hours: {days: [], from: \"09:00\", to: \"18:00\", zone: Asia/Shanghai}}",
                    "catalog.no_hours"),
            new Mistake(
                    "when: {hours: {days: [monday], from: \"09:00\", to: \"09:00\", zone: Asia/Shanghai}}",
                    "catalog.no_hours"),
            new Mistake(
                    "when: {hours: {days: [monday, monday], from: \"09:00\", to: \"18:00\", zone: Asia/Shanghai}}",
                    "catalog.repeated_item"),
            new Mistake(
                    "when: {hours: {days: [someday], from: \"09:00\", to: \"18:00\", zone: Asia/Shanghai}}",
                    "catalog.unknown_word"),
            new Mistake(
                    "when: {hours: {days: [monday], from: \"9:00\", to: \"18:00\", zone: Asia/Shanghai}}",
                    "catalog.not_a_time"),
            new Mistake(
                    "when: {hours: {days: [monday], from: \"09:00\", to: \"24:00\", zone: Asia/Shanghai}}",
                    "catalog.not_a_time"),
            new Mistake(
                    "when: {hours: {days: [monday], from: \"09:00\", to: \"18:00\", zone: Asia/Peking}}",
                    "catalog.unknown_zone"),
            new Mistake(
                    "when: {hours: {days: [monday], from: \"09:00\", to: \"18:00\", zone: +08:00}}",
                    "catalog.unknown_zone"),
            new Mistake("when: {networks: []}", "catalog.empty_list"),
            new Mistake("when: {networks: [10.1.0.1/16]}", "catalog.not_a_network"),
            new Mistake("when: {networks: [localhost]}", "catalog.not_a_network"),
            new Mistake("when: {training: []}", "catalog.empty_list"),
            new Mistake("when: {training: [Data]}", "catalog.not_an_identifier"),
            new Mistake("when: {training: [one, one]}", "catalog.repeated_item"),
            new Mistake("when: {risk: none}", "catalog.unknown_word"),
            new Mistake("when: {weather: fine}", "catalog.unknown_key"),
            new Mistake("customers: mine", "catalog.unknown_word"),
            new Mistake("hourly: {customers: 0, records: 5}", "catalog.not_a_count"),
            new Mistake("hourly: {customers: 5, records: -1}", "catalog.not_a_count"),
            new Mistake("hourly: {customers: 5, records: 99999999}", "catalog.not_a_count"),
            new Mistake("hourly: {customers: 5}", "catalog.missing_key"));

    static final List<Mistake> OF_PURPOSES = List.of(
            new Mistake("access: approved, approvals: 0", "catalog.approvals"),
            new Mistake("access: approved, approvals: 6", "catalog.approvals"),
            new Mistake("approvals: 2", "catalog.approvals"),
            new Mistake("access: break_glass, approvals: 2", "catalog.approvals"),
            new Mistake("refused_for: []", "catalog.empty_list"),
            new Mistake("refused_for: [Restricted]", "catalog.not_an_identifier"));

    private static final String TITLE = "    title: {en: Carer, zh-CN: 照顾者}\n";

    private static String withTerms(String... lines) {
        return CatalogFiles.with(TITLE, TITLE + "    " + String.join("\n    ", lines) + "\n");
    }

    private static RoleTerms terms(String... lines) {
        return CatalogFiles.read(withTerms(lines)).role("carer").orElseThrow().terms();
    }

    private static List<String> codes(String yaml) {
        return CatalogFiles.errors(yaml).stream().map(CatalogError::code).toList();
    }

    @Test
    void roleWithoutTerms_countsAlways() {
        var terms = CatalogFiles.read(CatalogFiles.SMALL)
                .role("carer")
                .orElseThrow()
                .terms();
        assertThat(terms).isEqualTo(RoleTerms.NONE);
        assertThat(terms.isUnconditional()).isTrue();
    }

    @Test
    void everyTerm_isRead() {
        var terms = terms(
                "when:",
                "  hours: {days: [monday, friday], from: \"22:00\", to: \"06:00\", zone: Asia/Shanghai}",
                "  networks: [10.1.0.0/16, \"2001:db8::/32\"]",
                "  training: [data_protection]",
                "  risk: medium",
                "customers: branch",
                "hourly: {customers: 20, records: 300}");
        assertThat(terms.hours().orElseThrow().days()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(terms.networks()).hasToString("[10.1.0.0/16, 2001:db8::/32]");
        assertThat(terms.requirements())
                .containsExactly(
                        new Requirement(Requirement.Kind.TRAINING, "data_protection"),
                        new Requirement(Requirement.Kind.RISK, "medium"));
        assertThat(terms.customers()).isEqualTo(CustomerScope.BRANCH);
        assertThat(terms.hourly()).contains(new HourlyLimit(20, 300));
        assertThat(terms.isUnconditional()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("OF_ROLES")
    void termWithAMistake_isNamed(Mistake mistake) {
        assertThat(codes(withTerms(mistake.line))).contains(mistake.code);
    }

    @ParameterizedTest
    @FieldSource("OF_PURPOSES")
    void purposeWithAMistake_isNamed(Mistake mistake) {
        assertThat(codes(purpose(mistake.line))).contains(mistake.code);
    }

    private static String purpose(String keys) {
        var lines = keys.replace(", ", "\n    ");
        return CatalogFiles.with("    retention: P2Y\n", "    retention: P2Y\n    " + lines + "\n");
    }

    @Test
    void purpose_saysHowManyApprove_andWhoseDataItDoesNotReach() {
        var read = CatalogFiles.read(purpose("access: approved, approvals: 3, refused_for: [restricted]"))
                .purpose("care")
                .orElseThrow();
        assertThat(read.approvals()).isEqualTo(3);
        assertThat(read.requirements()).containsExactly(new Requirement(Requirement.Kind.UNFLAGGED, "restricted"));
    }

    @Test
    void plan_namesEachTermThatComesChangesOrGoes() {
        var before = CatalogFiles.read(withTerms("when: {networks: [10.0.0.0/8], risk: low}", "customers: own"));
        var after =
                CatalogFiles.read(withTerms("when: {networks: [10.1.0.0/16]}", "hourly: {customers: 1, records: 1}"));
        assertThat(CatalogPlan.between(Optional.of(before), after).changes())
                .containsExactlyInAnyOrder(
                        new Change.RoleTermChanged("carer", "networks"),
                        new Change.RoleTermRemoved("carer", "risk"),
                        new Change.RoleTermRemoved("carer", "customers"),
                        new Change.RoleTermAdded("carer", "hourly"));
        assertThat(CatalogPlan.between(Optional.of(after), after).changes()).isEmpty();
    }

    @Test
    void plan_namesAPurposeThatIsStatedInAnotherWay() {
        var before = CatalogFiles.read(CatalogFiles.SMALL);
        for (var keys : List.of("access: approved", "access: approved, approvals: 2", "refused_for: [objected]")) {
            assertThat(CatalogPlan.between(Optional.of(before), CatalogFiles.read(purpose(keys)))
                            .changes())
                    .containsExactly(new Change.PurposeAccessChanged("care"));
        }
    }

    @Test
    void hourlyLimit_isTheMostGenerousOfTheRolesThatAreGrantedSomething() {
        var catalog = CatalogFiles.read(withTerms("hourly: {customers: 5, records: 50}") + """
                  night:
                    title: {en: Night, zh-CN: 夜班}
                    hourly: {customers: 9, records: 10}
                    grants:
                      - {purpose: care, collection: people, fields: {name: clear}}
                  head:
                    title: {en: Head, zh-CN: 负责人}
                    grants:
                      - {purpose: care, collection: notes, fields: {body: clear}}
                """);
        assertThat(catalog.hourlyLimit(Set.of("carer", "night"), "care", "people"))
                .contains(new HourlyLimit(9, 50));
        assertThat(catalog.hourlyLimit(Set.of("carer", "head"), "care", "notes"))
                .isEmpty();
        assertThat(catalog.hourlyLimit(Set.of("carer", "head"), "care", "people"))
                .contains(new HourlyLimit(5, 50));
    }
}
