package dev.strongroom.identity.company;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the provider says of itself (OpenID Connect Discovery 1.0), as far as it is needed here.
///
/// @param namesItself whether each of its answers says who gives it (RFC 9207)
/// @param takesBasic whether the client's secret goes into a header; otherwise it goes into the form
record ProviderDescription(URI authorization, URI token, URI keys, boolean namesItself, boolean takesBasic) {

    /// @param issuer whom the description has to be of, to the letter
    /// @throws ParseException if it is of another, or something is missing, or would be asked for in the clear
    static ProviderDescription read(String json, URI issuer) throws ParseException {
        var read = OIDCProviderMetadata.parse(json);
        if (!read.getIssuer().getValue().equals(issuer.toString())) {
            throw new ParseException("The description is of another issuer");
        }
        var addresses = Stream.of(read.getAuthorizationEndpointURI(), read.getTokenEndpointURI(), read.getJWKSetURI());
        if (!addresses.allMatch(address -> isUsable(address, issuer))) {
            throw new ParseException("An address is missing or not encrypted");
        }
        return new ProviderDescription(
                Objects.requireNonNull(read.getAuthorizationEndpointURI()),
                Objects.requireNonNull(read.getTokenEndpointURI()),
                Objects.requireNonNull(read.getJWKSetURI()),
                read.supportsAuthorizationResponseIssuerParam(),
                takesBasic(read));
    }

    /// In the clear only where the issuer is, which is on this machine then.
    private static boolean isUsable(@Nullable URI address, URI issuer) {
        if (address == null || address.getHost() == null || address.getRawUserInfo() != null) {
            return false;
        }
        return "https".equals(address.getScheme())
                || "http".equals(address.getScheme())
                        && "http".equals(issuer.getScheme())
                        && address.getHost().equals(issuer.getHost());
    }

    private static boolean takesBasic(OIDCProviderMetadata read) {
        var methods = read.getTokenEndpointAuthMethods();
        return methods == null
                || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                || !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }
}
