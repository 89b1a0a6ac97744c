package dev.strongroom.identity.passkey;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What a browser is told when it shall make a passkey or use one, in the form that it takes as JSON (Web
/// Authentication
/// level 3, 5.1.8 and 5.1.9).
public final class PasskeyOptions {

    /// ES256, EdDSA, RS256 (IANA COSE algorithms).
    static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

    private static final String TYPE = "public-key";
    private static final String VERIFIED = "required";

    private PasskeyOptions() {}

    /// For `navigator.credentials.create`.
    ///
    /// @param excludeCredentials those the person has already
    public record Creation(
            Map<String, String> rp,
            User user,
            String challenge,
            List<Algorithm> pubKeyCredParams,
            long timeout,
            List<Credential> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {}

    public record User(String id, String name, String displayName) {
        @Override
        public String toString() {
            return "User";
        }
    }

    public record Algorithm(String type, int alg) {}

    public record Credential(String type, String id) {}

    /// Stored on the device, which verifies its holder: no name has to be typed, and the passkey is two factors.
    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

    /// For `navigator.credentials.get`.
    ///
    /// @param allowCredentials empty: any of this site
    public record Request(
            String challenge, long timeout, String rpId, List<Credential> allowCredentials, String userVerification) {}

    static Creation creation(RelyingParty party, byte[] challenge, String account, String name, List<byte[]> existing) {
        return new Creation(
                Map.of("id", party.domain(), "name", "Strongroom"),
                new User(text(account.getBytes(StandardCharsets.US_ASCII)), name, name),
                text(challenge),
                ALGORITHMS.stream().map(alg -> new Algorithm(TYPE, alg)).toList(),
                PasskeyChallenges.VALID.toMillis(),
                credentials(existing),
                new Selection(VERIFIED, true, VERIFIED),
                "none");
    }

    static Request request(RelyingParty party, byte[] challenge, List<byte[]> allowed) {
        return new Request(
                text(challenge), PasskeyChallenges.VALID.toMillis(), party.domain(), credentials(allowed), VERIFIED);
    }

    private static List<Credential> credentials(List<byte[]> ids) {
        return ids.stream().map(id -> new Credential(TYPE, text(id))).toList();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
