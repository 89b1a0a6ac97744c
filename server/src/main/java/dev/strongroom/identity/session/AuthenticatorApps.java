package dev.strongroom.identity.session;

import dev.strongroom.config.AuthenticatorHash;
import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountSecrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The apps of people that show codes: their secrets are sealed under the account's key, and a step that was accepted,
/// or one before it, never is again.
final class AuthenticatorApps {

    private static final String SECRET = "app secret ";
    private static final String LABEL = "app label ";
    private static final int MOST = 5;
    private static final int LONGEST_LABEL = 60;

    private final AuthenticatorHash hash;
    private final AccountSecrets secrets;
    private final SecureRandom random;
    private final Clock clock;

    /// @param hash within the codes of apps that are begun from now on
    AuthenticatorApps(AuthenticatorHash hash, AccountSecrets secrets, SecureRandom random, Clock clock) {
        this.hash = hash;
        this.secrets = secrets;
        this.random = random;
        this.clock = clock;
    }

    private record Row(
            String id, byte[] sealedSecret, byte[] sealedLabel, Instant createdAt, Optional<Instant> usedAt) {}

    /// A new app, which counts once a code of it was shown. One that was begun before and left is replaced.
    OwnFactors.BegunApp begin(JdbcClient transaction, Account account, String label) {
        checkLabel(label);
        transaction
                .sql("delete from authenticator_app where account_id = ? and not confirmed")
                .param(account.id())
                .update();
        if (confirmed(transaction, account).size() >= MOST) {
            throw SignInRefusals.tooManyFactors();
        }
        var secret = new byte[hash.secretBytes()];
        random.nextBytes(secret);
        var id = FreshIds.of("app", random);
        var key = secrets.open(transaction, account.number());
        transaction
                .sql("insert into authenticator_app (id, account_id, sealed_secret, sealed_label) values (?, ?, ?, ?)")
                .params(
                        id,
                        account.id(),
                        key.seal(SECRET + id, HexFormat.of().formatHex(secret)),
                        key.seal(LABEL + id, label.strip()))
                .update();
        var text = new Base32().encodeAsString(secret).replace("=", "");
        return new OwnFactors.BegunApp(id, text, uri(account, text));
    }

    /// @return whether the code is one of the app that was begun; it counts from now on
    boolean confirm(JdbcClient transaction, Account account, String code) {
        return rows(transaction, account, false).stream()
                .anyMatch(row -> accept(transaction, account, row, code)
                        && transaction
                                        .sql("update authenticator_app set confirmed = true where id = ?")
                                        .param(row.id())
                                        .update()
                                == 1);
    }

    /// @return whether the code is a new one of any app of the person
    boolean verify(JdbcClient transaction, Account account, String code) {
        return confirmed(transaction, account).stream().anyMatch(row -> accept(transaction, account, row, code));
    }

    /// INVARIANT: the step advances in the statement that accepts it, so of many who send one code one succeeds.
    private boolean accept(JdbcClient transaction, Account account, Row row, String code) {
        var step = secrets.openIfIntact(transaction, account, SECRET + row.id(), row.sealedSecret())
                .map(secret -> TimeCode.stepOf(HexFormat.of().parseHex(secret), code, clock.instant()))
                .orElse(OptionalLong.empty());
        return step.isPresent()
                && transaction
                                .sql("update authenticator_app set last_step = ?, used_at = clock_timestamp()"
                                        + " where id = ? and last_step < ?")
                                .params(step.getAsLong(), row.id(), step.getAsLong())
                                .update()
                        == 1;
    }

    List<OwnFactors.App> list(JdbcClient jdbc, Account account) {
        return confirmed(jdbc, account).stream()
                .map(row -> new OwnFactors.App(
                        row.id(),
                        secrets.openIfIntact(jdbc, account, LABEL + row.id(), row.sealedLabel())
                                .orElse(""),
                        row.createdAt(),
                        row.usedAt()))
                .toList();
    }

    void rename(JdbcClient transaction, Account account, String id, String label) {
        checkLabel(label);
        var sealed = secrets.open(transaction, account.number()).seal(LABEL + id, label.strip());
        int renamed = transaction
                .sql("update authenticator_app set sealed_label = ? where id = ? and account_id = ? and confirmed")
                .params(sealed, id, account.id())
                .update();
        if (renamed != 1) {
            throw SignInRefusals.unknownFactor();
        }
    }

    void remove(JdbcClient transaction, Account account, String id) {
        int removed = transaction
                .sql("delete from authenticator_app where id = ? and account_id = ? and confirmed")
                .params(id, account.id())
                .update();
        if (removed != 1) {
            throw SignInRefusals.unknownFactor();
        }
    }

    private static List<Row> confirmed(JdbcClient jdbc, Account account) {
        return rows(jdbc, account, true);
    }

    private static List<Row> rows(JdbcClient jdbc, Account account, boolean confirmed) {
        return jdbc.sql("select id, sealed_secret, sealed_label, created_at, used_at from authenticator_app"
                        + " where account_id = ? and confirmed = ? order by created_at, id")
                .params(account.id(), confirmed)
                .query((row, line) -> new Row(
                        row.getString(1),
                        row.getBytes(2),
                        row.getBytes(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    private static void checkLabel(String label) {
        boolean fits = !label.isBlank()
                && label.length() <= LONGEST_LABEL
                && label.codePoints().noneMatch(Character::isISOControl);
        if (!fits) {
            throw SignInRefusals.invalidLabel();
        }
    }

    /// Names no person: what stands in an app may be seen by others.
    private String uri(Account account, String secret) {
        var label = URLEncoder.encode("Strongroom:" + account.id(), StandardCharsets.UTF_8);
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=Strongroom&algorithm=" + hash.nameInLinks();
    }
}
