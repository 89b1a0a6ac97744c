package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTests {

    @ParameterizedTest
    @CsvSource({
        "HIDDEN, anything, ****",
        "EMAIL, info@example.org, i***@example.org",
        "EMAIL, x@example.org, ***@example.org",
        "EMAIL, 𠮷田@example.org, 𠮷***@example.org",
        "PHONE, +8613800005678, 138****5678",
        "PHONE, +861088886666, +86 ****6666",
        "PHONE, +442079460958, +44 ****0958",
        "PHONE, +2904567, +290 ****",
        "NAME, 李时珍, 李**",
        "NAME, 李时, 李**",
        "NAME, 李, ****",
        "NAME, 𠮷田, 𠮷**",
        "NAME, Ada Lovelace, A*** L***",
        "NAME, Augusta Ada King, A*** K***",
        "NAME, A B, *** ***",
        "NAME, Jo, J***",
        "NAME, J, ****",
        "CARD, 4242424242424242, **** 4242",
        "NATIONAL_ID, 11010519491231002X, ****2X",
        "NATIONAL_ID, QQ12345, ****",
        "IBAN, DE89370400440532013000, DE****3000",
        "DATE, 1949-12-31, 1949-**-**",
        "ADDRESS, 北京市海淀区中关村大街1号, 北京市****",
        "ADDRESS, 浙江省杭州市西湖区1号, 浙江省杭州市****",
        "ADDRESS, 北京市, ****",
        "ADDRESS, 西湖区1号, ****",
        "ADDRESS, '10 Downing Street, London', ****",
        "IP, 192.0.2.17, 192.0.2.*",
        "IP, 2001:db8:a:b::1, 2001:db8:a:*",
        "IP, '::', 0:0:0:*",
        "AMOUNT, 12.50 CNY, *** CNY",
        "AMOUNT, -12.50 CNY, *** CNY"
    })
    void mask_leavesVisibleOnlyWhatItPromises(Mask mask, String value, String masked) {
        assertThat(mask.mask(value)).isEqualTo(masked);
    }

    @ParameterizedTest
    @EnumSource(Mask.class)
    void mask_valueOfAnotherType_neverFailsAndNeverShowsIt(Mask mask) {
        for (var value :
                new String[] {"x", "12", "@", "a@", "+1", "中", "\n", "市", "a b", "1.2.3.4", "::1", "0 CNY", "*a", "𠮷"
                }) {
            assertThat(mask.mask(value)).as(value).doesNotContain(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "****"})
    void mask_degenerateValue_isHidden(String value) {
        for (var mask : Mask.values()) {
            assertThat(mask.mask(value)).isEqualTo(Mask.HIDDEN_VALUE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, ab@example.org, abcdefgh@example.org",
        "NAME, 李时, 李时珍东璧",
        "NAME, Ad, Adalbert",
        "CARD, 424242424242, 4242424242424242",
        "AMOUNT, 1.00 CNY, 100000.00 CNY"
    })
    void mask_valuesOfOtherLength_looksTheSame(Mask mask, String shorter, String longer) {
        assertThat(mask.mask(shorter)).isEqualTo(mask.mask(longer));
    }
}
