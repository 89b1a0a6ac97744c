package dev.strongroom.catalog;

/// How a field can be searched. Each kind is a blind index and reveals something to a database thief; `catalog
/// validate`
/// says what.
public enum SearchKind {
    /// The whole value, after normalisation.
    EXACT,
    /// The last four characters or more.
    SUFFIX,
    /// The first characters.
    PREFIX,
    /// Characters anywhere: three or more, two where Chinese, Japanese or Korean script is among them.
    CONTAINS,
    /// Days or amounts in a range, both ends included.
    BETWEEN;

    /// Whether searching tells so much about the value that the caller must be granted it in clear: who may try
    /// beginnings, parts or ranges at will can find out any value.
    public boolean needsClearLevel() {
        return this == PREFIX || this == CONTAINS || this == BETWEEN;
    }

    /// Whether it is offered for sensitive fields.
    boolean fitsSensitiveFields() {
        return this != CONTAINS && this != BETWEEN;
    }
}
