package dev.strongroom.identity.company;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reads ID tokens, and believes those alone that the provider signed for this client and this attempt (OpenID Connect
/// Core 1.0, 3.1.3.7).
///
/// Its keys are kept for an hour, and fetched again when a token names one that is not among them; twice within half a
/// minute at most, whatever tokens name.
final class IdTokens {

    /// Signatures that only the provider can make: none that is made with a secret which the client has too.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int SHORTEST_RSA_BITS = 2_048;
    private static final Duration KEYS_KEPT = Duration.ofHours(1);
    private static final Duration KEYS_WAITED_FOR = Duration.ofSeconds(10);
    private static final Duration KEYS_AGAIN = Duration.ofSeconds(30);
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Issuer issuer;
    private final ClientID client;
    private final ProviderConnection connection;
    private final AtomicReference<Optional<Keys>> keys = new AtomicReference<>(Optional.empty());

    IdTokens(URI issuer, String client, ProviderConnection connection) {
        this.issuer = new Issuer(issuer);
        this.client = new ClientID(client);
        this.connection = connection;
    }

    /// A token that is not believed. It holds nothing of it.
    static final class Invalid extends Exception {
        Invalid() {
            super("The ID token is not valid", null, false, false);
        }
    }

    /// The provider's keys could not be had.
    static final class Unreachable extends Exception {
        Unreachable() {
            super("The keys of the provider cannot be read", null, false, false);
        }
    }

    /// Of the keys that a token may be signed with, those that are long enough to be believed (NIST SP 800-57, 5.6.1).
    private static final class LongKeys extends JWSVerificationKeySelector<SecurityContext> {

        LongKeys(JWKSource<SecurityContext> source) {
            super(ALGORITHMS, source);
        }

        @Override
        protected @Nullable JWKMatcher createJWKMatcher(JWSHeader header) {
            var any = super.createJWKMatcher(header);
            return any != null && JWSAlgorithm.Family.RSA.contains(header.getAlgorithm())
                    ? new JWKMatcher.Builder(any).minKeySize(SHORTEST_RSA_BITS).build()
                    : any;
        }
    }

    private record Keys(URI address, JWKSource<SecurityContext> source) {}

    /// @param keys where the provider's keys are
    /// @param nonce of the attempt
    /// @return who the token is about
    String subject(OIDCTokens tokens, URI keys, String nonce) throws Invalid, Unreachable {
        var token = tokens.getIDToken();
        if (token == null) {
            throw new Invalid();
        }
        var claims = validated(token, keys, nonce);
        requireThisAudience(claims);
        requireItsAccessToken(tokens, token, claims);
        return claims.getSubject().getValue();
    }

    private IDTokenClaimsSet validated(JWT token, URI keys, String nonce) throws Invalid, Unreachable {
        try {
            var validator = new IDTokenValidator(issuer, client, new LongKeys(source(keys)), null);
            validator.setMaxClockSkew((int) SKEW.toSeconds());
            return validator.validate(token, new Nonce(nonce));
        } catch (JWKSetUnavailableException silent) {
            throw new Unreachable();
        } catch (BadJOSEException | JOSEException | IllegalArgumentException invalid) {
            throw new Invalid();
        }
    }

    /// A token for several clients has to say that it was asked for by this one.
    private void requireThisAudience(IDTokenClaimsSet claims) throws Invalid {
        boolean isForOne = claims.getAudience().size() == 1;
        var party = Optional.ofNullable(claims.getAuthorizedParty());
        boolean isAskedForHere = party.filter(asking -> asking.getValue().equals(client.getValue()))
                .isPresent();
        if (!isAskedForHere && (!isForOne || party.isPresent())) {
            throw new Invalid();
        }
    }

    private static void requireItsAccessToken(OIDCTokens tokens, JWT token, IDTokenClaimsSet claims) throws Invalid {
        var hash = claims.getAccessTokenHash();
        if (hash == null) {
            return;
        }
        try {
            AccessTokenValidator.validate(
                    tokens.getAccessToken(),
                    JWSAlgorithm.parse(token.getHeader().getAlgorithm().getName()),
                    hash);
        } catch (InvalidHashException other) {
            throw new Invalid();
        }
    }

    private JWKSource<SecurityContext> source(URI address) {
        return keys.updateAndGet(before ->
                        before.filter(had -> had.address().equals(address)).or(() -> Optional.of(fresh(address))))
                .orElseThrow()
                .source();
    }

    private Keys fresh(URI address) {
        JWKSource<SecurityContext> source = connection
                .keys(address)
                .cache(KEYS_KEPT.toMillis(), KEYS_WAITED_FOR.toMillis())
                .rateLimited(KEYS_AGAIN.toMillis())
                .refreshAheadCache(false)
                .build();
        return new Keys(address, source);
    }
}
