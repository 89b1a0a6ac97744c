package dev.strongroom.catalog;

import java.time.Period;
import java.util.List;
import java.util.Locale;

/// One difference between the catalog in force and the next one. Names only, never data.
///
/// A switch over changes needs no default: the list is closed.
public sealed interface Change {

    /// Dotted and stable, for example `plan.field_removed`.
    default String code() {
        return "plan."
                + getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toLowerCase(Locale.ROOT);
    }

    /// The names and words that the description mentions, in the order of the record.
    List<String> names();

    /// Whether stored values would be left without a field, a type or a purpose that explains them. Such a change is
    /// applied only after somebody confirms it.
    default boolean wouldOrphanData() {
        return this instanceof CollectionRemoved
                || this instanceof CustomerCollectionChanged
                || this instanceof FieldRemoved
                || this instanceof FieldTypeChanged
                || this instanceof FieldUncovered;
    }

    /// Whether an index has to be built, rebuilt or made unique over all stored values.
    default boolean reindexes() {
        return this instanceof SearchAdded
                || this instanceof UniqueAdded
                || this instanceof UniqueRemoved
                || this instanceof FieldTypeChanged;
    }

    /// A sentence, in Chinese for a Chinese locale and in English for any other.
    default String describe(Locale locale) {
        return CatalogMessages.sentence(locale, code(), names());
    }

    record CollectionAdded(String collection) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection);
        }
    }

    /// Its records can no longer be read through the catalog.
    record CollectionRemoved(String collection) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection);
        }
    }

    /// Another collection is the customer now.
    record CustomerCollectionChanged(String from, String to) implements Change {
        @Override
        public List<String> names() {
            return List.of(from, to);
        }
    }

    record FieldAdded(String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field);
        }
    }

    record FieldRemoved(String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field);
        }
    }

    /// Stored values were checked and indexed as the old type.
    record FieldTypeChanged(String collection, String field, FieldType from, FieldType to) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field, Words.of(from), Words.of(to));
        }
    }

    /// Region or pattern: stored values keep the old one until they are written again.
    record FormatChanged(String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field);
        }
    }

    record SensitivityChanged(String collection, String field, Sensitivity from, Sensitivity to) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field, Words.of(from), Words.of(to));
        }
    }

    record RequiredChanged(String collection, String field, boolean required) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field, String.valueOf(required));
        }
    }

    /// Fails to apply where stored records share a value.
    record UniqueAdded(String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field);
        }
    }

    record UniqueRemoved(String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field);
        }
    }

    record SearchAdded(String collection, String field, SearchKind kind) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field, Words.of(kind));
        }
    }

    record SearchRemoved(String collection, String field, SearchKind kind) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field, Words.of(kind));
        }
    }

    record MaskChanged(String collection, String field, Mask from, Mask to) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field, Words.of(from), Words.of(to));
        }
    }

    /// The last purpose that covered the field is gone: its values may not be kept.
    record FieldUncovered(String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, field);
        }
    }

    record RetentionDutyChanged(String collection) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection);
        }
    }

    /// Values are kept from the next change of a record on.
    record HistoryAdded(String collection, Period period) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, period.toString());
        }
    }

    /// A shorter period removes kept values that are older.
    record HistoryChanged(String collection, Period from, Period to) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection, from.toString(), to.toString());
        }
    }

    /// All kept values of earlier versions are removed.
    record HistoryRemoved(String collection) implements Change {
        @Override
        public List<String> names() {
            return List.of(collection);
        }
    }

    record PurposeAdded(String purpose) implements Change {
        @Override
        public List<String> names() {
            return List.of(purpose);
        }
    }

    record PurposeRemoved(String purpose) implements Change {
        @Override
        public List<String> names() {
            return List.of(purpose);
        }
    }

    /// Legal basis, retention or reason for sensitive fields; people may have to be told or asked again.
    record PurposeChanged(String purpose) implements Change {
        @Override
        public List<String> names() {
            return List.of(purpose);
        }
    }

    /// The purpose covers one more field; a consent to it given before does not reach that field (PIPL Art. 14(2)).
    record CoverageWidened(String purpose, String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(purpose, collection, field);
        }
    }

    record CoverageNarrowed(String purpose, String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(purpose, collection, field);
        }
    }

    /// When it may be stated: its access, how many approve, or whose data it does not reach.
    record PurposeAccessChanged(String purpose) implements Change {
        @Override
        public List<String> names() {
            return List.of(purpose);
        }
    }

    /// One of the terms of a role, such as its hours, was not there before: it is seen less.
    record RoleTermAdded(String role, String term) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, term);
        }
    }

    /// One of the terms of a role is gone: it is seen more.
    record RoleTermRemoved(String role, String term) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, term);
        }
    }

    record RoleTermChanged(String role, String term) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, term);
        }
    }

    record RoleAdded(String role) implements Change {
        @Override
        public List<String> names() {
            return List.of(role);
        }
    }

    record RoleRemoved(String role) implements Change {
        @Override
        public List<String> names() {
            return List.of(role);
        }
    }

    /// Shows more, at most what the purpose covers.
    record GrantWidened(String role, String purpose, String collection, String field, Level from, Level to)
            implements Change {
        @Override
        public List<String> names() {
            return List.of(role, purpose, collection, field, Words.of(from), Words.of(to));
        }
    }

    record GrantNarrowed(String role, String purpose, String collection, String field, Level from, Level to)
            implements Change {
        @Override
        public List<String> names() {
            return List.of(role, purpose, collection, field, Words.of(from), Words.of(to));
        }
    }

    record SearchGranted(String role, String purpose, String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, purpose, collection, field);
        }
    }

    record SearchWithdrawn(String role, String purpose, String collection, String field) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, purpose, collection, field);
        }
    }

    record WriteGranted(String role, String collection) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, collection);
        }
    }

    record WriteWithdrawn(String role, String collection) implements Change {
        @Override
        public List<String> names() {
            return List.of(role, collection);
        }
    }

    record TitleChanged(String name) implements Change {
        @Override
        public List<String> names() {
            return List.of(name);
        }
    }
}
