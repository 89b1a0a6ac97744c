package dev.strongroom.vault;

import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.ledger.Draft;
import dev.strongroom.web.Problem;
import java.util.Optional;
import java.util.SortedMap;

/// A line on its way into the vault.
sealed interface ImportItem {

    /// By which the sender calls it.
    long line();

    /// Not imported.
    ///
    /// @param field empty when it is about the whole line
    record Rejected(long line, String field, String code) implements ImportItem {

        static Rejected of(long line, Problem problem) {
            return new Rejected(line, String.valueOf(problem.members().getOrDefault("field", "")), problem.code());
        }
    }

    /// Its values fit the catalog.
    ///
    /// @param owner empty for a customer's own record
    record Valid(long line, Optional<Owner> owner, SortedMap<String, String> values) implements ImportItem {
        @Override
        public String toString() {
            return "Valid[" + line + "]";
        }
    }

    /// How a line names the customer it belongs to.
    sealed interface Owner {
        record ById(long customer) implements Owner {}

        /// @param reference canonical
        record ByReference(String reference) implements Owner {
            @Override
            public String toString() {
                return "ByReference";
            }
        }
    }

    /// Ready to be stored.
    ///
    /// @param key of the customer: a new one, or as it was when the record was sealed
    /// @param isNewCustomer whether the key is to be stored too
    record Prepared(
            long line,
            RecordId id,
            CustomerKey.Wrapped key,
            boolean isNewCustomer,
            byte[] sealed,
            IndexRows indexes,
            Draft draft)
            implements ImportItem {
        @Override
        public String toString() {
            return "Prepared[" + line + "]";
        }
    }
}
