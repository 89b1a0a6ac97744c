package dev.strongroom.identity.account;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A person who may sign in.
///
/// @param id opaque, safe to write anywhere: `staff-` and 12 hexadecimal digits, or `customer-` and 16; which of the
/// two
///     it is tells the kind of the account, and the database holds on to it
/// @param number what the account's key is bound to; negative, so that it is never a customer's
/// @param language in which the person is written to
/// @param roles of the catalog, or built in
/// @param purposes the person may state
public record Account(
        String id,
        long number,
        Locale language,
        Set<String> roles,
        Set<String> purposes,
        Status status,
        Instant createdAt) {

    /// What the ids of staff begin with.
    public static final String STAFF = "staff-";

    /// What the ids of customers' accounts begin with.
    public static final String CUSTOMER = "customer-";

    /// The languages of the product, by their tags (BCP 47).
    public static final List<String> LANGUAGES = List.of("en", "zh-CN");

    public Account {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
    }

    /// Whether it belongs to a customer, who has no rights of staff, ever.
    public boolean isCustomer() {
        return id.startsWith(CUSTOMER);
    }

    Entitlements entitlements() {
        return new Entitlements(roles, purposes);
    }

    /// Whether the person may sign in.
    public enum Status {
        /// Has not taken up the invitation, or not to the end: there is no second factor yet.
        INVITED,
        ACTIVE,
        /// May not sign in, and has no session.
        DISABLED
    }
}
