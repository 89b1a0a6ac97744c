package dev.strongroom.identity.company;

import java.net.URI;
import java.util.Optional;

/// Where people of the company sign in besides.
public sealed interface CompanyProvider permits NoProvider, OpenIdProvider {

    /// What people call it; empty where there is none.
    Optional<String> name();

    /// Exactly as the provider writes it; empty where there is none.
    String issuer();

    /// Where the browser goes for this attempt.
    ///
    /// @throws dev.strongroom.web.Problem if there is no provider, or it does not answer
    URI authorization(CompanyAttempts.Attempt attempt);

    /// Who has signed in there.
    ///
    /// @param attempt that was used up by this answer
    /// @throws dev.strongroom.web.Problem if anything about the answer is not right, or the provider does not answer
    CompanyIdentity identify(CompanyAttempts.Attempt attempt, Answer answer);

    /// What the browser came back with.
    ///
    /// @param issuer who says that it answers (RFC 9207); empty if nobody does
    record Answer(String state, String code, Optional<String> issuer) {
        @Override
        public String toString() {
            return "Answer";
        }
    }
}
