package dev.strongroom.catalog;

/// The ten conditions of GDPR Art. 9(2) under which a special category may be processed, in the order of its letters.
public enum GdprSpecialCondition {
    /// (a)
    EXPLICIT_CONSENT,
    /// (b) employment, social security and social protection law
    EMPLOYMENT_LAW,
    /// (c) and the person cannot consent
    VITAL_INTERESTS,
    /// (d) members of a foundation, association or other not-for-profit body
    NOT_FOR_PROFIT_BODY,
    /// (e) manifestly, by the person
    MADE_PUBLIC,
    /// (f)
    LEGAL_CLAIMS,
    /// (g)
    SUBSTANTIAL_PUBLIC_INTEREST,
    /// (h) medicine, diagnosis, care, under professional secrecy
    HEALTH_CARE,
    /// (i)
    PUBLIC_HEALTH,
    /// (j) archiving in the public interest, research, statistics
    RESEARCH
}
