package dev.strongroom.access;

import dev.strongroom.catalog.CustomerScope;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Who looks after which customers. The module that keeps the customers answers; one that is not there answers for
/// nobody.
public interface CustomerRelations {

    CustomerRelations NONE = new CustomerRelations() {
        @Override
        public Map<Long, Set<CustomerScope>> of(String account, Collection<Long> customers) {
            return Map.of();
        }

        @Override
        public OptionalLong customer(String id) {
            return OptionalLong.empty();
        }
    };

    /// As they are now.
    ///
    /// @return by customer; those to whom the account is not related may be left out
    Map<Long, Set<CustomerScope>> of(String account, Collection<Long> customers);

    /// The customer of this id, as texts name them; empty if there is none.
    OptionalLong customer(String id);
}
