package dev.strongroom.identity.account;

import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.AskedChange;
import dev.strongroom.approval.TwoPersonRule;
import dev.strongroom.identity.KnownNames;
import dev.strongroom.identity.SecretToken;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Caller;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invites people, and lets those begin anew who lost what they sign in with. Each change is an entry in the ledger, in
/// the same transaction. What they may do is decided by [AccountRights].
public final class Accounts {

    public static final String INVITATION = "sri_";

    /// The message that takes an invitation to the person.
    public static final String INVITED = "account-invited";

    public static final Duration INVITATION_VALID = Duration.ofHours(72);
    private static final String SERVER = "server";
    private static final int LONGEST_NAME = 100;
    private static final int ID_BYTES = 6;

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final AccountSecrets secrets;
    private final KnownNames known;
    private final Approvals approvals;
    private final TwoPersonRule rule;
    private final SecureRandom random;
    private final Clock clock;

    public Accounts(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            KnownNames known,
            Approvals approvals,
            TwoPersonRule rule,
            SecureRandom random,
            Clock clock) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.known = known;
        this.approvals = approvals;
        this.rule = rule;
        this.random = random;
        this.clock = clock;
    }

    /// Whom to invite.
    ///
    /// @param name as colleagues call the person
    /// @param signInName what the person will type, often a mail address; kept as a keyed hash only
    /// @param language one of [Account#LANGUAGES]
    public record Request(String name, String signInName, String language, Set<String> roles, Set<String> purposes) {
        Entitlements entitlements() {
            return new Entitlements(roles, purposes);
        }

        private Request withoutRights() {
            return new Request(name, signInName, language, Set.of(), Set.of());
        }

        @Override
        public String toString() {
            return "Request";
        }
    }

    /// @param token what the person takes the invitation up with, once; empty where it is sent to them
    /// @param approval the request that the person's rights wait for; empty: for none
    public record Invited(String id, Optional<String> token, Instant expiresAt, Optional<String> approval) {
        /// For whom the token must not be shown to the one who invites.
        public Invited withoutToken() {
            return new Invited(id, Optional.empty(), expiresAt, approval);
        }

        @Override
        public String toString() {
            return "Invited";
        }
    }

    /// An account as administrators see it.
    public record Listed(Account account, String name) {
        @Override
        public String toString() {
            return "Listed";
        }
    }

    /// How an invitation reaches the person.
    public interface Delivery {
        /// Whether it is mailed, and the token is not shown to anybody else.
        boolean isMailed(JdbcClient jdbc, String id);
    }

    /// What is done in the same transaction.
    public interface Along {
        void apply(JdbcClient transaction, Account account);
    }

    /// Where changes take two people, the person is invited at once, and the rights wait for the second one.
    ///
    /// @param actor who invites
    public Invited invite(Request request, Caller actor, Along along) {
        validate(request);
        if (request.entitlements().isEmpty() || !rule.isInForce()) {
            return create(request, actor, along);
        }
        approvals.requireRoom(actor);
        var invited = create(request.withoutRights(), actor, along);
        var change = AccountChanges.granting(invited.id(), Entitlements.NONE, request.entitlements());
        var approval = approvals.requested(actor, change).id();
        return new Invited(invited.id(), invited.token(), invited.expiresAt(), Optional.of(approval));
    }

    private Invited create(Request request, Caller actor, Along along) {
        return create(request, along, INVITATION_VALID, (transaction, id) -> {
            var change = AccountChanges.granting(id, Entitlements.NONE, request.entitlements());
            var agreed = request.entitlements().isEmpty()
                    ? Map.<String, String>of()
                    : approvals.alone(actor).use(transaction, change);
            return AccountChanges.told(actor.id(), id, "invited").with(agreed);
        });
    }

    /// Invites somebody on nobody's behalf.
    ///
    /// @param told by the entry besides
    /// @param first done before anything else, in the same transaction
    public Invited inviteByServer(
            Request request, Duration valid, Map<String, String> told, Consumer<JdbcClient> first) {
        validate(request);
        return create(request, (transaction, account) -> {}, valid, (transaction, id) -> {
            first.accept(transaction);
            return AccountChanges.told(SERVER, id, "invited").with(told);
        });
    }

    /// What comes first in a transaction, and what its entry will tell.
    private interface Beginning {
        Told apply(JdbcClient transaction, String id);
    }

    private Invited create(Request request, Along along, Duration valid, Beginning beginning) {
        var drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        var id = Account.STAFF + HexFormat.of().formatHex(drawn);
        long number = -1 - Long.parseLong(HexFormat.of().formatHex(drawn), 16);
        try {
            return changes.run((transaction, connection) -> {
                var told = beginning.apply(transaction, id);
                insert(transaction, connection, request, id, number);
                along.apply(transaction, AccountChanges.held(transaction, id).account());
                return Outcome.of(invitation(transaction, id, valid), told);
            });
        } catch (DuplicateKeyException taken) {
            throw AccountRefusals.nameTaken();
        }
    }

    /// Another invitation for somebody who has not signed in yet. The one before is void, and so is what was begun with
    /// it. Whoever gets the token gets whatever rights the person is given, now or later: so it takes two people even
    /// while there are none.
    public Invited inviteAgain(String id, Caller actor, Delivery delivery, Along along) {
        var found = AccountChanges.found(jdbc, id);
        AccountChanges.requireStatus(found, Account.Status.INVITED);
        var agreement = approvals.agreed(actor, again(found, delivery.isMailed(jdbc, id)));
        return changes.run((transaction, connection) -> {
            AccountRows.holdAdministrators(transaction);
            var account = AccountChanges.held(transaction, id).account();
            AccountChanges.requireStatus(account, Account.Status.INVITED);
            boolean isMailed = delivery.isMailed(transaction, id);
            var agreed = agreement.use(transaction, again(account, isMailed));
            var told = AccountChanges.told(actor.id(), id, "invited").with(agreed);
            return Outcome.of(invitedAnew(transaction, account, isMailed, along), told);
        });
    }

    private static AskedChange again(Account account, boolean mailed) {
        return AccountChanges.inviting(AskedChange.Kind.INVITE_AGAIN, account, mailed);
    }

    private static AskedChange recovering(Account account, boolean mailed) {
        return AccountChanges.inviting(AskedChange.Kind.RECOVER, account, mailed);
    }

    private Invited invitedAnew(JdbcClient transaction, Account account, boolean mailed, Along along) {
        approvals.voidAbout(transaction, account.id());
        AccountChanges.endSessions(transaction, account.id());
        along.apply(transaction, account);
        var invited = invitation(transaction, account.id(), INVITATION_VALID);
        return mailed ? invited.withoutToken() : invited;
    }

    /// Lets a person who has lost every factor begin anew, with another password and other factors. Two people have to
    /// agree, always; the person is told when it is asked for and when it is done.
    ///
    /// @param opening done when it is asked for
    /// @param along done when it is made
    public Invited recover(String id, Caller actor, Delivery delivery, Along opening, Along along) {
        var found = AccountChanges.found(jdbc, id);
        AccountChanges.refuseOwn(id, actor.id());
        AccountChanges.requireStatus(found, Account.Status.ACTIVE);
        var agreement = approvals.approved(
                actor,
                recovering(found, delivery.isMailed(jdbc, id)),
                1,
                transaction -> opening.apply(
                        transaction, AccountChanges.held(transaction, id).account()));
        return changes.run((transaction, connection) -> {
            AccountRows.holdAdministrators(transaction);
            var account = AccountChanges.held(transaction, id).account();
            AccountChanges.requireStatus(account, Account.Status.ACTIVE);
            AccountChanges.refuseLastAdministrator(transaction, account);
            boolean isMailed = delivery.isMailed(transaction, id);
            var agreed = agreement.use(transaction, recovering(account, isMailed));
            AccountRows.forgetFactors(transaction, id);
            var told = AccountChanges.told(actor.id(), id, "recovered").with(agreed);
            return Outcome.of(invitedAnew(transaction, account, isMailed, along), told);
        });
    }

    public List<Listed> list() {
        return AccountRows.all(jdbc).stream()
                .map(stored -> new Listed(stored.account(), name(stored)))
                .toList();
    }

    private String name(AccountRows.Stored stored) {
        return secrets.openIfIntact(jdbc, stored.account(), "name", stored.sealedName())
                .orElse("");
    }

    private void insert(JdbcClient transaction, Connection connection, Request request, String id, long number)
            throws SQLException {
        var key = secrets.create(transaction, number);
        transaction
                .sql("insert into account (id, number, sign_in_name, sealed_name, language, roles, purposes, status)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 'invited')")
                .params(
                        id,
                        number,
                        secrets.signInName(request.signInName()),
                        key.seal("name", request.name().strip()),
                        request.language(),
                        request.entitlements().roles(connection),
                        request.entitlements().purposes(connection))
                .update();
    }

    private Invited invitation(JdbcClient transaction, String id, Duration valid) {
        var token = SecretToken.fresh(INVITATION, random);
        var expiresAt = clock.instant().plus(valid);
        transaction
                .sql("""
                        insert into account_invitation (account_id, token_hash, expires_at) values (?, ?, ?)
                        on conflict (account_id) do update set token_hash = excluded.token_hash,
                            expires_at = excluded.expires_at
                        """)
                .params(id, token.hash(), expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        return new Invited(id, Optional.of(token.exposeCleartext()), expiresAt, Optional.empty());
    }

    /// Another token for an invitation that stands, for the moment it is sent to the person. The one before is void.
    ///
    /// @return empty if there is no invitation any more
    public Optional<String> drawInvitation(String id) {
        var token = SecretToken.fresh(INVITATION, random);
        int changed = jdbc.sql("update account_invitation set token_hash = ? where account_id = ? and expires_at > ?")
                .params(token.hash(), id, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return changed == 1 ? Optional.of(token.exposeCleartext()) : Optional.empty();
    }

    /// @param language one of [Account#LANGUAGES]
    public void setLanguage(String id, String language) {
        requireLanguage(language);
        changes.run((transaction, connection) -> {
            transaction
                    .sql("update account set language = ? where id = ?")
                    .params(language, id)
                    .update();
            return Outcome.of(id, AccountChanges.told(id, id, "language-" + language));
        });
    }

    private static void requireLanguage(String language) {
        if (!Account.LANGUAGES.contains(language)) {
            throw AccountRefusals.invalid("language", "Choose en or zh-CN.");
        }
    }

    private void validate(Request request) {
        if (!isName(request.name())) {
            throw AccountRefusals.invalid("name", "Give the person a name of 1 to 100 characters.");
        }
        if (!isName(request.signInName())) {
            throw AccountRefusals.invalid("signInName", "Give a sign-in name of 1 to 100 characters.");
        }
        requireLanguage(request.language());
        request.entitlements().requireKnown(known);
        request.entitlements().requireSeparateDuties();
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
