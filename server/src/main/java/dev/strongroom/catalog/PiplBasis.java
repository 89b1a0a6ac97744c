package dev.strongroom.catalog;

/// The seven legal bases of the Personal Information Protection Law of the PRC, Art. 13(1) to (7), in its order.
///
/// The list is closed and holds no legitimate interests: what rests on them under GDPR needs another basis here.
public enum PiplBasis {
    /// (1)
    CONSENT,
    /// (2) a contract with the person, or human resources under lawful labour rules or collective contracts
    CONTRACT_OR_HR,
    /// (3)
    STATUTORY_DUTY,
    /// (4) a public-health emergency, or life, health and property in an emergency
    EMERGENCY,
    /// (5) news reporting and supervision by public opinion, in the public interest
    NEWS_REPORTING,
    /// (6) information that the person disclosed, or that was lawfully disclosed otherwise, within reason
    LAWFULLY_DISCLOSED,
    /// (7) as laws and administrative regulations provide
    OTHER_LAW
}
