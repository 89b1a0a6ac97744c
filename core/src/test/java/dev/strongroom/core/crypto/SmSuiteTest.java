package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmSuiteTest {

    private static final FieldKey KEY = new FieldKey(DrawnBytes.secret("key"), 1);
    private static final Context PLACE = Context.field("0e1f2d", "profile", 42, 7, "email", 3);
    private static final SealedRecord.Place RECORD = new SealedRecord.Place("0e1f2d", "profile", 42, 7);
    private static final Sealer AES = new Sealer(new SecureRandom());
    private static final Sealer SM4 = new Sealer(new SecureRandom(), Suite.SM4_GCM);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] named(byte[] sealed, int suite) {
        var changed = sealed.clone();
        changed[1] = (byte) suite;
        return changed;
    }

    /// RFC 8998, appendix A.1.
    @Test
    void seal_theVectorOfTheRfc_givesItsCiphertextAndTag() {
        var key = new SecretKeySpec(hex("0123456789abcdeffedcba9876543210"), "SM4");
        var cleartext = hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        var sealed = new byte[cleartext.length + 16];
        InsecureNonceSm4Gcm.seal(
                key,
                hex("00001234567800000000abcd"),
                0,
                hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                20,
                new byte[0],
                cleartext,
                sealed,
                0);
        assertThat(Cases.hex(sealed))
                .isEqualTo("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec");
    }

    /// GB/T 32905-2016, appendix A.
    @Test
    void sm3_theExamplesOfTheStandard_givesTheirHashes() {
        assertThat(Cases.hex(Suite.SM4_GCM.hash(digest -> digest.digest(Cases.utf8("abc")))))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(Cases.hex(Suite.SM4_GCM.hash(digest -> digest.digest(Cases.utf8("abcd".repeat(16))))))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void open_aValueOfEitherSuite_opensByTheSealersOfBoth() {
        for (var sealed :
                new byte[][] {AES.seal(KEY, PLACE, Cases.utf8("客户")), SM4.seal(KEY, PLACE, Cases.utf8("客户"))}) {
            assertThat(AES.open(KEY, PLACE, sealed)).isEqualTo(Cases.utf8("客户"));
            assertThat(SM4.open(KEY, PLACE, sealed)).isEqualTo(Cases.utf8("客户"));
        }
    }

    @Test
    void seal_underEachSuite_namesItInTheHeader() {
        assertThat(AES.seal(KEY, PLACE, new byte[0])[1]).isEqualTo((byte) 1);
        assertThat(SM4.seal(KEY, PLACE, new byte[0])[1]).isEqualTo((byte) 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 127, 128, 255})
    void open_aValueOfSuite2NamedAnother_doesNotOpen(int suite) {
        var sealed = named(SM4.seal(KEY, PLACE, Cases.utf8("value")), suite);
        assertThatThrownBy(() -> SM4.open(KEY, PLACE, sealed)).isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> AES.open(KEY, PLACE, sealed)).isInstanceOf(DoesNotOpen.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void open_aValueOfSuite1NamedAnother_doesNotOpen(int suite) {
        var sealed = named(AES.seal(KEY, PLACE, Cases.utf8("value")), suite);
        assertThatThrownBy(() -> SM4.open(KEY, PLACE, sealed)).isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> AES.open(KEY, PLACE, sealed)).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void open_everyFlippedBit_doesNotOpen() {
        var sealed = SM4.seal(KEY, PLACE, Cases.utf8("value"));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = DrawnBytes.flipped(sealed, bit);
            assertThatThrownBy(() -> SM4.open(KEY, PLACE, changed)).isInstanceOf(DoesNotOpen.class);
        }
        assertThat(SM4.open(KEY, PLACE, sealed)).isEqualTo(Cases.utf8("value"));
    }

    @Test
    void of_bothSuites_areUnrelatedKeysOfTheirLengths() {
        var aes = KEY.of(Suite.AES_256_GCM);
        var sm4 = KEY.of(Suite.SM4_GCM);
        assertThat(aes.getEncoded()).hasSize(32);
        assertThat(sm4.getEncoded()).hasSize(16);
        assertThat(Cases.hex(aes.getEncoded())).doesNotContain(Cases.hex(sm4.getEncoded()));
        assertThat(KEY.of(Suite.SM4_GCM)).isSameAs(sm4);
    }

    @Test
    void of_suite2_differsByCustomerAndVersionOfTheKey() {
        var kek = new KeyWrap(DrawnBytes.secret("kek"));
        var first = CustomerKey.create("d", 1, kek, 1, new SecureRandom()).wrapped();
        var rotated = CustomerKey.rotate(first, "d", 1, kek, kek, 1, new SecureRandom())
                .wrapped();
        var key = CustomerKey.open(first, "d", 1, kek).fieldKey().of(Suite.SM4_GCM);
        assertThat(CustomerKey.open(first, "d", 1, kek).fieldKey().of(Suite.SM4_GCM))
                .isEqualTo(key);
        assertThat(CustomerKey.open(rotated, "d", 1, kek).fieldKey().of(Suite.SM4_GCM))
                .isNotEqualTo(key);
    }

    @Test
    void verify_aRecordWithFieldsOfBothSuites_opensAsAWhole() {
        var fields = new TreeMap<String, byte[]>();
        fields.put("email", Cases.utf8("someone@shop.example"));
        fields.put("name", Cases.utf8("an older value"));
        var older = SealedRecord.seal(AES, KEY, RECORD, 1, new TreeMap<>(), fields);
        var changed = new TreeMap<String, byte[]>();
        changed.put("name", Cases.utf8("a newer value"));
        var patched = SealedRecord.seal(SM4, KEY, RECORD, 2, older.fields(), changed);
        var read = SealedRecord.decode(patched.encode());
        read.verify(KEY, RECORD);
        assertThat(read.open(AES, KEY, RECORD, "email")).isEqualTo(Cases.utf8("someone@shop.example"));
        assertThat(read.open(AES, KEY, RECORD, "name")).isEqualTo(Cases.utf8("a newer value"));
        assertThat(read.manifestHash()).isEqualTo(patched.manifestHash()).hasSize(32);
    }

    @Test
    void decode_aManifestThatNamesNoSuite_isRefused() {
        var encoded = SealedRecord.seal(SM4, KEY, RECORD, 1, new TreeMap<>(), new TreeMap<>())
                .encode();
        encoded[encoded.length - 33] = 3;
        assertThatThrownBy(() -> SealedRecord.decode(encoded)).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void verify_aManifestNamedTheOtherSuite_doesNotOpen() {
        var encoded = SealedRecord.seal(SM4, KEY, RECORD, 1, new TreeMap<>(), new TreeMap<>())
                .encode();
        encoded[encoded.length - 33] = 1;
        var relabelled = SealedRecord.decode(encoded);
        assertThatThrownBy(() -> relabelled.verify(KEY, RECORD)).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void of_aWord_knowsTheSuitesOfSettingsAndNothingElse() {
        assertThat(Suite.of("aes-256-gcm")).contains(Suite.AES_256_GCM);
        assertThat(Suite.of("sm4-gcm")).contains(Suite.SM4_GCM);
        assertThat(Suite.of("SM4-GCM")).isEmpty();
        assertThat(Suite.of("")).isEmpty();
    }
}
