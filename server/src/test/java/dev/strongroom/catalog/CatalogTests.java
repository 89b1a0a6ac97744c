package dev.strongroom.catalog;

import static dev.strongroom.catalog.CatalogFiles.SMALL;
import static dev.strongroom.catalog.CatalogFiles.placed;
import static dev.strongroom.catalog.CatalogFiles.read;
import static dev.strongroom.catalog.CatalogFiles.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTests {

    private final Catalog small = read(SMALL);

    @Test
    void read_keepsSourceAndHash() {
        var bytes = SMALL.getBytes(StandardCharsets.UTF_8);
        var catalog = Catalog.read(bytes);
        bytes[0] = 'X';
        catalog.source()[0] = 'Y';
        assertThat(catalog.source()).isEqualTo(SMALL.getBytes(StandardCharsets.UTF_8));
        assertThat(catalog.hash()).matches("[0-9a-f]{32}").isEqualTo(small.hash());
        assertThat(read(SMALL + "#").hash()).isNotEqualTo(catalog.hash());
    }

    @Test
    void collection_hasTheBuiltInReferenceFirst() {
        var people = small.customerCollection();
        assertThat(people.id()).isEqualTo("people");
        assertThat(people.fields().keySet()).containsExactly("reference", "name", "phone", "born");
        assertThat(people.field("reference")).hasValueSatisfying(field -> {
            assertThat(field.unique()).isTrue();
            assertThat(field.search()).containsExactly(SearchKind.EXACT);
        });
        assertThat(people.field("fax")).isEmpty();
    }

    @Test
    void collection_unknown_isEmpty() {
        assertThat(small.collection("orders")).isEmpty();
        assertThat(small.purpose("cure")).isEmpty();
        assertThat(small.role("administrator")).isEmpty();
    }

    @Test
    void retention_isAPeriod() {
        assertThat(small.purpose("care"))
                .hasValueSatisfying(purpose -> assertThat(purpose.retention()).isEqualTo(Period.ofYears(2)));
        assertThat(small.collection("notes").flatMap(CollectionDefinition::retentionDuty))
                .hasValueSatisfying(duty -> assertThat(duty.keep()).isEqualTo(Period.ofYears(1)));
    }

    @Test
    void retentionDuty_onTheCustomerCollection_isAllowed() {
        var yaml = with("customer: true", "customer: true\n    retention_duty: {keep: P2W, law: {en: A, zh-CN: 甲}}");
        assertThat(read(yaml).customerCollection().retentionDuty()).isPresent();
    }

    @Test
    void history_isWhatTheFileSays_andNoneByDefault() {
        var yaml = with("customer: true", "customer: true\n    history: P10Y");
        assertThat(read(yaml).customerCollection().history()).contains(Period.ofYears(10));
        assertThat(small.collections())
                .allMatch(collection -> collection.history().isEmpty());
    }

    @Test
    void levels_unknownRolePurposeOrCollection_isEmpty() {
        assertThat(small.levels(Set.of("administrator"), "care", "people")).isEmpty();
        assertThat(small.levels(Set.of(), "care", "people")).isEmpty();
        assertThat(small.levels(Set.of("carer"), "cure", "people")).isEmpty();
        assertThat(small.levels(Set.of("carer"), "care", "orders")).isEmpty();
    }

    @Test
    void levels_severalRoles_takesTheHighestOfEach() {
        var two = read(SMALL + """
                  viewer:
                    title: {en: Viewer, zh-CN: 查看者}
                    grants:
                      - {purpose: care, collection: people, fields: {name: masked, phone: clear, born: masked}}
                """);
        assertThat(two.levels(Set.of("carer", "viewer", "other"), "care", "people"))
                .isEqualTo(Map.of("name", Level.CLEAR, "phone", Level.CLEAR, "born", Level.MASKED));
    }

    @Test
    void levels_askedAgain_isTheRememberedAnswer() {
        var roles = new HashSet<>(Set.of("carer"));
        var first = small.levels(roles, "care", "people");
        assertThat(small.levels(Set.of("carer"), "care", "people")).isSameAs(first);
        roles.clear();
        assertThat(small.levels(Set.of("carer"), "care", "people")).isSameAs(first);
        assertThat(small.levels(roles, "care", "people")).isEmpty();
    }

    @Test
    void levels_moreCombinationsThanAreRemembered_staysRight() {
        for (int i = 0; i < 3 * Rights.MOST_REMEMBERED; i++) {
            var levels = small.levels(Set.of("carer", "other" + i), "care", "people");
            assertThat(levels).containsEntry("phone", Level.PARTIAL).doesNotContainKey("born");
        }
    }

    @Test
    void levels_cannotBeChanged() {
        var levels = small.levels(Set.of("carer"), "care", "people");
        assertThatThrownBy(() -> levels.put("born", Level.CLEAR)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void maySearch_onlyWhatAGrantNames() {
        assertThat(small.maySearch(Set.of("carer"), "care", "people", "name")).isTrue();
        assertThat(small.maySearch(Set.of("carer"), "care", "people", "phone")).isFalse();
        assertThat(small.maySearch(Set.of("carer"), "care", "people", "reference"))
                .isFalse();
        assertThat(small.maySearch(Set.of("carer"), "care", "notes", "name")).isFalse();
        assertThat(small.maySearch(Set.of("viewer"), "care", "people", "name")).isFalse();
    }

    @Test
    void warnings_fieldWithoutPurpose_isPlacedAndNotStorable() {
        var catalog = read(with("[name, phone, born]", "[name, phone]"));
        assertThat(placed(catalog.warnings())).containsExactly("10:7 catalog.field_without_purpose");
        assertThat(catalog.isCoveredByAnyPurpose("people", "born")).isFalse();
        assertThat(catalog.isCoveredByAnyPurpose("people", "name")).isTrue();
        assertThat(catalog.isCoveredByAnyPurpose("people", "reference")).isTrue();
        assertThat(catalog.isCoveredByAnyPurpose("orders", "reference")).isFalse();
        assertThat(catalog.isCoveredByAnyPurpose("people", "fax")).isFalse();
    }

    @Test
    void warnings_purposeWithoutRole_isPlaced() {
        var withoutRoles = SMALL.substring(0, SMALL.indexOf("roles:"));
        assertThat(placed(read(withoutRoles).warnings())).containsExactly("17:3 catalog.purpose_without_role");
    }

    @Test
    void shown_levelNone_isRefused() {
        var name = small.customerCollection().field("name").orElseThrow();
        assertThat(name.shown(Level.CLEAR, "李时珍")).isEqualTo("李时珍");
        assertThat(name.shown(Level.PARTIAL, "李时珍")).isEqualTo("李**");
        assertThat(name.shown(Level.MASKED, "李时珍")).isEqualTo("****");
        assertThatThrownBy(() -> name.shown(Level.NONE, "李时珍")).hasMessageNotContaining("李");
    }

    @Test
    void records_copyWhatTheyAreGiven() {
        var fields = new HashSet<>(Set.of("name"));
        var grant = new Grant("care", "people", Map.of(), fields);
        fields.add("phone");
        assertThat(grant.search()).containsExactly("name");
        assertThatThrownBy(() -> new Grant("care", "people", Map.of("name", Level.NONE), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetentionDuty(Period.ZERO, new LocalizedText("a", "甲")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalizedText("a", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(Level.values())).isSorted();
    }
}
