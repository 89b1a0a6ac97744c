package dev.strongroom.vault;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.Receipt;
import dev.strongroom.web.Problem;
import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes tokens. Their rows and the entries that tell of them are one transaction, whose last act is the entries.
///
/// A token stands for the value that one field of one record has now. It opens for the purpose it was made for and for
/// no other, and belongs to one customer, with whom it is erased.
public final class TokenCreation {

    private static final String TOKENIZED = "tokenized";

    private final Transactions transactions;
    private final TokenAccess access;
    private final TokenPlanning planning;
    private final TokenIssuing issuing;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Clock clock;
    private final Counter made;

    TokenCreation(
            Transactions transactions,
            TokenAccess access,
            TokenPlanning planning,
            TokenIssuing issuing,
            LookEntries entries,
            Ledger ledger,
            Clock clock,
            Counter made) {
        this.transactions = transactions;
        this.access = access;
        this.planning = planning;
        this.issuing = issuing;
        this.entries = entries;
        this.ledger = ledger;
        this.clock = clock;
        this.made = made;
    }

    /// @param requests at least one
    /// @return one answer for each, in order; a refused one leaves an entry too
    /// @throws Problem if the caller may not state the purpose
    public List<TokenAnswer> create(TokenCaller caller, List<TokenRequest> requests) {
        var catalog = access.requirePurpose(caller);
        var answers = transactions.runBounded(connection -> create(connection, caller, catalog, requests));
        made.increment(
                answers.stream().filter(TokenAnswer.Made.class::isInstance).count());
        return answers;
    }

    private List<TokenAnswer> create(
            Connection connection, TokenCaller caller, Catalog catalog, List<TokenRequest> requests)
            throws SQLException {
        var ids = requests.stream().map(TokenRequest::id).collect(Collectors.toSet());
        var stored = TokenSources.hold(connection, ids);
        stored.values().forEach(record -> access.refuseOutdated(record.configurationVersion()));
        var plans = planning.plan(caller, catalog, stored, requests);
        var wanted = plans.stream()
                .filter(TokenPlan.Wanted.class::isInstance)
                .map(TokenPlan.Wanted.class::cast)
                .toList();
        var outcome = issuing.issue(connection, wanted);
        var drafts = new TokenDrafts(caller, catalog.hash(), EntryKind.TOKEN, entries, clock);
        var answers = plans.stream().map(plan -> answer(plan, outcome, drafts)).toList();
        var receipts = ledger.appendWithin(connection, drafts.drafts());
        return answers.stream().map(answer -> answer.apply(receipts)).toList();
    }

    /// An answer that waits for the receipts of the entries.
    private interface Answer extends Function<List<Receipt>, TokenAnswer> {}

    private static Answer answer(TokenPlan plan, TokenIssuing.Outcome outcome, TokenDrafts drafts) {
        return switch (plan) {
            case TokenPlan.Refused refused -> {
                drafts.refused(
                        refused.about(), refused.collection(), refused.problem().code());
                yield receipts -> new TokenAnswer.Refused(refused.problem());
            }
            case TokenPlan.Wanted wanted -> answer(wanted, outcome, drafts);
        };
    }

    private static Answer answer(TokenPlan.Wanted wanted, TokenIssuing.Outcome outcome, TokenDrafts drafts) {
        var about = TokenPlanning.about(wanted.record());
        var collection = wanted.record().collection();
        var token = outcome.token(wanted);
        if (token.isEmpty()) {
            Problem problem = outcome.problem(wanted);
            drafts.refused(Optional.of(about), collection, problem.code());
            return receipts -> new TokenAnswer.Refused(problem);
        }
        int position = drafts.permitted(about, collection, wanted.field(), TOKENIZED);
        var expiresAt = wanted.terms().expiresAt();
        return receipts -> new TokenAnswer.Made(token.get(), expiresAt, receipts.get(position));
    }
}
