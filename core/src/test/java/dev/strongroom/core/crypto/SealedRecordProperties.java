package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SealedRecordProperties {

    private static final FieldKey KEY = new FieldKey(DrawnBytes.secret("property key"), 1);
    private static final Sealer SEALER = new Sealer(new SecureRandom());
    private static final SealedRecord.Place PLACE = new SealedRecord.Place("deployment", "profile", 42, 7);

    private static SealedRecord seal(Map<String, byte[]> values) {
        return SealedRecord.seal(SEALER, KEY, PLACE, 1, new TreeMap<>(), new TreeMap<>(values));
    }

    @Property(tries = 200)
    void decode_encodedRecord_isTheSameAndOpens(
            @ForAll @Size(max = 6)
                    Map<@AlphaChars @StringLength(min = 1, max = 9) String, @Size(max = 50) byte[]> values) {
        var record = seal(values);
        var decoded = SealedRecord.decode(record.encode());
        assertThat(decoded.encode()).isEqualTo(record.encode());
        assertThat(decoded.manifestHash()).isEqualTo(record.manifestHash());
        decoded.verify(KEY, PLACE);
        values.forEach((field, value) ->
                assertThat(decoded.open(SEALER, KEY, PLACE, field)).isEqualTo(value));
    }

    @Property(tries = 30)
    void decode_anySingleBitChanged_failsToDecodeOrToVerifyAndIsCanonical(@ForAll @Size(max = 20) byte[] value) {
        var encoded = seal(Map.of("email", value, "name", value)).encode();
        for (int bit = 0; bit < encoded.length * 8; bit++) {
            var changed = DrawnBytes.flipped(encoded, bit);
            assertThatThrownBy(() -> {
                        var record = SealedRecord.decode(changed);
                        assertThat(record.encode()).isEqualTo(changed);
                        record.verify(KEY, PLACE);
                    })
                    .isInstanceOf(DoesNotOpen.class);
        }
    }

    @Property
    void decode_anyBytes_areRefusedOrEncodeTheSame(
            @ForAll @IntRange(max = 3) int fields, @ForAll @Size(max = 60) byte[] rest) {
        var bytes = new byte[7 + rest.length];
        bytes[0] = 1;
        bytes[4] = 1;
        bytes[6] = (byte) fields;
        System.arraycopy(rest, 0, bytes, 7, rest.length);
        try {
            assertThat(SealedRecord.decode(bytes).encode()).isEqualTo(bytes);
        } catch (DoesNotOpen refused) {
            assertThat(refused).hasMessageMatching("A (record|sealed value).*");
        }
    }

    @Property
    void order_ofIdsInTheBasicPlane_isThatOfTheirUtf8(@ForAll String first, @ForAll String second) {
        var id1 = first.replaceAll("\\p{Cs}|[^\\x{0}-\\x{FFFF}]", "x");
        var id2 = second.replaceAll("\\p{Cs}|[^\\x{0}-\\x{FFFF}]", "x");
        assertThat(Integer.signum(id1.compareTo(id2)))
                .isEqualTo(Integer.signum(java.util.Arrays.compareUnsigned(
                        id1.getBytes(StandardCharsets.UTF_8), id2.getBytes(StandardCharsets.UTF_8))));
    }
}
