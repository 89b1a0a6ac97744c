package dev.strongroom.identity.session;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// Which passwords are taken, always beside a second factor: any Unicode, 8 to 256 characters, no rules of composition
/// (NIST SP 800-63B-4, 3.1.1.2), and none that is among those guessed first. What is guessed first is estimated
/// offline,
/// from lists of common passwords, names and words that come with the library, and from words about the person.
final class PasswordPolicy {

    static final int SHORTEST = 8;
    static final int LONGEST = 256;
    private static final int LONGEST_GIVEN = 4 * LONGEST;

    /// Of guesses, as powers of ten: beyond what online guessing could ever try.
    private static final double FEWEST_GUESSES_LOG10 = 8;

    /// Where nearly all of it is known words and patterns: the estimate of three parts begins at 8, however easy each
    /// is.
    private static final double FEWEST_GUESSES_OF_KNOWN_PARTS_LOG10 = 9;

    private static final int FEWEST_UNKNOWN_CHARACTERS = 4;

    /// Estimating takes time that grows with the square of the length, and nothing longer is guessed first.
    private static final int ESTIMATED_CHARACTERS = 64;

    private static final List<String> ALWAYS = List.of("strongroom", "保险库");

    private final Zxcvbn estimator = new Zxcvbn();

    /// The one form in which a password is hashed: composed (NFC), so that keyboards do not matter.
    ///
    /// @return unchanged what is too long for any password: composing takes time that grows with the square of the
    /// length
    static String canonical(String password) {
        return password.length() > LONGEST_GIVEN ? password : Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    /// @param password canonical
    /// @param about words that come to mind with the person: names
    /// @throws Problem if it is not taken; `reason` says too_short, too_long, malformed or easily_guessed
    void check(String password, List<String> about) {
        int characters = password.codePointCount(0, password.length());
        if (characters < SHORTEST) {
            throw SignInRefusals.weakPassword("too_short");
        }
        if (characters > LONGEST) {
            throw SignInRefusals.weakPassword("too_long");
        }
        if (password.codePoints().anyMatch(PasswordPolicy::isNoCharacter)) {
            throw SignInRefusals.weakPassword("malformed");
        }
        if (isEasilyGuessed(password, about)) {
            throw SignInRefusals.weakPassword("easily_guessed");
        }
    }

    /// Half of a pair has no form in UTF-8; all of them would hash alike.
    private static boolean isNoCharacter(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE || point == 0;
    }

    private boolean isEasilyGuessed(String password, List<String> about) {
        if (password.length() > ESTIMATED_CHARACTERS) {
            return password.codePoints().distinct().count() < SHORTEST / 2;
        }
        var words = new ArrayList<>(ALWAYS);
        about.forEach(text -> {
            words.add(text);
            words.addAll(List.of(text.split("[^\\p{L}\\p{N}]+")));
        });
        words.removeIf(String::isEmpty);
        var strength = estimator.measure(password, words);
        int unknown = strength.getSequence().stream()
                .filter(part -> part.pattern == Pattern.Bruteforce)
                .mapToInt(part -> part.token.length())
                .sum();
        double fewest =
                unknown < FEWEST_UNKNOWN_CHARACTERS ? FEWEST_GUESSES_OF_KNOWN_PARTS_LOG10 : FEWEST_GUESSES_LOG10;
        return strength.getGuessesLog10() < fewest;
    }
}
