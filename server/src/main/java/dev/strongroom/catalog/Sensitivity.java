package dev.strongroom.catalog;

/// What the law calls a field. The two lists differ: a bank account is sensitive under PIPL, not special under GDPR.
public enum Sensitivity {
    ORDINARY,
    /// Sensitive personal information, PIPL Art. 28: leaking it easily harms dignity, safety or property.
    SENSITIVE,
    /// A special category under GDPR Art. 9(1), for example health; sensitive under PIPL too.
    SPECIAL
}
