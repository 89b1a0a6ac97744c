package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// FF1 by the vectors of C2SP/wycheproof. Domains below 1,000,000 and texts over 56 characters are valid there and
/// have to be refused here; nothing is left out.
class ConformanceFf1Test {

    private static JsonNode read(String file) {
        var data = System.getProperty("conformance.data", "");
        var path = Path.of(data, "wycheproof", file);
        assumeTrue(
                !data.isEmpty() && Files.exists(path),
                "Skipped: the system property conformance.data names no folder with wycheproof/" + file);
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int run(String file) {
        var wrong = new ArrayList<String>();
        int ran = 0;
        for (var group : read(file).required("testGroups")) {
            for (var test : group.required("tests")) {
                ran++;
                if (encrypted(group, test).isPresent() != isExpected(test)) {
                    wrong.add(test.required("tcId") + " " + test.required("comment"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        return ran;
    }

    private static boolean isExpected(JsonNode test) {
        boolean isSmall = test.required("flags").toString().contains("SmallMessageSize");
        return "valid".equals(Cases.text(test, "result"))
                && !isSmall
                && Cases.text(test, "msg").length() <= FormatPreserving.LONGEST;
    }

    /// @return empty if refused, or if either direction gives something else than the vector
    private static Optional<String> encrypted(JsonNode group, JsonNode test) {
        try {
            var permutation = new FormatPreserving(
                    Cases.secret(test, "key"), Cases.number(group, "radix"), Cases.bytes(test, "tweak"));
            var clear = lowerCase(group, Cases.text(test, "msg"));
            var expected = lowerCase(group, Cases.text(test, "ct"));
            return Optional.of(permutation.encrypt(clear))
                    .filter(expected::equals)
                    .filter(same -> permutation.decrypt(same).equals(clear));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    /// The vectors write letters in capitals; what is not of their alphabet must not become one of ours.
    private static String lowerCase(JsonNode group, String text) {
        var alphabet = Cases.text(group, "alphabet");
        boolean isWithin = text.chars().allMatch(character -> alphabet.indexOf(character) >= 0);
        return isWithin ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT) + "*";
    }

    @Test
    void ff1_overDigits_encryptsWhatIsValidAndRefusesTheRest() {
        assertThat(run("aes_ff1_base10_test.json")).isGreaterThan(3_800);
    }

    @Test
    void ff1_overDigitsAndLetters_encryptsWhatIsValidAndRefusesTheRest() {
        assertThat(run("aes_ff1_base36_test.json")).isGreaterThan(2_800);
    }
}
