package dev.strongroom.approval;

import dev.strongroom.approval.ApprovalRequest.State;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.pages.ShownText;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Unproven;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What administrators do with the requests of others: look, approve, decline. Each is an entry in the ledger, and the
/// requester is told.
///
/// Guarantees: nobody decides about a request of their own, or about themselves; who approves is a person with a
/// passkey just proven, who is an administrator in this moment, or a privacy officer where it is about looks at
/// customers.
public final class ApprovalRequests {

    /// Of what is said with a decision.
    public static final int LONGEST_WORDS = 500;

    private static final int MOST_LISTED = 100;
    private static final int MOST_SHOWN = 40;

    /// Of the contents shown together, apart from those of few characters.
    private static final int MOST_CHARACTERS = 256 * 1024;

    private static final int FEW_CHARACTERS = 8 * 1024;
    private static final String ADMINISTRATOR = "administrator";
    private static final String USE = "words of ";

    private final ApprovalRows rows;
    private final Approvers approvers;
    private final RecordedChanges changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    ApprovalRequests(ApprovalRows rows, Approvers approvers, RecordedChanges changes, JdbcClient jdbc, Clock clock) {
        this.rows = rows;
        this.approvers = approvers;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Those that are open, then the newest of the others; a hundred at most.
    public List<ApprovalRequest> list() {
        return rows.newest(jdbc, MOST_LISTED);
    }

    /// @throws dev.strongroom.web.Problem if there is none
    public ApprovalRequest find(String id) {
        return rows.byId(jdbc, id, false).orElseThrow(ApprovalRefusals::unknown);
    }

    /// What somebody asked for and nobody has declined, used or withdrawn.
    public List<ApprovalRequest> openOf(String requester, AskedChange.Kind kind) {
        return rows.openOf(jdbc, requester, kind);
    }

    /// Some of many.
    ///
    /// @param requests forty at most
    /// @param left how many there are besides
    public record Shown(List<ApprovalRequest> requests, int left) {
        public Shown {
            requests = List.copyOf(requests);
        }

        private static Shown of(List<ApprovalRequest> requests, int all) {
            return new Shown(requests, Math.max(0, all - requests.size()));
        }
    }

    /// What waits for the decision of others than who asked, and is theirs to decide, as far as roles tell: of
    /// everybody
    /// who asked those first that end first, in turns. Of those that hold much, whole catalogs, only as many as a page
    /// can show.
    public Shown toDecide(Caller reader) {
        var kinds = kinds(reader);
        return Shown.of(
                withinAPage(rows.openForOthers(jdbc, reader.id(), kinds, MOST_SHOWN)),
                rows.countOpenForOthers(jdbc, reader.id(), kinds));
    }

    private static Set<String> kinds(Caller reader) {
        return Arrays.stream(AskedChange.Kind.values())
                .filter(kind -> kind.isAboutCustomers() || reader.roles().contains(ADMINISTRATOR))
                .map(AskedChange.Kind::word)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// How many of these need the reader: not enough have approved them, the reader has not, and may.
    public int countToDecide(Caller reader) {
        return rows.countWaitingFor(jdbc, reader.id(), kinds(reader));
    }

    /// How many that somebody asked for are approved and not carried out yet.
    public int countToCarryOut(String requester) {
        return rows.countApprovedOf(jdbc, requester);
    }

    private static List<ApprovalRequest> withinAPage(List<ApprovalRequest> requests) {
        var shown = new ArrayList<ApprovalRequest>();
        int room = MOST_CHARACTERS;
        for (var request : requests) {
            int size = request.change().content().values().stream()
                    .mapToInt(String::length)
                    .sum();
            if (size <= FEW_CHARACTERS) {
                shown.add(request);
            } else if (size <= room || room == MOST_CHARACTERS) {
                shown.add(request);
                room -= size;
            }
        }
        return shown;
    }

    /// What somebody asked for, and what became of it: those that are open first.
    public Shown of(String requester) {
        return Shown.of(rows.of(jdbc, requester, MOST_SHOWN), rows.countOf(jdbc, requester));
    }

    /// In what words it was declined; empty if nothing was said.
    public Optional<String> words(ApprovalRequest request) {
        return request.endedBy()
                .flatMap(by -> rows.words(jdbc, request.id())
                        .flatMap(kept -> approvers.open(jdbc, by, USE + request.id(), kept)));
    }

    /// @throws dev.strongroom.web.Problem that says what became of it, unless it is open
    public void requireOpen(String id) {
        ApprovalRefusals.requireOpen(find(id));
    }

    /// @param hash of the request as the approver has seen it
    public void approve(String id, String hash, Caller approver) {
        decide(id, hash, approver, State.APPROVED, Optional.empty());
    }

    /// @param hash of the request as the approver has seen it
    /// @param words why, for who asked
    public void decline(String id, String hash, Optional<String> words, Caller approver) {
        words.ifPresent(ApprovalRequests::requireWords);
        decide(id, hash, approver, State.DECLINED, words);
    }

    /// @throws dev.strongroom.web.Problem if they are too few or too many
    public static void requireWords(String words) {
        if (!ShownText.saysSomething(words) || words.codePointCount(0, words.length()) > LONGEST_WORDS) {
            throw ApprovalRefusals.words();
        }
    }

    private void decide(String id, String hash, Caller approver, State decision, Optional<String> words) {
        requirePasskey(approver);
        changes.run((transaction, connection) -> {
            boolean isAdministrator = approvers.held(transaction).contains(approver.id());
            boolean isOfficer = approvers.heldOfficers(transaction).contains(approver.id());
            if (!isAdministrator && !isOfficer) {
                throw ApprovalRefusals.noPerson();
            }
            var request = rows.byId(transaction, id, true).orElseThrow(ApprovalRefusals::unknown);
            ApprovalRefusals.requireOpen(request);
            if (!isAdministrator && !request.change().kind().isAboutCustomers()) {
                throw ApprovalRefusals.administrators();
            }
            var own = List.of(request.requester(), request.change().subject());
            if (own.contains(approver.id())) {
                throw ApprovalRefusals.own();
            }
            requireSame(request, hash);
            if (decision == State.APPROVED && request.approvedBy().contains(approver.id())) {
                return Outcome.untold(id);
            }
            boolean isApproved = decision == State.APPROVED;
            if (isApproved) {
                rows.approve(transaction, id, approver.id());
            } else {
                rows.end(transaction, id, decision, approver.id());
                words.ifPresent(said ->
                        rows.setWords(transaction, id, approvers.seal(transaction, approver.id(), USE + id, said)));
            }
            var template = isApproved ? "approval-approved" : "approval-declined";
            approvers.tell(transaction, request.requester(), template, Map.of("approval", id));
            return Outcome.of(id, Told.done(EntryKind.APPROVAL, approver.id(), Map.of(id, decision.word())));
        });
    }

    /// Ends a request of one's own.
    public void withdraw(String id, Caller requester) {
        changes.run((transaction, connection) -> {
            var request = open(transaction, id);
            if (!request.requester().equals(requester.id())) {
                throw ApprovalRefusals.unknown();
            }
            rows.end(transaction, id, State.WITHDRAWN, requester.id());
            return Outcome.of(id, Told.done(EntryKind.APPROVAL, requester.id(), Map.of(id, State.WITHDRAWN.word())));
        });
    }

    private ApprovalRequest open(JdbcClient transaction, String id) {
        return rows.byId(transaction, id, true).filter(ApprovalRequest::isOpen).orElseThrow(ApprovalRefusals::unknown);
    }

    private static void requireSame(ApprovalRequest request, String hash) {
        var seen = hash.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(seen, request.hash().getBytes(StandardCharsets.UTF_8))) {
            throw ApprovalRefusals.another();
        }
    }

    private void requirePasskey(Caller approver) {
        if (!approver.isPerson()) {
            throw ApprovalRefusals.noPerson();
        }
        if (Unproven.isPasskeyStale(approver, clock.instant())) {
            throw ApprovalRefusals.passkeyStale();
        }
    }
}
