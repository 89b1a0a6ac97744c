package dev.strongroom.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTests {

    private final PasswordPolicy policy = new PasswordPolicy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gx7#kQ2v",
                "correct horse battery staple",
                "我家的猫喜欢星期二的雨",
                "пароль из четырёх слов",
                "🦊🌧️🎻🧊🪁🛶🧭🪐"
            })
    void passwordsOfAnyScript_areTaken(String password) {
        assertThatCode(() -> policy.check(PasswordPolicy.canonical(password), List.of("王小明")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', too_short",
        "gx7#kQ2, too_short",
        "password, easily_guessed",
        "Password123!, easily_guessed",
        "12345678, easily_guessed",
        "qwertyuiop, easily_guessed",
        "iloveyou1, easily_guessed",
        "aaaaaaaaaaaaaaaa, easily_guessed",
        "Strongroom1, easily_guessed",
        "Margaret1970, easily_guessed",
        "password password, easily_guessed",
        "12345678 12345678, easily_guessed",
        "strongroom margaret, easily_guessed",
        "m4rg4r3t!, easily_guessed"
    })
    void whatIsGuessedFirst_isRefused(String password, String reason) {
        assertRefused(password, reason);
    }

    @Test
    void everyPasswordOfTheListOfLeakedOnes_isRefused() throws IOException {
        var leaked = new ArrayList<String>();
        try (var list = Zxcvbn.class.getResourceAsStream("matchers/dictionaries/passwords.txt")) {
            new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(password -> password.length() >= PasswordPolicy.SHORTEST)
                    .forEach(leaked::add);
        }
        assertThat(leaked).hasSizeGreaterThan(10_000);
        leaked.forEach(password -> assertRefused(password, "easily_guessed"));
    }

    @Test
    void lengths_atTheirBounds() {
        var longest = "gx7#kQ2v".repeat(32);
        assertThatCode(() -> policy.check(longest, List.of())).doesNotThrowAnyException();
        assertRefused(longest + "x", "too_long");
        assertRefused("a".repeat(256), "easily_guessed");
        assertThatCode(() -> policy.check("🦊".repeat(4) + "🧊🌧🎻🪁", List.of()))
                .doesNotThrowAnyException();
        assertRefused("🦊🧊🌧🎻", "too_short");
    }

    @Test
    void halfOfAPair_isRefused_sinceAllOfThemWouldHashAlike() {
        assertRefused("gx7#kQ2v\uD83E", "malformed");
    }

    @Test
    void composedAndDecomposed_areOnePassword() {
        assertThat(PasswordPolicy.canonical("Caf\u00e9 au lait"))
                .isEqualTo(PasswordPolicy.canonical("Cafe\u0301 au lait"));
    }

    private void assertRefused(String password, String reason) {
        assertThatThrownBy(() -> policy.check(PasswordPolicy.canonical(password), List.of("Margaret Hamilton")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("reason", reason));
    }
}
