package dev.strongroom.identity.contact;

import dev.strongroom.approval.AskedChange;
import dev.strongroom.approval.AskedChange.Kind;
import dev.strongroom.approval.KnownChanges;
import dev.strongroom.identity.account.AccountRights;
import dev.strongroom.identity.account.Accounts;
import dev.strongroom.web.Caller;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Changes of people that others agreed to.
final class PeopleAskedFor implements KnownChanges {

    private static final String INVITATION = "invitation";

    private final AccountRights rights;
    private final MailedInvitations invitations;

    PeopleAskedFor(AccountRights rights, MailedInvitations invitations) {
        this.rights = rights;
        this.invitations = invitations;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.GRANT, Kind.ENABLE, Kind.INVITE_AGAIN, Kind.RECOVER);
    }

    @Override
    public Optional<Handover> carryOut(AskedChange change, Caller requester) {
        var account = change.subject();
        return switch (change.kind()) {
            case GRANT -> {
                rights.grant(account, names(change, "roles"), names(change, "purposes"), requester);
                yield Optional.empty();
            }
            case ENABLE -> {
                rights.enable(account, requester);
                yield Optional.empty();
            }
            case INVITE_AGAIN -> handover(invitations.inviteAgain(account, requester));
            case RECOVER -> handover(invitations.recover(account, requester));
            case CREATE_CLIENT, ROTATE_CLIENT, APPLY_CATALOG, OPEN_ACCESS ->
                throw new IllegalArgumentException("Not about a person");
        };
    }

    /// What was mailed to the person is shown to nobody else.
    private static Optional<Handover> handover(Accounts.Invited invited) {
        return invited.token().map(token -> new Handover(INVITATION, invited.id(), token));
    }

    private static Set<String> names(AskedChange change, String member) {
        return Arrays.stream(change.content().getOrDefault(member, "").split(", "))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
