package dev.strongroom.identity.company;

import java.net.URI;
import java.util.Optional;

/// Nothing is configured, and nothing is offered.
record NoProvider() implements CompanyProvider {

    @Override
    public Optional<String> name() {
        return Optional.empty();
    }

    @Override
    public String issuer() {
        return "";
    }

    @Override
    public URI authorization(CompanyAttempts.Attempt attempt) {
        throw CompanyRefusals.off();
    }

    @Override
    public CompanyIdentity identify(CompanyAttempts.Attempt attempt, Answer answer) {
        throw CompanyRefusals.off();
    }
}
