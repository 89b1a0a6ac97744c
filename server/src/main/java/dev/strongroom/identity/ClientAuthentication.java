package dev.strongroom.identity;

import dev.strongroom.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;

/// Authenticates API clients by `Authorization: Bearer srk_...` (RFC 6750).
final class ClientAuthentication {

    private static final String SCHEME = "Bearer ";
    private static final byte[] NO_HASH = new byte[32];

    private final ClientDirectory directory;
    private final Clock clock;

    ClientAuthentication(ClientDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    Optional<Caller> authenticate(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders("Authorization"));
        var header = headers.size() == 1 ? headers.getFirst() : null;
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return ClientSecret.parse(header.substring(SCHEME.length()).strip())
                .flatMap(secret -> authenticate(secret, request.getRemoteAddr()));
    }

    /// The hash is computed and compared for unknown ids too, so that an answer's time does not tell which ids exist.
    private Optional<Caller> authenticate(ClientSecret secret, String address) {
        var listed = directory.find(secret.id());
        boolean matches = MessageDigest.isEqual(
                secret.hash(), listed.map(ClientDirectory.Listed::secretHash).orElse(NO_HASH));
        return listed.filter(found -> matches && found.isValidAt(clock.instant()) && found.mayCallFrom(address))
                .map(ClientDirectory.Listed::client)
                .map(client -> Caller.program(client.actor(), client.roles(), client.purposes()));
    }
}
