package dev.strongroom.identity.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.web.Problem;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which mail addresses are written to, and in which form.
class MailAddressTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "name@example.com, name@example.com",
                "| name@example.com |, name@example.com",
                "First.Last+tag@EXAMPLE.com, First.Last+tag@example.com",
                "n@bücher.example, n@xn--bcher-kva.example",
                "n@例子.example, n@xn--fsqu00a.example",
                "o'hara@example.com, o'hara@example.com",
                "n@例子。example, n@xn--fsqu00a.example"
            })
    void address_isWrittenToInOneForm_ofAsciiOnly(String given, String written) throws AddressException {
        assertThat(MailAddress.checked(given)).isEqualTo(written);
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(written)).isTrue();
        new InternetAddress(written, true).validate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@example.com",
                "š@example.com",
                "名字@example.com",
                "a\u0130@example.com",
                "a b@example.com",
                ".a@example.com",
                "a.@example.com",
                "a..b@example.com",
                "a@b@example.com",
                "\"a\"@example.com",
                "a(comment)@example.com",
                "a@localhost",
                "a@[127.0.0.1]",
                "a@example..com",
                "a@.example.com",
                "a@example.com.",
                "a@-example.com",
                "a@example-.com",
                "a@exa_mple.com",
                "a@example.com\r\nBcc: b@example.com",
                "a@example.com,b@example.com",
                "a@exam\u0000ple.com",
                "a,b@example.com",
                "<a@example.com>"
            })
    void anythingElse_isRefused(String given) {
        assertThatThrownBy(() -> MailAddress.checked(given)).isInstanceOf(Problem.class);
    }

    @Test
    void longAddresses_areRefused_atTheBoundsOfTheStandard() {
        var local = "a".repeat(64);
        assertThat(MailAddress.checked(local + "@example.com")).startsWith(local);
        assertThatThrownBy(() -> MailAddress.checked("a" + local + "@example.com"))
                .isInstanceOf(Problem.class);
        var domain = ("b".repeat(60) + ".").repeat(3) + "example.com";
        assertThatThrownBy(() -> MailAddress.checked(local + "@" + domain)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> MailAddress.checked("a@" + "b".repeat(64) + ".com"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> MailAddress.checked("a@" + "b".repeat(1_000_000)))
                .isInstanceOf(Problem.class);
    }
}
