package dev.strongroom.vault;

import dev.strongroom.catalog.CustomerScope;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// That somebody looks after a customer, for roles that reach some customers only.
///
/// @param scope never [CustomerScope#ALL]
/// @param holder an account of a person or a client; a branch for [CustomerScope#BRANCH]
/// @param endsAt when the case ends; present for [CustomerScope#ASSIGNED] only
public record CustomerRelation(CustomerScope scope, String holder, Optional<Instant> endsAt) {

    private static final Pattern ACCOUNT = Pattern.compile("(staff|client)-[a-z0-9]{1,40}");
    private static final Pattern BRANCH = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public CustomerRelation {
        boolean fits = scope != CustomerScope.ALL
                && (scope == CustomerScope.BRANCH ? isBranch(holder) : isAccount(holder))
                && (scope == CustomerScope.ASSIGNED) == endsAt.isPresent();
        if (!fits) {
            throw new IllegalArgumentException("No relation");
        }
    }

    /// As [#CustomerRelation], for what somebody sent.
    ///
    /// @throws dev.strongroom.web.Problem if it does not fit
    static CustomerRelation checked(CustomerScope scope, String holder, Optional<Instant> endsAt) {
        try {
            return new CustomerRelation(scope, holder, endsAt);
        } catch (IllegalArgumentException unfit) {
            throw RelationRefusals.unfit();
        }
    }

    static boolean isAccount(String name) {
        return ACCOUNT.matcher(name).matches();
    }

    static boolean isBranch(String name) {
        return BRANCH.matcher(name).matches();
    }
}
