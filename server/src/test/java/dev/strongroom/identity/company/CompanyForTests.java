package dev.strongroom.identity.company;

import dev.strongroom.config.StrongroomConfiguration.Company;
import dev.strongroom.web.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/// A provider as the server sees it, without a server.
final class CompanyForTests {

    private static final CompanyAttempts.Attempt ATTEMPT =
            new CompanyAttempts.Attempt("sign-in.AAAA", "n".repeat(43), "v".repeat(43));

    private CompanyForTests() {}

    static CompanyProvider provider(ProviderForTests provider, Path folder, ProviderConnection connection) {
        var company = new Company(
                URI.create(provider.issuer()),
                ProviderForTests.CLIENT,
                Path.of(provider.settings(folder).get("STRONGROOM_COMPANY_CLIENT_SECRET_FILE")),
                "Example Works");
        return new OpenIdProvider(
                company, URI.create("http://localhost/sign-in/company"), connection, Clock.systemUTC());
    }

    /// @return the code of the refusal; empty if there was none
    static String refusal(CompanyProvider provider) {
        try {
            provider.authorization(ATTEMPT);
            return "";
        } catch (Problem refused) {
            return refused.code();
        }
    }
}
