package dev.strongroom.access;

import dev.strongroom.catalog.CustomerScope;
import java.util.OptionalLong;
import java.util.Set;

/// Whose data a decision is about.
public sealed interface Subject {

    Subject EVERYONE = new Everyone();
    Subject SOMEONE = new Someone();

    /// Whether a role for these customers counts.
    boolean isReachedBy(CustomerScope scope);

    OptionalLong customer();

    /// All customers: only what may be done whoever it is.
    record Everyone() implements Subject {
        @Override
        public boolean isReachedBy(CustomerScope scope) {
            return scope == CustomerScope.ALL;
        }

        @Override
        public OptionalLong customer() {
            return OptionalLong.empty();
        }
    }

    /// Customers who are still to be found: whatever may be done for one of them. Nothing is disclosed by such a
    /// decision; whoever is found is decided about again.
    record Someone() implements Subject {
        @Override
        public boolean isReachedBy(CustomerScope scope) {
            return true;
        }

        @Override
        public OptionalLong customer() {
            return OptionalLong.empty();
        }
    }

    /// One customer.
    ///
    /// @param scopes how the caller is related to them
    record Customer(long number, Set<CustomerScope> scopes) implements Subject {

        public Customer {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public boolean isReachedBy(CustomerScope scope) {
            return scope == CustomerScope.ALL || scopes.contains(scope);
        }

        @Override
        public OptionalLong customer() {
            return OptionalLong.of(number);
        }
    }
}
