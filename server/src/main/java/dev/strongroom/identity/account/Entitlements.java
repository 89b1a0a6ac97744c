package dev.strongroom.identity.account;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.identity.KnownNames;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody may do.
///
/// @param roles of the catalog, or built in
/// @param purposes they may state
record Entitlements(Set<String> roles, Set<String> purposes) {

    private static final Set<String> WATCHING =
            Set.of(ApiClient.ADMINISTRATOR, ApiClient.PRIVACY_OFFICER, ApiClient.AUDITOR);

    static final Entitlements NONE = new Entitlements(Set.of(), Set.of());

    Entitlements {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
    }

    boolean isEmpty() {
        return roles.isEmpty() && purposes.isEmpty();
    }

    /// Whether the other has all of these, and perhaps more.
    boolean isWithin(Entitlements other) {
        return other.roles.containsAll(roles) && other.purposes.containsAll(purposes);
    }

    boolean isAdministrator() {
        return roles.contains(ApiClient.ADMINISTRATOR);
    }

    /// @throws dev.strongroom.web.Problem if a role or a purpose is not known
    void requireKnown(KnownNames known) {
        if (!roles.stream().allMatch(known::isRole)) {
            throw AccountRefusals.invalid("roles", "Name roles of the catalog, or built-in ones.");
        }
        if (!purposes.stream().allMatch(known::isPurpose)) {
            throw AccountRefusals.invalid("purposes", "Name purposes of the catalog.");
        }
    }

    /// Security administrators, privacy officers and auditors watch one another, and those who handle customers are
    /// watched by all three. An administrator who handles customers as well can be alone in a small place; it takes a
    /// second administrator to give that.
    ///
    /// @throws dev.strongroom.web.Problem if one person would have duties that are kept apart
    void requireSeparateDuties() {
        var watching = new HashSet<>(roles);
        watching.retainAll(WATCHING);
        boolean isAuditorBesides = roles.contains(ApiClient.AUDITOR) && (roles.size() > 1 || !purposes.isEmpty());
        boolean isOfficerBesides = roles.contains(ApiClient.PRIVACY_OFFICER) && !purposes.isEmpty();
        boolean isAssignerBesides = roles.contains(ApiClient.ASSIGNER) && !purposes.isEmpty();
        if (watching.size() > 1 || isAuditorBesides || isOfficerBesides || isAssignerBesides) {
            throw AccountRefusals.invalid(
                    "roles",
                    "Give the duties of administrator, privacy officer and auditor to different people; an auditor has no"
                            + " other role, and officers, auditors and assigners state no purposes.");
        }
    }

    /// In the order of the alphabet, for a person to read.
    static String listed(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    Array roles(Connection connection) throws SQLException {
        return connection.createArrayOf("text", roles.toArray());
    }

    Array purposes(Connection connection) throws SQLException {
        return connection.createArrayOf("text", purposes.toArray());
    }
}
