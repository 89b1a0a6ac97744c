package dev.strongroom.identity.passkey;

import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import dev.strongroom.config.StrongroomConfiguration;

/// For whom passkeys are made: a domain, and the one origin whose pages may ask for them.
record RelyingParty(String domain, String origin) {

    static RelyingParty of(StrongroomConfiguration configuration) {
        return new RelyingParty(
                configuration.passkeys().relyingParty(),
                configuration.http().publicUrl().toString());
    }

    ServerProperty expecting(byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(origin))
                .rpId(domain)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }
}
