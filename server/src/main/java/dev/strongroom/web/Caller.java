package dev.strongroom.web;

import java.util.Set;

/// Who is calling, as established by the identity module before a handler runs. Handlers take it as an argument.
///
/// @param id the opaque account id, safe to write into the ledger
/// @param roles names of catalog roles and built-in roles
/// @param purposes the purposes this caller may state
public record Caller(String id, Set<String> roles, Set<String> purposes) {

    public Caller {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
    }
}
