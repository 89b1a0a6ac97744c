package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.json.JsonMapper;

class FieldTypeProperties {

    record Value(FieldType type, String text) {}

    @Property(tries = 2_000)
    void canonical_isStable(@ForAll("values") Value value) {
        var canonical = canonical(value.type, value.text).orElseThrow();
        assertThat(canonical(value.type, canonical)).contains(canonical);
    }

    @Property(tries = 2_000)
    void mask_neverContainsTheValue(@ForAll("values") Value value) {
        var canonical = canonical(value.type, value.text).orElseThrow();
        assertThat(value.type.mask().mask(canonical)).doesNotContain(canonical);
    }

    @Property(tries = 2_000)
    void anyText_isTakenInAStableFormOrRefusedWithACode(@ForAll FieldType type, @ForAll String text) {
        canonical(type, text).filter(canonical -> type != FieldType.JSON).ifPresent(canonical -> {
            assertThat(canonical(type, canonical)).contains(canonical);
            assertThat(type.normalised(canonical)).isNotNull();
            assertThat(type.mask().mask(canonical)).isNotEmpty();
        });
    }

    @Property(tries = 2_000)
    void anyMask_anyText_neverFails(@ForAll Mask mask, @ForAll String text) {
        assertThat(mask.mask(text)).isNotEmpty();
    }

    @Property
    void normalised_emailInAnyCase_isEqual(@ForAll("emails") String email) {
        assertThat(normalised(FieldType.EMAIL, email.toUpperCase(Locale.ROOT)))
                .isEqualTo(normalised(FieldType.EMAIL, email));
    }

    @Property
    void normalised_nameInAnyCaseAndSpacing_isEqual(@ForAll("names") String name) {
        var written = " " + name.toUpperCase(Locale.ROOT).replace(" ", "  ");
        assertThat(normalised(FieldType.NAME, written)).isEqualTo(normalised(FieldType.NAME, name));
    }

    @Property
    void cardWithOneWrongDigit_isRefused(@ForAll("cards") String card, @ForAll @Size(1) byte[] where) {
        int at = Math.floorMod(where[0], card.length());
        char wrong = (char) ('0' + (card.charAt(at) - '0' + 1) % 10);
        assertThat(canonical(FieldType.CARD, card.substring(0, at) + wrong + card.substring(at + 1)))
                .isEmpty();
    }

    @Property
    void nationalIdWithOneWrongDigit_isRefused(@ForAll("nationalIds") String id, @ForAll @Size(1) byte[] where) {
        int at = Math.floorMod(where[0], 17);
        char wrong = (char) ('0' + (id.charAt(at) - '0' + 1) % 10);
        assertThat(canonical(FieldType.NATIONAL_ID, id.substring(0, at) + wrong + id.substring(at + 1)))
                .isEmpty();
    }

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.oneOf(
                emails().map(text -> new Value(FieldType.EMAIL, text)),
                names().map(text -> new Value(FieldType.NAME, text)),
                cards().map(text -> new Value(FieldType.CARD, text)),
                nationalIds().map(text -> new Value(FieldType.NATIONAL_ID, text)),
                Arbitraries.integers().between(3, 9).map(i -> new Value(FieldType.PHONE, "1" + i + "800005678")),
                Arbitraries.bigDecimals()
                        .ofScale(2)
                        .map(d -> new Value(FieldType.AMOUNT, d.toPlainString() + " EUR"))
                        .filter(value -> value.text.length() < 20),
                dates().map(date -> new Value(FieldType.DATE, date.toString())),
                addresses().map(text -> new Value(FieldType.IP, text)));
    }

    @Provide
    Arbitrary<String> emails() {
        var local = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(20);
        var label = Arbitraries.strings().alpha().ofMinLength(2).ofMaxLength(10);
        return Combinators.combine(local, label).as((name, domain) -> name + "@" + domain + ".example");
    }

    @Provide
    Arbitrary<String> names() {
        var word = Arbitraries.strings()
                .alpha()
                .withCharRange('一', '龥')
                .ofMinLength(1)
                .ofMaxLength(12);
        return word.list().ofMinSize(1).ofMaxSize(4).map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<String> cards() {
        var digits = Arbitraries.strings().numeric().ofMinLength(11).ofMaxLength(17);
        return digits.map(body -> "4" + body).map(FieldTypeProperties::withLuhnDigit);
    }

    @Provide
    Arbitrary<String> nationalIds() {
        return Combinators.combine(dates(), Arbitraries.integers().between(0, 999))
                .as((date, sequence) ->
                        withCheckCharacter("110105" + date.toString().replace("-", "") + "%03d".formatted(sequence)));
    }

    private static Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(-40_000, 20_000).map(LocalDate::ofEpochDay);
    }

    private static Arbitrary<String> addresses() {
        var group = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(0, 0xffff)));
        var v6 = group.list()
                .ofSize(8)
                .map(groups -> String.join(
                        ":", groups.stream().map(Integer::toHexString).toList()));
        var v4 = Arbitraries.integers()
                .between(0, 255)
                .list()
                .ofSize(4)
                .map(parts ->
                        String.join(".", parts.stream().map(String::valueOf).toList()));
        return Arbitraries.oneOf(v4, v6);
    }

    private static String withLuhnDigit(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? 2 * digit : digit;
            sum += doubled / 10 + doubled % 10;
        }
        return body + (10 - sum % 10) % 10;
    }

    private static String withCheckCharacter(String body) {
        int product = 0;
        for (int i = 0; i < body.length(); i++) {
            product = (product + body.charAt(i) - '0') * 2 % 11;
        }
        int check = (12 - product) % 11;
        return body + (check == 10 ? "X" : String.valueOf(check));
    }

    private static byte[] normalised(FieldType type, String text) {
        return type.normalised(canonical(type, text).orElseThrow());
    }

    private static Optional<String> canonical(FieldType type, String text) {
        try {
            return Optional.of(
                    Fields.inChina(type).canonical(JsonMapper.shared().valueToTree(text)));
        } catch (InvalidValue refused) {
            assertThat(refused.code()).startsWith("value.");
            return Optional.empty();
        }
    }
}
