package dev.strongroom.identity.company;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import dev.strongroom.config.StrongroomConfiguration.Company;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A provider that speaks OpenID Connect Core 1.0: authorization code with PKCE, and an ID token signed by one of its
/// keys. It is asked nothing before somebody wants to sign in by it, so the server starts and works without it.
final class OpenIdProvider implements CompanyProvider, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenIdProvider.class);
    private static final Duration DESCRIPTION_KEPT = Duration.ofHours(1);
    private static final String DESCRIPTION = "/.well-known/openid-configuration";
    private static final int LONGEST_CODE = 4_096;
    private static final int SERVER_ERROR = 500;

    private final Company company;
    private final URI returnAddress;
    private final ProviderConnection connection;
    private final IdTokens tokens;
    private final Clock clock;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(Optional.empty(), Instant.MIN));

    /// @param returnAddress of the page that the provider leads back to
    OpenIdProvider(Company company, URI returnAddress, ProviderConnection connection, Clock clock) {
        this.company = company;
        this.returnAddress = returnAddress;
        this.connection = connection;
        this.tokens = new IdTokens(company.issuer(), company.clientId(), connection);
        this.clock = clock;
    }

    private record Known(Optional<ProviderDescription> description, Instant until) {}

    @Override
    public Optional<String> name() {
        return Optional.of(company.name());
    }

    @Override
    public String issuer() {
        return company.issuer().toString();
    }

    @Override
    public URI authorization(CompanyAttempts.Attempt attempt) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), new ClientID(company.clientId()), returnAddress)
                .endpointURI(description().authorization())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    @Override
    public CompanyIdentity identify(CompanyAttempts.Attempt attempt, Answer answer) {
        var description = description();
        boolean isNamed = answer.issuer().filter(issuer()::equals).isPresent();
        if (!isNamed && (description.namesItself() || answer.issuer().isPresent())) {
            throw refused("another provider seems to have answered");
        }
        if (answer.code().isBlank() || answer.code().length() > LONGEST_CODE) {
            throw refused("there is no code in the answer");
        }
        var exchanged = exchange(description, attempt, answer.code());
        try {
            return new CompanyIdentity(issuer(), tokens.subject(exchanged, description.keys(), attempt.nonce()));
        } catch (IdTokens.Unreachable silent) {
            throw unavailable("the keys of the provider cannot be read");
        } catch (IdTokens.Invalid | IllegalArgumentException invalid) {
            throw refused("the ID token is not valid");
        }
    }

    private OIDCTokens exchange(ProviderDescription description, CompanyAttempts.Attempt attempt, String code) {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), returnAddress, new CodeVerifier(attempt.verifier()));
        var request = new TokenRequest.Builder(description.token(), authentication(description), grant).build();
        try {
            return tokens(connection.post(request.toHTTPRequest()));
        } catch (IOException silent) {
            throw unavailable("the token endpoint does not answer");
        } catch (ParseException malformed) {
            throw refused("what the token endpoint answered cannot be read");
        }
    }

    private static OIDCTokens tokens(HTTPResponse answer) throws ParseException {
        if (answer.getStatusCode() >= SERVER_ERROR) {
            throw unavailable("the token endpoint failed");
        }
        var read = OIDCTokenResponseParser.parse(answer);
        if (!read.indicatesSuccess()) {
            throw refused("the token endpoint refused; check the client, its secret and the return address");
        }
        return (OIDCTokens) read.toSuccessResponse().getTokens();
    }

    /// Read when it is used, so that it can be replaced without a restart.
    private ClientAuthentication authentication(ProviderDescription description) {
        try {
            var client = new ClientID(company.clientId());
            var secret = new Secret(Files.readString(company.secretFile()).strip());
            return description.takesBasic()
                    ? new ClientSecretBasic(client, secret)
                    : new ClientSecretPost(client, secret);
        } catch (IOException unreadable) {
            throw unavailable("the file of company.client-secret-file cannot be read");
        }
    }

    private ProviderDescription description() {
        var found = known.get();
        if (found.description().isPresent() && clock.instant().isBefore(found.until())) {
            return found.description().get();
        }
        var read = read();
        known.set(new Known(Optional.of(read), clock.instant().plus(DESCRIPTION_KEPT)));
        return read;
    }

    private ProviderDescription read() {
        var issuer = issuer();
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try {
            return ProviderDescription.read(connection.get(URI.create(base + DESCRIPTION)), company.issuer());
        } catch (IOException silent) {
            throw unavailable("the provider does not answer, or does not describe itself at company.issuer");
        } catch (ParseException malformed) {
            throw unavailable("how the provider describes itself cannot be used, or is of another issuer");
        }
    }

    /// @param why a sentence of the product: nothing of what the provider or a browser sent
    private static Problem refused(String why) {
        log.warn("Company sign-in was refused: {}", why);
        return CompanyRefusals.refused();
    }

    private static Problem unavailable(String why) {
        log.warn("Company sign-in is not possible: {}", why);
        return CompanyRefusals.unavailable();
    }

    @Override
    public void close() {
        connection.close();
    }
}
