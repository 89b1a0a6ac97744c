package dev.strongroom.identity.passkey;

import dev.strongroom.database.FreshIds;
import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The passkeys of people: made, used, listed, renamed, removed.
///
/// Guarantees: the device verified its holder each time; an answer is good once, for what it was asked, from the one
/// origin; what was exchanged in the database does not open, and nobody signs in with it.
public final class Passkeys {

    private static final Logger log = LoggerFactory.getLogger(Passkeys.class);
    private static final String CREDENTIAL = "passkey ";
    private static final String LABEL = "passkey label ";
    private static final int MOST = 10;
    private static final int LONGEST_LABEL = 60;

    private final AccountSecrets secrets;
    private final RelyingParty party;
    private final PasskeyChallenges challenges;
    private final PasskeyCeremonies ceremonies;
    private final SecureRandom random;

    Passkeys(AccountSecrets secrets, RelyingParty party, PasskeyChallenges challenges, SecureRandom random) {
        this.secrets = secrets;
        this.party = party;
        this.challenges = challenges;
        this.ceremonies = new PasskeyCeremonies(party);
        this.random = random;
    }

    /// A passkey as its owner sees it.
    ///
    /// @param usedAt empty until it was used to sign in
    public record Passkey(String id, String label, Instant createdAt, Optional<Instant> usedAt) {}

    /// What comes of an answer that was given to sign in.
    public sealed interface Verified {

        /// @param passkey its id
        record By(Account account, String passkey) implements Verified {}

        /// Somebody has a copy of the device: nobody is signed in, and the person should be told.
        record Copied(Account account, String passkey) implements Verified {}

        record Not() implements Verified {}
    }

    /// @param subject what the challenge is bound to, such as a session
    /// @param name of the person, for their own device to show
    public PasskeyOptions.Creation creationOptions(JdbcClient jdbc, Account account, String subject, String name) {
        return PasskeyOptions.creation(
                party, challenges.issue("make " + subject), account.id(), name, credentialIds(jdbc, account));
    }

    /// @param account whose passkeys may answer; empty: any
    public PasskeyOptions.Request requestOptions(JdbcClient jdbc, Optional<Account> account, String subject) {
        return PasskeyOptions.request(
                party,
                challenges.issue("use " + subject),
                account.map(known -> credentialIds(jdbc, known)).orElse(List.of()));
    }

    private List<byte[]> credentialIds(JdbcClient jdbc, Account account) {
        return PasskeyRows.ofAccount(jdbc, account.id()).stream()
                .flatMap(row -> credential(jdbc, account, row).stream())
                .map(ceremonies::id)
                .toList();
    }

    private Optional<PasskeyCeremonies.Credential> credential(JdbcClient jdbc, Account account, PasskeyRows.Row row) {
        return secrets.openIfIntact(jdbc, account, CREDENTIAL + row.id(), row.sealedCredential())
                .map(PasskeyCeremonies.Credential::of);
    }

    /// Adds a passkey that a device has made.
    ///
    /// @param json what the browser gives: a RegistrationResponseJSON
    /// @return its id; empty if anything about it is not right. The challenge is used up, whatever comes of it
    public Optional<String> add(JdbcClient transaction, Account account, String subject, String label, String json) {
        checkLabel(label);
        if (PasskeyRows.ofAccount(transaction, account.id()).size() >= MOST) {
            throw PasskeyRefusals.tooMany();
        }
        return ceremonies
                .readRegistration(json)
                .filter(made -> challenges.use(transaction, made.challenge(), "make " + subject))
                .flatMap(made -> ceremonies
                        .verify(made)
                        .flatMap(credential -> insert(transaction, account, label, credential, made.signCount())));
    }

    private Optional<String> insert(
            JdbcClient transaction,
            Account account,
            String label,
            PasskeyCeremonies.Credential credential,
            long signCount) {
        var id = FreshIds.of("passkey", random);
        var key = secrets.open(transaction, account.number());
        var row = new PasskeyRows.Row(
                id,
                account.id(),
                key.seal(CREDENTIAL + id, credential.text()),
                key.seal(LABEL + id, label.strip()),
                party.domain(),
                signCount,
                Instant.EPOCH,
                Optional.empty());
        boolean isNew = PasskeyRows.insert(transaction, row, hash(ceremonies.id(credential)));
        return isNew ? Optional.of(id) : Optional.empty();
    }

    /// Compares an answer. The challenge is used up, whatever comes of it.
    ///
    /// @param owner whose it has to be; empty: anybody's
    /// @param json what the browser gives: an AuthenticationResponseJSON
    public Verified verify(JdbcClient transaction, Optional<Account> owner, String subject, String json) {
        var given = ceremonies.readAssertion(json);
        if (given.isEmpty() || !challenges.use(transaction, given.get().challenge(), "use " + subject)) {
            return new Verified.Not();
        }
        return PasskeyRows.byCredential(transaction, hash(given.get().credentialId()))
                .filter(row ->
                        owner.map(account -> account.id().equals(row.account())).orElse(true))
                .map(row -> verify(transaction, row, given.get()))
                .orElseGet(Verified.Not::new);
    }

    private Verified verify(JdbcClient transaction, PasskeyRows.Row row, PasskeyCeremonies.Assertion given) {
        var account = AccountRows.byId(transaction, row.account(), true)
                .map(AccountRows.Stored::account)
                .filter(held -> given.userHandle().map(held.id()::equals).orElse(true));
        var credential = account.flatMap(held -> credential(transaction, held, row));
        if (credential.isEmpty()) {
            return new Verified.Not();
        }
        return switch (ceremonies.verify(given, credential.get(), signCount(transaction, row))) {
            case RIGHT -> right(transaction, account.orElseThrow(), row, given.signCount());
            case COPIED -> copied(account.orElseThrow(), row);
            case WRONG -> new Verified.Not();
        };
    }

    /// As it is now that the account is held: of two answers at once the second sees the count of the first.
    private static long signCount(JdbcClient transaction, PasskeyRows.Row row) {
        return transaction
                .sql("select sign_count from passkey where id = ?")
                .param(row.id())
                .query(Long.class)
                .optional()
                .orElse(Long.MAX_VALUE);
    }

    private static Verified right(JdbcClient transaction, Account account, PasskeyRows.Row row, long signCount) {
        PasskeyRows.used(transaction, row.id(), signCount);
        return new Verified.By(account, row.id());
    }

    private static Verified copied(Account account, PasskeyRows.Row row) {
        log.error("The counter of {} of account {} went back: there may be a copy of it", row.id(), account.id());
        return new Verified.Copied(account, row.id());
    }

    public List<Passkey> list(JdbcClient jdbc, Account account) {
        return PasskeyRows.ofAccount(jdbc, account.id()).stream()
                .map(row -> new Passkey(
                        row.id(),
                        secrets.openIfIntact(jdbc, account, LABEL + row.id(), row.sealedLabel())
                                .orElse(""),
                        row.createdAt(),
                        row.usedAt()))
                .toList();
    }

    public void rename(JdbcClient transaction, Account account, String id, String label) {
        checkLabel(label);
        var sealed = secrets.open(transaction, account.number()).seal(LABEL + id, label.strip());
        if (!PasskeyRows.rename(transaction, account.id(), id, sealed)) {
            throw PasskeyRefusals.unknown();
        }
    }

    public void remove(JdbcClient transaction, Account account, String id) {
        if (!PasskeyRows.delete(transaction, account.id(), id)) {
            throw PasskeyRefusals.unknown();
        }
    }

    /// Removes what is remembered of challenges that are over anyway.
    public void removeExpired(JdbcClient jdbc) {
        challenges.removeExpired(jdbc);
    }

    private byte[] hash(byte[] credentialId) {
        return secrets.counted("passkey", Base64.getEncoder().encodeToString(credentialId));
    }

    private static void checkLabel(String label) {
        boolean fits = !label.isBlank()
                && label.length() <= LONGEST_LABEL
                && label.codePoints().noneMatch(Character::isISOControl);
        if (!fits) {
            throw PasskeyRefusals.invalidLabel();
        }
    }
}
