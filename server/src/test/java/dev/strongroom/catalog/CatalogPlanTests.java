package dev.strongroom.catalog;

import static dev.strongroom.catalog.CatalogFiles.SMALL;
import static dev.strongroom.catalog.CatalogFiles.read;
import static dev.strongroom.catalog.CatalogFiles.replace;
import static dev.strongroom.catalog.CatalogFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CatalogPlanTests {

    private static final String NAME_SEARCH = "姓名}, sensitivity: ordinary, search: [exact]";

    @Test
    void between_sameMeaning_isEmpty() {
        assertThat(changes(SMALL, "# another comment\n" + SMALL)).isEmpty();
    }

    @Test
    void between_nothingAndACatalog_isAllAdditions() {
        var plan = CatalogPlan.between(Optional.empty(), read(SMALL));
        assertThat(plan.changes())
                .contains(
                        new Change.CollectionAdded("people"),
                        new Change.PurposeAdded("care"),
                        new Change.RoleAdded("carer"),
                        new Change.GrantWidened("carer", "care", "people", "phone", Level.NONE, Level.PARTIAL),
                        new Change.SearchGranted("carer", "care", "people", "name"))
                .noneMatch(Change::wouldOrphanData)
                .noneMatch(Change::reindexes);
        assertThat(plan.wouldOrphanData()).isFalse();
    }

    @Test
    void between_fieldRemoved_wouldOrphanData() {
        var next = replace(
                with("[name, phone, born]", "[name, phone]"),
                "      born: {type: date, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary}\n",
                "");
        assertThat(changes(SMALL, next))
                .containsExactly(
                        new Change.FieldRemoved("people", "born"),
                        new Change.CoverageNarrowed("care", "people", "born"));
        assertThat(changes(next, SMALL))
                .containsExactly(
                        new Change.FieldAdded("people", "born"), new Change.CoverageWidened("care", "people", "born"));
        assertThat(CatalogPlan.between(Optional.of(read(SMALL)), read(next)).wouldOrphanData())
                .isTrue();
    }

    @Test
    void between_collectionRemoved_wouldOrphanData() {
        var next = SMALL.replaceAll("(?s)  notes:\n.*?(?=purposes:)", "")
                .replace("      notes: [body]\n", "")
                .replace("      - {purpose: care, collection: notes, fields: {body: masked}}\n", "");
        assertThat(changes(SMALL, next))
                .containsExactly(
                        new Change.CollectionRemoved("notes"),
                        new Change.CoverageNarrowed("care", "notes", "body"),
                        new Change.GrantNarrowed("carer", "care", "notes", "body", Level.MASKED, Level.NONE));
        assertThat(new Change.CollectionRemoved("notes").wouldOrphanData()).isTrue();
    }

    @Test
    void between_fieldLosesItsLastPurpose_wouldOrphanData() {
        var next = with("[name, phone, born]", "[name, phone]");
        assertThat(changes(SMALL, next))
                .containsExactly(
                        new Change.FieldUncovered("people", "born"),
                        new Change.CoverageNarrowed("care", "people", "born"));
        assertThat(new Change.FieldUncovered("people", "born").wouldOrphanData())
                .isTrue();
    }

    @Test
    void between_fieldLosesOneOfTwoPurposes_doesNotOrphanData() {
        var second = replace(SMALL, "roles:\n", """
                  audit:
                    title: {en: Audit, zh-CN: 审计}
                    gdpr: legal_obligation
                    pipl: statutory_duty
                    retention: P1Y
                    covers: {people: [born]}
                roles:
                """);
        var next = replace(second, "[name, phone, born]", "[name, phone]");
        assertThat(changes(second, next)).noneMatch(Change::wouldOrphanData).hasSize(1);
        assertThat(changes(second, SMALL)).containsExactly(new Change.PurposeRemoved("audit"));
    }

    @Test
    void between_typeChanged_wouldOrphanDataAndReindexes() {
        var next = with("type: date", "type: text");
        assertThat(changes(SMALL, next))
                .contains(new Change.FieldTypeChanged("people", "born", FieldType.DATE, FieldType.TEXT))
                .anyMatch(Change::wouldOrphanData)
                .anyMatch(Change::reindexes);
    }

    @Test
    void between_customerCollectionChanged_wouldOrphanData() {
        var next = replace(with("    customer: true\n", ""), "  notes:\n", "  notes:\n    customer: true\n");
        assertThat(changes(SMALL, next)).containsExactly(new Change.CustomerCollectionChanged("people", "notes"));
        assertThat(new Change.CustomerCollectionChanged("a", "b").wouldOrphanData())
                .isTrue();
    }

    @Test
    void between_searchAndUnique_reindex() {
        var unique = with(NAME_SEARCH, NAME_SEARCH + ", unique: true");
        var phone = with("电话}, sensitivity: ordinary", "电话}, sensitivity: ordinary, search: [exact]");
        assertThat(changes(SMALL, unique)).containsExactly(new Change.UniqueAdded("people", "name"));
        assertThat(changes(unique, SMALL)).containsExactly(new Change.UniqueRemoved("people", "name"));
        assertThat(changes(SMALL, phone))
                .containsExactly(new Change.SearchAdded("people", "phone", SearchKind.EXACT))
                .allMatch(Change::reindexes);
        assertThat(changes(phone, SMALL))
                .containsExactly(new Change.SearchRemoved("people", "phone", SearchKind.EXACT))
                .noneMatch(Change::reindexes)
                .noneMatch(Change::wouldOrphanData);
    }

    @Test
    void between_attributesOfAField_areToldOneByOne() {
        var next = with(
                "电话}, sensitivity: ordinary", "手机}, sensitivity: sensitive, required: true, mask: hidden, region: CN");
        next = replace(next, "    pipl: consent\n", "    pipl: consent\n    sensitive_because: {en: A, zh-CN: 甲}\n");
        assertThat(changes(SMALL, next))
                .containsExactly(
                        new Change.FormatChanged("people", "phone"),
                        new Change.SensitivityChanged("people", "phone", Sensitivity.ORDINARY, Sensitivity.SENSITIVE),
                        new Change.RequiredChanged("people", "phone", true),
                        new Change.MaskChanged("people", "phone", Mask.PHONE, Mask.HIDDEN),
                        new Change.TitleChanged("people.phone"),
                        new Change.PurposeChanged("care"))
                .noneMatch(Change::wouldOrphanData)
                .noneMatch(Change::reindexes);
    }

    @Test
    void between_purposeTerms_areAPurposeChange() {
        var expected = List.of(new Change.PurposeChanged("care"));
        assertThat(changes(SMALL, with("gdpr: consent", "gdpr: contract"))).isEqualTo(expected);
        assertThat(changes(SMALL, with("pipl: consent", "pipl: contract_or_hr")))
                .isEqualTo(expected);
        assertThat(changes(SMALL, with("retention: P2Y", "retention: P3Y"))).isEqualTo(expected);
        assertThat(changes(SMALL, with("pipl: consent", "pipl: consent\n    gdpr_special: health_care")))
                .isEqualTo(expected);
    }

    @Test
    void between_retentionDuty_isTold() {
        assertThat(changes(SMALL, with("keep: P1Y", "keep: P2Y")))
                .containsExactly(new Change.RetentionDutyChanged("notes"));
    }

    @Test
    void between_history_isToldByWhatIsKept() {
        var quarter = with("retention_duty:", "history: P90D\n    retention_duty:");
        var month = with("retention_duty:", "history: P1M\n    retention_duty:");
        assertThat(changes(SMALL, quarter)).containsExactly(new Change.HistoryAdded("notes", Period.ofDays(90)));
        assertThat(changes(quarter, month))
                .containsExactly(new Change.HistoryChanged("notes", Period.ofDays(90), Period.ofMonths(1)));
        assertThat(changes(month, SMALL)).containsExactly(new Change.HistoryRemoved("notes"));
        assertThat(changes(month, month)).isEmpty();
        assertThat(new Change.HistoryRemoved("notes").wouldOrphanData()).isFalse();
        assertThat(new Change.HistoryChanged("notes", Period.ofDays(90), Period.ofMonths(1)).describe(Locale.ENGLISH))
                .contains("notes", "P90D", "P1M");
    }

    @Test
    void between_grants_areToldByDirection() {
        var wider = with("phone: partial", "phone: clear, born: masked");
        assertThat(changes(SMALL, wider))
                .containsExactly(
                        new Change.GrantWidened("carer", "care", "people", "phone", Level.PARTIAL, Level.CLEAR),
                        new Change.GrantWidened("carer", "care", "people", "born", Level.NONE, Level.MASKED));
        assertThat(changes(wider, SMALL))
                .hasOnlyElementsOfType(Change.GrantNarrowed.class)
                .hasSize(2);
        assertThat(changes(SMALL, with(", search: [name]", "")))
                .containsExactly(new Change.SearchWithdrawn("carer", "care", "people", "name"));
    }

    @Test
    void between_titles_areTold() {
        assertThat(changes(SMALL, with("en: Small", "en: Tiny"))).containsExactly(new Change.TitleChanged("name"));
        assertThat(changes(SMALL, with("en: Notes", "en: Memos"))).containsExactly(new Change.TitleChanged("notes"));
        assertThat(changes(SMALL, with("en: Care,", "en: Help,"))).containsExactly(new Change.TitleChanged("care"));
        assertThat(changes(SMALL, with("en: Carer", "en: Nurse"))).containsExactly(new Change.TitleChanged("carer"));
    }

    @Test
    void between_roleRenamedById_isOneGoneAndOneNew() {
        var next = with("  carer:\n", "  nurse:\n");
        assertThat(changes(SMALL, next))
                .contains(new Change.RoleRemoved("carer"), new Change.RoleAdded("nurse"))
                .contains(new Change.SearchWithdrawn("carer", "care", "people", "name"))
                .contains(new Change.SearchGranted("nurse", "care", "people", "name"));
    }

    @Test
    void describe_everyKindOfChange_hasASentenceInBothLanguagesAndItsCodeIsPinned() {
        assertThat(Change.class.getPermittedSubclasses()).hasSize(37);
        var codes = Arrays.stream(Change.class.getPermittedSubclasses())
                .map(kind -> "plan."
                        + kind.getSimpleName()
                                .replaceAll("(?<!^)([A-Z])", "_$1")
                                .toLowerCase(Locale.ROOT));
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(CatalogMessages.bundle(Locale.ENGLISH).keySet().stream()
                        .filter(key -> key.startsWith("plan."))
                        .toList());
        assertThat(new Change.CustomerCollectionChanged("a", "b").code()).isEqualTo("plan.customer_collection_changed");
    }

    @Test
    void describe_namesWhatChanges() {
        var change = new Change.GrantWidened("carer", "care", "people", "phone", Level.NONE, Level.PARTIAL);
        assertThat(change.describe(Locale.ENGLISH))
                .isEqualTo("Role carer sees more of phone of people for care: none becomes partial.");
        assertThat(change.describe(Locale.CHINA)).contains("carer", "由 none 改为 partial");
    }

    @Test
    void describe_wholePlanOfBothSamples_leavesNoPlaceholder() {
        var plan = CatalogPlan.between(Optional.of(CatalogFiles.sample("shop")), CatalogFiles.sample("clinic"));
        Predicate<Change> complete = change -> List.of(Locale.ENGLISH, Locale.CHINA).stream()
                .noneMatch(locale -> change.describe(locale).contains("{"));
        assertThat(plan.changes()).isNotEmpty().allMatch(complete);
    }

    private static List<Change> changes(String current, String next) {
        return CatalogPlan.between(Optional.of(read(current)), read(next)).changes();
    }
}
