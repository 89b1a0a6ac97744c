package dev.strongroom.approval;

import dev.strongroom.approval.ApprovalRequest.State;
import dev.strongroom.database.FreshIds;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lets nobody make certain changes alone. Who asks is refused, and a request is opened that is bound to the hash of
/// exactly what was asked; once another person has approved it, who asked repeats it, once.
///
/// A person needs one other; a program, which is a person's without saying whose, needs two people. As long as the
/// [TwoPersonRule] is not in force, changes are made alone, and their entries say so.
public final class Approvals {

    /// For asking, approving and making the change together.
    public static final Duration VALID = Duration.ofDays(3);

    private static final ScopedValue<String> ONLY = ScopedValue.newInstance();
    private static final String BOOTSTRAP = "bootstrap";
    private static final int MOST_RECENT = 200;
    private static final Duration KEPT = Duration.ofDays(400);

    private final ApprovalRows rows;
    private final TwoPersonRule rule;
    private final Approvers approvers;
    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final SecureRandom random;
    private final Clock clock;

    Approvals(
            ApprovalRows rows,
            TwoPersonRule rule,
            Approvers approvers,
            RecordedChanges changes,
            JdbcClient jdbc,
            SecureRandom random,
            Clock clock) {
        this.rows = rows;
        this.rule = rule;
        this.approvers = approvers;
        this.changes = changes;
        this.jdbc = jdbc;
        this.random = random;
        this.clock = clock;
    }

    /// @throws dev.strongroom.web.Problem `approval.needed`, with the id of the request, unless it may be made now
    public Agreement agreed(Caller requester, AskedChange change) {
        return rule.isInForce() ? approved(requester, change, 1, unused -> {}) : alone(requester);
    }

    /// For what only somebody alone could do: good as long as the [TwoPersonRule] is not in force.
    public Agreement alone(Caller requester) {
        return (transaction, change) -> useAlone(transaction, requester, change);
    }

    /// As [#agreed], but the consent of two people is never done without.
    ///
    /// @param atLeast how many people have to agree, which is part of the change; a program needs two in any case
    /// @param opening what is done when a request is opened, in the same transaction
    public Agreement approved(Caller requester, AskedChange change, int atLeast, Consumer<JdbcClient> opening) {
        var request = requested(requester, change, atLeast, opening);
        if (request.state() != State.APPROVED) {
            throw ApprovalRefusals.needed(request.id());
        }
        return (transaction, made) -> use(transaction, requester, request.id(), made);
    }

    /// The open request of somebody for this change; opened if there is none.
    public ApprovalRequest requested(Caller requester, AskedChange change) {
        return requested(requester, change, 1, unused -> {});
    }

    private ApprovalRequest requested(Caller requester, AskedChange change, int atLeast, Consumer<JdbcClient> opening) {
        var hash = change.hash(requester.id());
        var found = rows.open(jdbc, requester.id(), hash);
        if (ONLY.isBound()) {
            return found.filter(request -> request.id().equals(ONLY.get())).orElseThrow(ApprovalRefusals::over);
        }
        return found.orElseGet(() -> open(requester, change, atLeast, opening));
    }

    /// Does something for which this request is good and no other: nothing else is agreed to, and nothing asked for.
    <T> T only(String request, Supplier<T> action) {
        return ScopedValue.where(ONLY, request).call(action::get);
    }

    private ApprovalRequest open(Caller requester, AskedChange change, int atLeast, Consumer<JdbcClient> opening) {
        var hash = change.hash(requester.id());
        var now = clock.instant();
        var request = new ApprovalRequest(
                FreshIds.of("approval", random),
                change,
                hash.toString(),
                requester.id(),
                Math.max(atLeast, requester.isPerson() ? 1 : 2),
                List.of(),
                State.WAITING,
                now,
                now.plus(VALID),
                Optional.empty());
        return changes.run((transaction, connection) -> {
            rule.remember(transaction);
            var all = whoApproves(transaction, change);
            requireRoom(transaction, requester);
            rows.removeBefore(transaction, now.minus(KEPT));
            rows.endExpired(transaction, requester.id(), hash);
            if (!rows.insert(transaction, request, hash)) {
                return Outcome.untold(
                        rows.open(transaction, requester.id(), hash).orElseThrow(ApprovalRefusals::over));
            }
            opening.accept(transaction);
            all.stream()
                    .filter(account -> !account.equals(requester.id()))
                    .forEach(account ->
                            approvers.tell(transaction, account, "approval-asked", Map.of("approval", request.id())));
            var told = Map.of(
                    request.id(),
                    "asked",
                    change.subject(),
                    change.kind().word(),
                    "content",
                    HexFormat.of().formatHex(hash.bytes()));
            return Outcome.of(request, Told.done(EntryKind.APPROVAL, requester.id(), told));
        });
    }

    /// @throws dev.strongroom.web.Problem if the requester has asked for too much lately
    public void requireRoom(Caller requester) {
        requireRoom(jdbc, requester);
    }

    private void requireRoom(JdbcClient transaction, Caller requester) {
        if (rows.countRecent(transaction, requester.id()) >= MOST_RECENT) {
            throw ApprovalRefusals.tooMany();
        }
    }

    /// Ends every open request about something that has changed in another way: what was agreed to about it then is not
    /// agreed to now, even if it comes to look as it did.
    public void voidAbout(JdbcClient transaction, String subject) {
        rows.endAbout(transaction, subject);
    }

    private Set<String> whoApproves(JdbcClient transaction, AskedChange change) {
        var all = new HashSet<>(approvers.held(transaction));
        if (change.kind().isAboutCustomers()) {
            all.addAll(approvers.heldOfficers(transaction));
        }
        return all;
    }

    /// Only as long as nobody else could have approved it.
    private Map<String, String> useAlone(JdbcClient transaction, Caller requester, AskedChange change) {
        boolean isInForce = rule.remember(transaction);
        requireStill(transaction, approvers.held(transaction), requester, change);
        if (isInForce) {
            throw ApprovalRefusals.over();
        }
        return Map.of(BOOTSTRAP, "one-person");
    }

    /// The rights of who asked may have been taken away since the request to the server began.
    private void requireStill(
            JdbcClient transaction, Set<String> administrators, Caller requester, AskedChange change) {
        boolean isStill = requester.isPerson() && change.kind().isAdministration()
                ? administrators.contains(requester.id())
                : approvers.isActive(transaction, requester.id());
        if (!isStill) {
            throw ApprovalRefusals.over();
        }
    }

    /// Counted are the approvals of people who may approve now.
    private Map<String, String> use(JdbcClient transaction, Caller requester, String id, AskedChange change) {
        rule.remember(transaction);
        requireStill(transaction, approvers.held(transaction), requester, change);
        var all = whoApproves(transaction, change);
        var request = rows.byId(transaction, id, true)
                .filter(held -> held.state() == State.APPROVED)
                .filter(held -> held.hash().equals(change.hash(held.requester()).toString()))
                .orElseThrow(ApprovalRefusals::over);
        long approved = request.approvedBy().stream()
                .filter(all::contains)
                .filter(approver -> !approver.equals(request.requester()))
                .count();
        if (approved < request.needed()) {
            throw ApprovalRefusals.approverGone();
        }
        rows.end(transaction, id, State.USED, requester.id());
        return Map.of(id, "used");
    }
}
