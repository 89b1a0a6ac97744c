package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final byte[] LETTERS = Cases.utf8("secret letters of 32 bytes, four");

    @Test
    void toString_ofSecrets_hasNothingOfThem() {
        assertThat(SecretBytes.copyOf(LETTERS)).hasToString("SecretBytes[32 bytes]");
        assertThat(new FieldKey(SecretBytes.copyOf(LETTERS), 3)).hasToString("FieldKey[version 3]");
    }

    @Test
    void equals_ofSecrets_isByContent() {
        var secret = SecretBytes.copyOf(LETTERS);
        assertThat(secret).isEqualTo(SecretBytes.copyOf(LETTERS)).hasSameHashCodeAs(SecretBytes.copyOf(new byte[32]));
        assertThat(secret).isNotEqualTo(SecretBytes.copyOf(new byte[32]));
        assertThat(secret).isNotEqualTo(SecretBytes.copyOf(new byte[31]));
        assertThat(secret.equals((Object) "secret")).isFalse();
    }

    @Test
    void copyOf_bytesChangedAfterwards_staysAsItWas() {
        var bytes = LETTERS.clone();
        var secret = SecretBytes.copyOf(bytes);
        bytes[0] = 0;
        secret.exposeCleartext()[1] = 0;
        assertThat(secret.exposeCleartext()).isEqualTo(LETTERS);
    }

    @Test
    void destroy_overwritesTheCopy() {
        var secret = SecretBytes.random(32, new SecureRandom());
        secret.destroy();
        assertThat(secret.exposeCleartext()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31, 33, 64})
    void fieldKey_ofAnotherLength_isRefused(int length) {
        assertThatThrownBy(() -> new FieldKey(SecretBytes.copyOf(new byte[length]), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fieldKey_ofVersionZero_isRefused() {
        assertThatThrownBy(() -> new FieldKey(SecretBytes.copyOf(LETTERS), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 31, 33})
    void keyWrap_ofAnotherLength_isRefused(int length) {
        assertThatThrownBy(() -> new KeyWrap(SecretBytes.copyOf(new byte[length])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unwrap_bytesOfAnyLength_doNotOpen() {
        var wrap = new KeyWrap(SecretBytes.copyOf(LETTERS));
        for (int length = 0; length < 100; length++) {
            var bytes = DrawnBytes.of("bytes", length);
            assertThatThrownBy(() -> wrap.unwrap(bytes)).isInstanceOf(DoesNotOpen.class);
        }
    }

    @Test
    void unwrap_anySingleBitChanged_doesNotOpen() {
        var wrap = new KeyWrap(SecretBytes.copyOf(LETTERS));
        for (int length : new int[] {1, 8, 9, 32, 64}) {
            var secret = SecretBytes.copyOf(DrawnBytes.of("secret", length));
            var wrapped = wrap.wrap(secret);
            assertThat(wrap.unwrap(wrapped)).isEqualTo(secret);
            for (int bit = 0; bit < wrapped.length * 8; bit++) {
                var changed = DrawnBytes.flipped(wrapped, bit);
                assertThatThrownBy(() -> wrap.unwrap(changed)).isInstanceOf(DoesNotOpen.class);
            }
        }
    }

    @Test
    void hmac_ofParts_isThatOfThePartsJoined() {
        var mac = new HmacSha256(SecretBytes.copyOf(LETTERS));
        assertThat(mac.tag(Cases.utf8("ab"), Cases.utf8("c")))
                .isEqualTo(mac.tag(Cases.utf8("abc")))
                .hasSize(32);
        assertThatThrownBy(() -> new HmacSha256(SecretBytes.copyOf(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800"})
    void ids_withLoneSurrogates_areRefusedRatherThanMergedWithOthers(String id) {
        var root = SecretBytes.copyOf(LETTERS);
        assertThatThrownBy(() -> Context.field(id, "c", 1, 1, "f", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Context.field("d", id, 1, 1, "f", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Context.field("d", "c", 1, 1, id, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Context.detail("d", "c", 1, id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlindIndex.of(root, "c", id, "exact", 1, 128))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contexts_ofDifferentLabels_differ() {
        var field = Context.field("d", "c", 1, 0, "kind", 0).encoded();
        assertThat(Context.detail("d", "c", 1, "kind").encoded()).isNotEqualTo(field);
        assertThat(Context.manifest("d", "c", 1, 0, Cases.utf8("kind"), 0).encoded())
                .isNotEqualTo(field)
                .isNotEqualTo(Context.detail("d", "c", 1, "kind").encoded());
    }

    @Test
    void bucket_ofTheLargestLength_doesNotOverflowUnseen() {
        assertThatThrownBy(() -> Padding.bucket(Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void sha256_afterWorkThatLeftBytesBehind_startsAnew() {
        var expected = Sha256.of(LETTERS);
        for (int i = 0; i < 10; i++) {
            Sha256.lend(digest -> {
                digest.update(LETTERS);
                return "left behind";
            });
            assertThat(Sha256.of(LETTERS)).isEqualTo(expected);
        }
        assertThat(Sha256.of(Arrays.copyOf(LETTERS, 5), Arrays.copyOfRange(LETTERS, 5, 32)))
                .isEqualTo(expected);
    }
}
