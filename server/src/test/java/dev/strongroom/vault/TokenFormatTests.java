package dev.strongroom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.core.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// docs/formats/token.md byte for byte: a change that these tests see makes every stored token unreadable.
class TokenFormatTests {

    private static final String TOKEN = "tok_0123456789abcdefghjkmnpqrs";
    private static final FieldKey KEY = new FieldKey(secret(1), 1);
    private static final TokenSealing SEALING = new TokenSealing(new Sealer(new SecureRandom()), "0e1f2d");
    private static final TokenIndex INDEX = new TokenIndex(new HmacSha256(secret(2)), new HmacSha256(secret(3)));

    private static final String SEALED =
            "010100000001058d7ab5828dd5d0b8e7dd6f27d10b55f9c037fefe89a221f8b9a6e0f03f7b5f39a9ce7d43176e3e6af2"
                    + "b00fa8d6815108bf561301adaa2ff6a3d50f25523bf5ae7280212ea4384695375b25c273123b477950a7";

    private static SecretBytes secret(int fill) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return SecretBytes.copyOf(bytes);
    }

    private static TokenTerms terms(boolean oneTime, Optional<Instant> expiresAt, Optional<byte[]> sameValue) {
        return new TokenTerms("support", TokenKind.RANDOM, oneTime, expiresAt, sameValue);
    }

    private static TokenRow row(String sealed) {
        var terms = terms(true, Optional.of(Instant.parse("2031-01-31T08:00:00.123456789Z")), Optional.empty());
        var bytes = HexFormat.of().parseHex(sealed);
        return new TokenRow(INDEX.of("support", TOKEN), new RecordId(42, 7), "customers", "email", terms, bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void terms_areKindOneTimeExpiryPurposeAndSameValue() {
        assertThat(hex(terms(false, Optional.empty(), Optional.empty()).bytes()))
                .isEqualTo("0100" + "0000000000000000" + "00000007" + "737570706f7274");
        assertThat(hex(row("").terms().bytes())).isEqualTo("0101" + "0006d92754374240" + "00000007" + "737570706f7274");
        assertThat(hex(terms(false, Optional.empty(), Optional.of(new byte[] {1, 2}))
                        .bytes()))
                .isEqualTo("0100" + "0000000000000000" + "00000007" + "737570706f7274" + "0102");
    }

    @Test
    void index_isTheTagOfPurposeAndToken_andTellsThemApart() {
        assertThat(hex(INDEX.of("support", TOKEN)))
                .isEqualTo("52e4dd3a86d86fbc308df8f2891475da825c79b87febcf0486fe17a46978164b");
        assertThat(INDEX.of("support", "123456")).isNotEqualTo(INDEX.of("fulfilment", "123456"));
        assertThat(INDEX.of("support1", "23456")).isNotEqualTo(INDEX.of("support", "123456"));
    }

    @Test
    void sameValue_isTheTagOfTheValueAndWhoseItIs() {
        var value = "someone@shop.example".getBytes(StandardCharsets.UTF_8);
        assertThat(hex(INDEX.sameValue("support", 42, "customers", "email", TokenShape.RANDOM, value)))
                .isEqualTo("e9f4a817cb751d4b29376f86f957dca8a9138dee431de4b321ff251c92bb1d42");
        assertThat(INDEX.sameValue("support", 42, "customers", "email", TokenShape.RANDOM, value))
                .isNotEqualTo(INDEX.sameValue("support", 43, "customers", "email", TokenShape.RANDOM, value));
    }

    @Test
    void sealedToken_ofThisVersion_opens() {
        var opened = SEALING.open(KEY, row(SEALED));
        assertThat(opened.token()).isEqualTo(TOKEN);
        assertThat(opened.value()).isEqualTo("someone@shop.example");
    }

    @Test
    void sealedToken_holdsTokenAndValue_andNothingElse() {
        var sealed = SEALING.seal(KEY, row(""), new TokenSealing.Opened(TOKEN, ""));
        assertThat(SEALING.open(KEY, sealed)).isEqualTo(new TokenSealing.Opened(TOKEN, ""));
        assertThatThrownBy(() -> SEALING.open(new FieldKey(secret(9), 1), sealed))
                .isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> SEALING.open(new FieldKey(secret(1), 2), sealed))
                .isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> new TokenSealing(new Sealer(new SecureRandom()), "0f").open(KEY, sealed))
                .isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void whatHoldsValues_doesNotPrintThem() {
        var opened = new TokenSealing.Opened(TOKEN, "someone@shop.example");
        assertThat(opened.toString()
                        + row("")
                        + new TokenCaller(
                                dev.strongroom.web.Caller.program("client-1", java.util.Set.of(), java.util.Set.of()),
                                "support",
                                Optional.of("someone")))
                .doesNotContain("someone", "tok_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tok_",
                "tok_0123456789abcdefghjkmnpqr",
                "tok_0123456789abcdefghjkmnpqrst",
                "tok_0123456789abcdefghjkmnpqri",
                "tok_0123456789abcdefghjkmnpqrl",
                "tok_0123456789abcdefghjkmnpqro",
                "tok_0123456789abcdefghjkmnpqru",
                "tok_0123456789ABCDEFGHJKMNPQRS",
                "TOK_0123456789abcdefghjkmnpqrs",
                "12345",
                "123456\n",
                "12345a",
                "١٢٣٤٥٦",
                "123456 "
            })
    void isToken_ofWhatLooksLikeNone_isFalse(String text) {
        assertThat(TokenIndex.isToken(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, "123456", "00000000000000000000000000000000000000000000000000000000"})
    void isToken_ofWhatWasMade_isTrue(String text) {
        assertThat(TokenIndex.isToken(text)).isTrue();
    }
}
