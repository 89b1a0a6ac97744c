package dev.strongroom.identity.company;

/// Who somebody is to a provider: the pair that is never given to anybody else (OpenID Connect Core 1.0, 5.7). A name
/// or
/// an address may be, and is not looked at.
public record CompanyIdentity(String issuer, String subject) {

    private static final int LONGEST_SUBJECT = 255;

    public CompanyIdentity {
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("A subject has 1 to 255 characters");
        }
    }

    /// One text for both; an issuer is an address and has no line break.
    String text() {
        return issuer + "\n" + subject;
    }

    @Override
    public String toString() {
        return "CompanyIdentity";
    }
}
