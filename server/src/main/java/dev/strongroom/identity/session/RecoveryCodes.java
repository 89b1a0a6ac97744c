package dev.strongroom.identity.session;

import dev.strongroom.identity.account.AccountSecrets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ten codes for the day the phone is lost, each good once: 50 random bits, kept as a keyed hash.
final class RecoveryCodes {

    private static final int CODES = 10;
    private static final int CHARACTERS = 10;

    /// Without letters that are taken for one another (Crockford's base 32).
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final AccountSecrets secrets;
    private final SecureRandom random;

    RecoveryCodes(AccountSecrets secrets, SecureRandom random) {
        this.secrets = secrets;
        this.random = random;
    }

    /// Ten fresh codes in place of all there were.
    List<String> replace(JdbcClient transaction, String account) {
        transaction
                .sql("delete from recovery_code where account_id = ?")
                .param(account)
                .update();
        var codes = Stream.generate(this::draw).distinct().limit(CODES).toList();
        for (var code : codes) {
            transaction
                    .sql("insert into recovery_code (account_id, code_hash) values (?, ?)")
                    .params(account, secrets.code(account, canonical(code)))
                    .update();
        }
        return codes;
    }

    /// Uses a code up.
    ///
    /// @return whether it was one of the account's, and new
    boolean use(JdbcClient transaction, String account, String code) {
        return transaction
                        .sql("update recovery_code set used_at = clock_timestamp()"
                                + " where account_id = ? and code_hash = ? and used_at is null")
                        .params(account, secrets.code(account, canonical(code)))
                        .update()
                == 1;
    }

    static int left(JdbcClient jdbc, String account) {
        return jdbc.sql("select count(*) from recovery_code where account_id = ? and used_at is null")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private String draw() {
        var text = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            text.append(i == CHARACTERS / 2 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /// As people copy it: blanks, hyphens, capitals and look-alike letters do not matter.
    private static String canonical(String code) {
        return code.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
    }
}
