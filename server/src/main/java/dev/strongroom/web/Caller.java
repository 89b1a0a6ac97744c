package dev.strongroom.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Who is calling, as established by the identity module before a handler runs. Handlers take it as an argument.
///
/// @param id the opaque account id, safe to write into the ledger
/// @param roles names of catalog roles and built-in roles
/// @param purposes the purposes this caller may state
/// @param proven what a person has proven; empty for programs, which have one credential and no factors
/// @param kind who that is; fixed with the account
/// @param address the IP address the request came from; empty if it is not known
public record Caller(
        String id, Set<String> roles, Set<String> purposes, Optional<Proven> proven, Kind kind, String address) {

    public Caller {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
        if (kind == Kind.CUSTOMER && !(roles.isEmpty() && purposes.isEmpty())) {
            throw new IllegalArgumentException("A customer has no rights of staff");
        }
    }

    /// Those who call are kept apart: what is for one kind is for no other.
    public enum Kind {
        PROGRAM,
        STAFF,
        CUSTOMER
    }

    /// Somebody of whom it is not known where they are.
    public Caller(String id, Set<String> roles, Set<String> purposes, Optional<Proven> proven, Kind kind) {
        this(id, roles, purposes, proven, kind, "");
    }

    /// When a person last proved what rules ask for.
    ///
    /// @param strongFactorAt an authenticator app or a passkey; empty if neither in this session
    /// @param passkeyAt a passkey; empty if none in this session
    public record Proven(Optional<Instant> strongFactorAt, Optional<Instant> passkeyAt) {}

    /// Whoever the request was found to come from.
    ///
    /// @return empty where a handler is open to everybody, or nobody was found
    public static Optional<Caller> of(HttpServletRequest request) {
        return request.getAttribute(AccessRules.CALLER) instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    public static Caller program(String id, Set<String> roles, Set<String> purposes) {
        return new Caller(id, roles, purposes, Optional.empty(), Kind.PROGRAM);
    }

    /// One of the staff who is signed in with all the factors that takes.
    public static Caller person(String id, Set<String> roles, Set<String> purposes, Proven proven) {
        return new Caller(id, roles, purposes, Optional.of(proven), Kind.STAFF);
    }

    /// A customer who is signed in with all the factors that takes. Has no roles and may state no purposes.
    public static Caller customer(String id, Proven proven) {
        return new Caller(id, Set.of(), Set.of(), Optional.of(proven), Kind.CUSTOMER);
    }

    public boolean isCustomer() {
        return kind == Kind.CUSTOMER;
    }

    /// The same, asking from there.
    public Caller from(String place) {
        return new Caller(id, roles, purposes, proven, kind, place);
    }

    public boolean isPerson() {
        return proven.isPresent();
    }
}
