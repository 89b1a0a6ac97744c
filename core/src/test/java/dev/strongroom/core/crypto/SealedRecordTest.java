package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.SealedRecord.SealedField;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedRecordTest {

    private static final FieldKey KEY = new FieldKey(DrawnBytes.secret("key"), 1);
    private static final Sealer SEALER = new Sealer(new SecureRandom());
    private static final SealedRecord.Place PLACE = new SealedRecord.Place("deployment", "profile", 42, 7);
    private static final SortedMap<String, SealedField> NONE = new TreeMap<>();

    private static SealedRecord seal(SortedMap<String, SealedField> kept, String... fields) {
        var values = new TreeMap<String, byte[]>(Comparator.reverseOrder());
        for (var field : fields) {
            values.put(field, new byte[] {1});
        }
        return SealedRecord.seal(SEALER, KEY, PLACE, 2, kept, values);
    }

    @Test
    void seal_mapsInAnotherOrder_encodesInTheCanonicalOne() {
        var kept = new TreeMap<String, SealedField>(Comparator.reverseOrder());
        kept.putAll(seal(NONE, "a", "b", "c").fields());
        var record = seal(kept, "d");
        assertThat(record.fields().keySet()).containsExactly("a", "b", "c", "d");
        SealedRecord.decode(record.encode()).verify(KEY, PLACE);
    }

    @Test
    void seal_keptField_isNotSealedAgain() {
        var first = seal(NONE, "a", "b");
        var second = seal(first.fields(), "b");
        assertThat(second.encode())
                .contains(first.fields().firstEntry().getValue().sealed());
        assertThat(second.manifestHash()).isNotEqualTo(first.manifestHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud83d\udd11", "\ud83d", "\udd11"})
    void seal_idThatIsNone_isRefused(String id) {
        assertThatThrownBy(() -> seal(NONE, id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void seal_beyondTheBounds_isRefused() {
        assertThatThrownBy(() -> SealedRecord.seal(SEALER, KEY, PLACE, 0, NONE, new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seal(NONE, "x".repeat(65_536))).isInstanceOf(IllegalArgumentException.class);
        var newer = new TreeMap<String, SealedField>();
        newer.put("a", new SealedField(3, new byte[34]));
        assertThatThrownBy(() -> seal(newer)).isInstanceOf(IllegalArgumentException.class);
        var many = new TreeMap<String, SealedField>();
        for (int i = 0; i <= 65_535; i++) {
            many.put("field " + i, new SealedField(1, new byte[34]));
        }
        assertThatThrownBy(() -> seal(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_fieldTheRecordLacks_isRefused() {
        assertThatThrownBy(() -> seal(NONE, "a").open(SEALER, KEY, PLACE, "b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sealedField_changedByTheCaller_staysAsItWas() {
        var record = seal(NONE, "a");
        var encoded = record.encode();
        record.fields().firstEntry().getValue().sealed()[20] ^= 1;
        record.manifestHash()[0] ^= 1;
        assertThat(record.encode()).isEqualTo(encoded);
        assertThatThrownBy(() -> record.fields().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void open_manifestInPlaceOfAField_fails() {
        var record = seal(NONE, "a");
        var encoded = record.encode();
        var manifest = java.util.Arrays.copyOfRange(encoded, encoded.length - 34, encoded.length);
        var context = Context.field("deployment", "profile", 42, 7, "a", 2);
        assertThatThrownBy(() -> SEALER.open(KEY, context, manifest)).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void requireOpens_ofWhatIsNotThere_isRefused() {
        var sealed = seal(NONE, "name");
        var other = new TreeMap<>(Map.of("name", "another value".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> sealed.requireOpens(SEALER, KEY, PLACE, other)).isInstanceOf(DoesNotOpen.class);
        var otherKey = new FieldKey(DrawnBytes.secret("another key"), 1);
        assertThatThrownBy(() -> sealed.requireOpens(SEALER, otherKey, PLACE, new TreeMap<>()))
                .isInstanceOf(DoesNotOpen.class);
    }
}
