package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {

    private static final String KEY = "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String VKEY = "example.com/foo+530d903a+" + KEY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903a+",
                "example.com/foo+530D903A+" + KEY,
                "example.com/foo+530d903+" + KEY,
                "example.com/foo+530d903b+" + KEY,
                "example.com/fop+530d903a+" + KEY,
                "+530d903a+" + KEY,
                "example.com foo+530d903a+" + KEY,
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAA==",
                VKEY + " ",
                VKEY + "\n",
            })
    void parse_anythingElse_isRefused(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(MalformedLogData.class);
    }

    @ParameterizedTest
    @ValueSource(bytes = {2, 4, 5, 6, 0, -1})
    void parse_otherType_isRefusedByName(byte type) {
        var typed = new byte[33];
        typed[0] = type;
        assertThatThrownBy(() -> VerifierKey.parse("a+00000000+" + StrictBase64.encode(typed)))
                .isInstanceOf(MalformedLogData.class)
                .hasMessageContaining("type");
    }

    @Test
    void verify_whatIsNoSignature_isFalse() {
        var key = VerifierKey.parse(VKEY);
        assertThat(key.verify(new byte[0], new byte[0])).isFalse();
        assertThat(key.verify(new byte[0], new byte[64])).isFalse();
        var allOnes = new byte[64];
        java.util.Arrays.fill(allOnes, (byte) 0xff);
        assertThat(key.verify(new byte[0], allOnes)).isFalse();
        assertThat(key.verify(new byte[0], new byte[65])).isFalse();
    }

    @Test
    void publicKey_changedByTheCaller_staysAsItWas() {
        var key = VerifierKey.parse(VKEY);
        key.ed25519PublicKey()[0] ^= 1;
        assertThat(key).isEqualTo(VerifierKey.parse(VKEY)).hasSameHashCodeAs(VerifierKey.parse(VKEY));
        assertThat(key.encoded()).isEqualTo(VKEY);
    }
}
