package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatPreservingTest {

    private static final String KEY = "2B7E151628AED2A6ABF7158809CF4F3C";
    private static final String KEY_256 = KEY + "EF4359D8D580AA4F7F036D6F04FC6A94";

    private static FormatPreserving of(String key, int radix, String tweak) {
        var hex = HexFormat.of();
        return new FormatPreserving(SecretBytes.copyOf(hex.parseHex(key)), radix, hex.parseHex(tweak));
    }

    /// The samples NIST publishes with SP 800-38G.
    @ParameterizedTest
    @CsvSource({
        KEY + ", 10, '', 0123456789, 2433477484",
        KEY + ", 10, 39383736353433323130, 0123456789, 6124200773",
        KEY + ", 36, 3737373770717273373737, 0123456789abcdefghi, a9tv40mll9kdu509eum",
        KEY_256 + ", 10, '', 0123456789, 6657667009",
        KEY_256 + ", 10, 39383736353433323130, 0123456789, 1001623463",
        KEY_256 + ", 36, 3737373770717273373737, 0123456789abcdefghi, xs8a0azh2avyalyzuwd"
    })
    void encrypt_ofTheSamplesOfNist_givesTheirOutput(
            String key, int radix, String tweak, String clear, String encrypted) {
        var permutation = of(key, radix, tweak);
        assertThat(permutation.encrypt(clear)).isEqualTo(encrypted);
        assertThat(permutation.decrypt(encrypted)).isEqualTo(clear);
    }

    @Test
    void encrypt_ofAWholeDomain_isAPermutationOfIt() {
        var permutation = of(KEY_256, 10, "");
        var seen = new BitSet();
        for (int number = 0; number < 1_000_000; number += 5) {
            seen.set(Integer.parseInt(permutation.encrypt("%06d".formatted(number))));
        }
        assertThat(seen.cardinality()).isEqualTo(200_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00000", "00000 ", "+00000", "-00000", "00000a", "00000/", "00000:", "0000O0"})
    void encryptAndDecrypt_ofWhatIsNoTextOfTheDomain_areRefused(String text) {
        var permutation = of(KEY_256, 10, "");
        assertThatIllegalArgumentException().isThrownBy(() -> permutation.encrypt(text));
        assertThatIllegalArgumentException().isThrownBy(() -> permutation.decrypt(text));
    }

    @Test
    void refusal_doesNotRepeatTheText() {
        var permutation = of(KEY_256, 10, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> permutation.encrypt("4242x4242"))
                .withMessageNotContaining("4242");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 31, 33, 64})
    void key_ofAnotherSizeThanAnAesKey_isRefused(int bytes) {
        var key = SecretBytes.copyOf(new byte[bytes]);
        assertThatIllegalArgumentException().isThrownBy(() -> new FormatPreserving(key, 10, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 0, 1, 2, 16, 26, 62})
    void radix_ofAnotherAlphabet_isRefused(int radix) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(KEY_256, radix, ""));
    }

    @Test
    void tweakChangedByTheCallerLater_changesNothing() {
        var tweak = new byte[] {1, 2, 3};
        var permutation = new FormatPreserving(DrawnBytes.secret("key"), 10, tweak);
        var before = permutation.encrypt("123456");
        tweak[0] = 9;
        assertThat(new FormatPreserving(DrawnBytes.secret("key"), 10, new byte[] {1, 2, 3}).encrypt("123456"))
                .isEqualTo(before)
                .isEqualTo(permutation.encrypt("123456"));
    }

    @Test
    void shortest_isTheFirstLengthOfADomainOfAMillion() {
        assertThat(FormatPreserving.shortest(FormatPreserving.DIGITS)).isEqualTo(6);
        assertThat(FormatPreserving.shortest(FormatPreserving.DIGITS_AND_LETTERS))
                .isEqualTo(4);
    }
}
