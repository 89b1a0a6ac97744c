package dev.strongroom.identity.account;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.KnownNames;
import dev.strongroom.identity.RecordedChanges;
import dev.strongroom.identity.RecordedChanges.Outcome;
import dev.strongroom.identity.RecordedChanges.Told;
import dev.strongroom.identity.SecretToken;
import dev.strongroom.ledger.EntryKind;
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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invites people, and decides who may sign in with which roles. Each change is an entry in the ledger, in the same
/// transaction, and takes effect on the next request.
///
/// Nobody changes the rights of their own account, and the last active administrator stays one.
public final class Accounts {

    public static final String INVITATION = "sri_";

    /// The message that takes an invitation to the person.
    public static final String INVITED = "account-invited";

    public static final Duration INVITATION_VALID = Duration.ofHours(72);
    private static final int LONGEST_NAME = 100;
    private static final int ID_BYTES = 6;

    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final AccountSecrets secrets;
    private final KnownNames known;
    private final SecureRandom random;
    private final Clock clock;

    public Accounts(
            RecordedChanges changes,
            JdbcClient jdbc,
            AccountSecrets secrets,
            KnownNames known,
            SecureRandom random,
            Clock clock) {
        this.changes = changes;
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.known = known;
        this.random = random;
        this.clock = clock;
    }

    /// Whom to invite.
    ///
    /// @param name as colleagues call the person
    /// @param signInName what the person will type, often a mail address; kept as a keyed hash only
    /// @param language one of [Account#LANGUAGES]
    public record Request(String name, String signInName, String language, Set<String> roles, Set<String> purposes) {
        @Override
        public String toString() {
            return "Request";
        }
    }

    /// @param token what the person takes the invitation up with, once; empty where it is sent to them
    public record Invited(String id, Optional<String> token, Instant expiresAt) {
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

    /// What is done in the same transaction.
    public interface Along {
        void apply(JdbcClient transaction, Account account);
    }

    /// @param actor who invites
    public Invited invite(Request request, String actor, Along along) {
        validate(request);
        var drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        var id = Account.STAFF + HexFormat.of().formatHex(drawn);
        long number = -1 - Long.parseLong(HexFormat.of().formatHex(drawn), 16);
        try {
            return changes.run((transaction, connection) -> {
                insert(transaction, connection, request, id, number);
                along.apply(transaction, held(transaction, id).account());
                return Outcome.of(invitation(transaction, id), told(actor, id, "invited"));
            });
        } catch (DuplicateKeyException taken) {
            throw AccountRefusals.nameTaken();
        }
    }

    /// Another invitation for somebody who has not signed in yet. The one before is void, and so is what was begun with
    /// it.
    public Invited inviteAgain(String id, String actor, Along along) {
        return changes.run((transaction, connection) -> {
            var stored = held(transaction, id);
            if (stored.account().status() != Account.Status.INVITED) {
                throw AccountRefusals.invalid("id", "Only somebody who has not signed in yet can be invited again.");
            }
            endSessions(transaction, id);
            along.apply(transaction, stored.account());
            return Outcome.of(invitation(transaction, id), told(actor, id, "invited"));
        });
    }

    private static void endSessions(JdbcClient transaction, String id) {
        transaction
                .sql("delete from account_session where account_id = ?")
                .param(id)
                .update();
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

    /// Replaces what a person may do.
    public void grant(String id, Set<String> roles, Set<String> purposes, String actor) {
        requireKnown(roles, purposes);
        changes.run((transaction, connection) -> {
            AccountRows.holdAdministrators(transaction);
            var account = held(transaction, id).account();
            refuseOwn(id, actor);
            if (!roles.contains(ApiClient.ADMINISTRATOR)) {
                refuseLastAdministrator(transaction, account);
            }
            transaction
                    .sql("update account set roles = ?, purposes = ? where id = ?")
                    .params(array(connection, roles), array(connection, purposes), id)
                    .update();
            return Outcome.of(id, told(actor, id, "granted"));
        });
    }

    /// Ends every session of a person and lets nobody sign in as them.
    public void disable(String id, String actor) {
        changes.run((transaction, connection) -> {
            AccountRows.holdAdministrators(transaction);
            var account = held(transaction, id).account();
            refuseOwn(id, actor);
            refuseLastAdministrator(transaction, account);
            AccountRows.setStatus(transaction, id, Account.Status.DISABLED);
            endSessions(transaction, id);
            transaction
                    .sql("delete from account_invitation where account_id = ?")
                    .param(id)
                    .update();
            return Outcome.of(id, told(actor, id, "disabled"));
        });
    }

    /// Lets a person who was disabled sign in again, with the factors there were.
    public void enable(String id, String actor) {
        changes.run((transaction, connection) -> {
            var account = held(transaction, id).account();
            refuseOwn(id, actor);
            if (account.status() != Account.Status.DISABLED) {
                throw AccountRefusals.invalid("id", "Only a disabled account can be enabled.");
            }
            AccountRows.setStatus(transaction, id, before(transaction, id));
            return Outcome.of(id, told(actor, id, "enabled"));
        });
    }

    /// Who never had a second factor has still to be invited.
    private static Account.Status before(JdbcClient transaction, String id) {
        boolean isComplete = transaction
                        .sql("select (select count(*) from authenticator_app where account_id = ? and confirmed)"
                                + " + (select count(*) from passkey where account_id = ?)")
                        .params(id, id)
                        .query(Integer.class)
                        .single()
                > 0;
        return isComplete ? Account.Status.ACTIVE : Account.Status.INVITED;
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
                        array(connection, request.roles()),
                        array(connection, request.purposes()))
                .update();
    }

    private Invited invitation(JdbcClient transaction, String id) {
        var token = SecretToken.fresh(INVITATION, random);
        var expiresAt = clock.instant().plus(INVITATION_VALID);
        transaction
                .sql("""
                        insert into account_invitation (account_id, token_hash, expires_at) values (?, ?, ?)
                        on conflict (account_id) do update set token_hash = excluded.token_hash,
                            expires_at = excluded.expires_at
                        """)
                .params(id, token.hash(), expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        return new Invited(id, Optional.of(token.exposeCleartext()), expiresAt);
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
            return Outcome.of(id, told(id, id, "language-" + language));
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
        requireKnown(request.roles(), request.purposes());
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private void requireKnown(Set<String> roles, Set<String> purposes) {
        if (!roles.stream().allMatch(known::isRole)) {
            throw AccountRefusals.invalid("roles", "Name roles of the catalog, or built-in ones.");
        }
        if (!purposes.stream().allMatch(known::isPurpose)) {
            throw AccountRefusals.invalid("purposes", "Name purposes of the catalog.");
        }
    }

    private static AccountRows.Stored held(JdbcClient transaction, String id) {
        return AccountRows.byId(transaction, id, true).orElseThrow(AccountRefusals::unknown);
    }

    private static void refuseOwn(String id, String actor) {
        if (id.equals(actor)) {
            throw AccountRefusals.ownAccount();
        }
    }

    private static void refuseLastAdministrator(JdbcClient transaction, Account account) {
        boolean isOne = account.roles().contains(ApiClient.ADMINISTRATOR) && account.status() == Account.Status.ACTIVE;
        if (isOne && AccountRows.activeAdministratorsBut(transaction, account.id()) == 0) {
            throw AccountRefusals.lastAdministrator();
        }
    }

    private static Told told(String actor, String id, String what) {
        return Told.done(EntryKind.ACCOUNT, actor, Map.of(id, what));
    }

    private static java.sql.Array array(Connection connection, Set<String> names) throws SQLException {
        return connection.createArrayOf("text", names.toArray());
    }
}
