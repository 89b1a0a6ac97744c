package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.identity.account.AccountRows;
import dev.strongroom.identity.account.AccountSecrets;
import dev.strongroom.identity.account.CustomerAccountRows;
import dev.strongroom.identity.contact.ContactCodes;
import dev.strongroom.identity.contact.CustomerCodes;
import dev.strongroom.identity.contact.CustomerLinks;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.notify.Channel;
import dev.strongroom.notify.Outbox;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How a customer takes an account up: with a link from the merchant, and a code that is sent to the mail address or
/// the
/// phone on file. Neither is enough alone. Nothing is asked for but a password; an app or a passkey comes next, in the
/// same session, as for staff.
///
/// Guarantees: the customer signs in by the address the code went to, kept as a keyed hash only. Every code that is
/// compared is an entry in the ledger, right or wrong.
public final class CustomerTakeUp {

    private final RecordedChanges changes;
    private final CustomerLinks links;
    private final CustomerCodes codes;
    private final AccountSecrets secrets;
    private final PasswordPolicy policy;
    private final PasswordHashing hashing;
    private final SignIn signIn;
    private final Outbox outbox;
    private final SecureRandom random;

    CustomerTakeUp(
            RecordedChanges changes,
            CustomerLinks links,
            CustomerCodes codes,
            AccountSecrets secrets,
            PasswordPolicy policy,
            PasswordHashing hashing,
            SignIn signIn,
            Outbox outbox,
            SecureRandom random) {
        this.changes = changes;
        this.links = links;
        this.codes = codes;
        this.secrets = secrets;
        this.policy = policy;
        this.hashing = hashing;
        this.signIn = signIn;
        this.outbox = outbox;
        this.random = random;
    }

    /// Has a code sent.
    ///
    /// @param by empty: by mail if there is an address, or else by text message
    /// @throws dev.strongroom.web.Problem if the link is not good, or nothing can be sent that way
    public ContactCodes.Asked askForCode(String token, Optional<Channel> by, SignIn.From from) {
        signIn.countStranger(from);
        var link = links.find(token).orElseThrow(SignInRefusals::invitationInvalid);
        var address = codes.addresses(link).stream()
                .filter(some -> by.map(some::isBy).orElse(true))
                .findFirst()
                .orElseThrow(SignInRefusals::notReachable);
        var asked = changes.run((transaction, connection) ->
                Outcome.untold(codes.ask(transaction, link, address, SignInThrottle.network(from.address()))));
        outbox.wake();
        return asked;
    }

    /// @param token of the link, which is void afterwards
    /// @param code that was sent for it
    /// @throws dev.strongroom.web.Problem if either is not right, or the password is not taken
    public SignIn.Step accept(String token, String code, String password, SignIn.From from) {
        signIn.countStranger(from);
        var link = links.find(token).orElseThrow(SignInRefusals::invitationInvalid);
        var canonical = PasswordPolicy.canonical(password);
        policy.check(canonical, List.of());
        if (!codes.takeTry(link)) {
            throw SignInRefusals.linkCodeRefused();
        }
        var hash = hashing.hash(canonical);
        try {
            return changes.<Optional<SignIn.Step>>run((transaction, connection) -> {
                        CustomerAccountRows.hold(transaction, link.customer());
                        var taken = codes.use(transaction, link, code);
                        if (taken.isEmpty()) {
                            return Outcome.of(Optional.empty(), refused(link));
                        }
                        refuseOwnName(canonical, taken.get());
                        var account = create(transaction, connection, taken.get(), hash);
                        var begun = signIn.insert(transaction, account, from, Factor.PASSWORD);
                        return Outcome.of(Optional.of(begun), takenUp(account));
                    })
                    .orElseThrow(SignInRefusals::linkCodeRefused);
        } catch (DuplicateKeyException shared) {
            throw SignInRefusals.nameShared();
        }
    }

    /// The address is guessed first by whoever knows the customer.
    private void refuseOwnName(String password, CustomerCodes.Taken taken) {
        if (MessageDigest.isEqual(secrets.customerName(password), taken.signInName())) {
            throw SignInRefusals.weakPassword("easily_guessed");
        }
    }

    /// In place of one that was begun and left.
    private Account create(JdbcClient transaction, Connection connection, CustomerCodes.Taken taken, String hash)
            throws SQLException {
        boolean isOver = AccountRows.ofCustomer(transaction, taken.customer(), true)
                .filter(account -> account.status() != Account.Status.INVITED)
                .isPresent();
        if (isOver) {
            throw SignInRefusals.invitationInvalid();
        }
        CustomerAccountRows.remove(connection, List.of(taken.customer()));
        var account = CustomerAccountRows.create(
                transaction, secrets, random, taken.account(), taken.customer(), taken.signInName(), taken.language());
        var sealed = secrets.open(transaction, account.number()).seal(SignIn.PASSWORD, hash);
        AccountRows.setPassword(transaction, account.id(), sealed);
        return account;
    }

    private static Told refused(CustomerLinks.Link link) {
        return Told.refused(EntryKind.SIGN_IN, link.account(), "invitation.code_refused");
    }

    private static Told takenUp(Account account) {
        return Told.done(EntryKind.ACCOUNT, account.id(), Map.of("invitation", "taken-up"));
    }
}
