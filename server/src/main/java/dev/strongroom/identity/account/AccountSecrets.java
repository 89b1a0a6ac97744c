package dev.strongroom.identity.account;

import dev.strongroom.core.crypto.Context;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import dev.strongroom.keys.KeyRing;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is kept of people in the database, unreadable there: values sealed under a key of each account, and keyed
/// hashes of what has to be found again.
///
/// Guarantees: a value moved to another account or another use does not open. A thief of the database can try neither
/// passwords nor sign-in names without the key file too.
public final class AccountSecrets {

    private static final Logger log = LoggerFactory.getLogger(AccountSecrets.class);
    private static final String PLACE = "account";
    private static final int HASH_BYTES = 16;
    private static final int LONGEST_GIVEN = 200;
    private static final int LONGEST_ADDRESS = 300;
    private static final Pattern PUNCTUATION_OF_NUMBERS = Pattern.compile("[ ()./-]");

    private final CustomerKeys keys;
    private final Sealer sealer;
    private final String deployment;
    private final HmacSha256 signInNames;
    private final HmacSha256 codes;

    public AccountSecrets(KeyRing ring, CustomerKeys keys, Sealer sealer) {
        this.keys = keys;
        this.sealer = sealer;
        this.deployment = ring.deployment();
        this.signInNames = ring.macFor("sign-in name");
        this.codes = ring.macFor("account code");
    }

    /// The opened key of one account.
    public final class Key {
        private final long number;
        private final FieldKey fieldKey;

        private Key(long number, CustomerKey key) {
            this.number = number;
            this.fieldKey = key.fieldKey();
        }

        /// @param use what the value is, such as `password`; binds it
        public byte[] seal(String use, String text) {
            return sealer.seal(fieldKey, context(use), text.getBytes(StandardCharsets.UTF_8));
        }

        /// @throws dev.strongroom.core.crypto.DoesNotOpen if it was changed, or belongs to another account or use
        public String open(String use, byte[] sealed) {
            return new String(sealer.open(fieldKey, context(use), sealed), StandardCharsets.UTF_8);
        }

        private Context context(String use) {
            return Context.detail(deployment, PLACE, number, use);
        }
    }

    /// Makes and stores the key of a new account.
    public Key create(JdbcClient jdbc, long number) {
        var fresh = keys.create(number);
        var wrapped = fresh.wrapped();
        jdbc.sql("insert into account_key (account_id, kek_version, key_version, wrapped, commitment)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        number,
                        wrapped.keyEncryptionKeyVersion(),
                        wrapped.keyVersion(),
                        wrapped.wrapped(),
                        wrapped.commitment())
                .update();
        return new Key(number, fresh.key());
    }

    /// @param number of an account that exists, and is held where it may be erased meanwhile
    public Key open(JdbcClient jdbc, long number) {
        return find(jdbc, number).orElseThrow(() -> new IllegalStateException("An account has no key"));
    }

    private Optional<Key> find(JdbcClient jdbc, long number) {
        return jdbc.sql("select kek_version, key_version, wrapped, commitment from account_key where account_id = ?")
                .param(number)
                .query((row, line) ->
                        new CustomerKey.Wrapped(row.getInt(1), row.getInt(2), row.getBytes(3), row.getBytes(4)))
                .optional()
                .map(wrapped -> new Key(number, keys.open(number, wrapped)));
    }

    /// Takes as long as [#openIfIntact] where there is no account.
    public void openNothing(JdbcClient jdbc) {
        jdbc.sql("select wrapped from account_key where account_id = 0")
                .query(byte[].class)
                .optional();
        new Key(0, keys.create(0).key());
    }

    /// What was sealed of an account.
    ///
    /// @return empty if the account was erased since it was read; empty, and a line in the server's log, if it was
    /// changed or belongs elsewhere
    public Optional<String> openIfIntact(JdbcClient jdbc, Account account, String use, byte[] sealed) {
        try {
            return find(jdbc, account.number()).map(key -> key.open(use, sealed));
        } catch (DoesNotOpen changed) {
            log.error("Something of account {} does not open: it was changed outside of the product", account.id());
            return Optional.empty();
        }
    }

    /// The keyed hash a name is found by: case and width do not matter, nor blanks around it. No account has a name
    /// that is
    /// longer than those may be, and none is found by it.
    public byte[] signInName(String name) {
        if (name.length() > LONGEST_GIVEN) {
            return hash(signInNames, "too long", "");
        }
        var folded = Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return hash(signInNames, "name", folded);
    }

    /// As [#signInName], for customers, who sign in by a mail address or a phone number. Their names are apart from
    /// those
    /// of staff: the same name is another one there.
    public byte[] customerName(String name) {
        if (name.length() > LONGEST_ADDRESS) {
            return hash(signInNames, "too long", "");
        }
        var folded = Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        int at = folded.lastIndexOf('@');
        var plain = at < 0
                ? PUNCTUATION_OF_NUMBERS.matcher(folded).replaceAll("")
                : folded.substring(0, at + 1) + asciiDomain(folded.substring(at + 1));
        return hash(signInNames, "customer", plain);
    }

    private static String asciiDomain(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException noDomain) {
            return domain;
        }
    }

    /// The keyed hash of a code that was drawn for one account.
    public byte[] code(String account, String code) {
        return hash(codes, account, code);
    }

    /// The keyed hash under which something is counted that must not be kept itself.
    ///
    /// @param kind of what is counted, such as `number`
    public byte[] counted(String kind, String text) {
        return hash(codes, "counted " + kind, text);
    }

    private static byte[] hash(HmacSha256 mac, String about, String text) {
        var bytes = (about + "\0" + text).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(mac.tag(bytes), HASH_BYTES);
    }
}
