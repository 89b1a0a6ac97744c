package dev.strongroom.web;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Who is calling, as established by the identity module before a handler runs. Handlers take it as an argument.
///
/// @param id the opaque account id, safe to write into the ledger
/// @param roles names of catalog roles and built-in roles
/// @param purposes the purposes this caller may state
/// @param secondFactorAt when a person last proved a second factor; empty for programs
public record Caller(String id, Set<String> roles, Set<String> purposes, Optional<Instant> secondFactorAt) {

    public Caller {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
    }

    /// A program, which has one credential and no factors.
    public static Caller program(String id, Set<String> roles, Set<String> purposes) {
        return new Caller(id, roles, purposes, Optional.empty());
    }

    /// A person who is signed in with all the factors that takes.
    public static Caller person(String id, Set<String> roles, Set<String> purposes, Instant secondFactorAt) {
        return new Caller(id, roles, purposes, Optional.of(secondFactorAt));
    }
}
