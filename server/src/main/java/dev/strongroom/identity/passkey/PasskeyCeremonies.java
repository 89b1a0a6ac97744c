package dev.strongroom.identity.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and verifies what browsers answer, by webauthn4j: type, challenge, origin, domain, user present and verified,
/// algorithm, signature, counter (Web Authentication level 3, 7.1 and 7.2). Which maker built a device is not asked.
///
/// What strangers send makes the library fail in many ways; whichever it is, nothing is verified.
final class PasskeyCeremonies {

    private static final List<PublicKeyCredentialParameters> ALGORITHMS = PasskeyOptions.ALGORITHMS.stream()
            .map(COSEAlgorithmIdentifier::create)
            .map(alg -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, alg))
            .toList();

    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager();
    private final AttestedCredentialDataConverter converter =
            new AttestedCredentialDataConverter(new ObjectConverter());
    private final RelyingParty party;

    PasskeyCeremonies(RelyingParty party) {
        this.party = party;
    }

    /// A credential as it is kept.
    ///
    /// @param attested id and public key (Web Authentication level 3, 6.5.1)
    /// @param isBackupEligible whether it may be copied to other devices of its owner; never changes
    record Credential(byte[] attested, boolean isBackupEligible) {

        String text() {
            return Base64.getEncoder().encodeToString(attested) + (isBackupEligible ? " copied" : " bound");
        }

        static Credential of(String text) {
            var parts = text.split(" ", 2);
            return new Credential(Base64.getDecoder().decode(parts[0]), parts[1].equals("copied"));
        }
    }

    /// What a browser says it has made.
    record Registration(
            RegistrationData data,
            byte[] challenge,
            AttestedCredentialData attested,
            long signCount,
            boolean isBackupEligible) {}

    /// What a browser says a passkey has signed.
    ///
    /// @param userHandle the account it was made for, where the device tells
    record Assertion(
            AuthenticationData data,
            byte[] challenge,
            byte[] credentialId,
            Optional<String> userHandle,
            long signCount,
            boolean isBackedUp) {}

    /// @return empty if it is no answer of a browser
    Optional<Registration> readRegistration(String json) {
        try {
            return registration(manager.parseRegistrationResponseJSON(json));
        } catch (RuntimeException noAnswer) {
            return Optional.empty();
        }
    }

    private static Optional<Registration> registration(RegistrationData data) {
        var attestation = data.getAttestationObject();
        if (attestation == null) {
            return Optional.empty();
        }
        var authenticator = attestation.getAuthenticatorData();
        var attested = authenticator.getAttestedCredentialData();
        var challenge = challenge(data.getCollectedClientData());
        return attested == null || challenge.isEmpty()
                ? Optional.empty()
                : Optional.of(new Registration(
                        data, challenge.get(), attested, authenticator.getSignCount(), authenticator.isFlagBE()));
    }

    /// As [#readRegistration].
    Optional<Assertion> readAssertion(String json) {
        try {
            return assertion(manager.parseAuthenticationResponseJSON(json));
        } catch (RuntimeException noAnswer) {
            return Optional.empty();
        }
    }

    private static Optional<Assertion> assertion(AuthenticationData data) {
        var authenticator = data.getAuthenticatorData();
        var id = Optional.ofNullable(data.getCredentialId()).map(bytes -> Arrays.copyOf(bytes, bytes.length));
        var challenge = challenge(data.getCollectedClientData());
        if (authenticator == null || id.isEmpty() || challenge.isEmpty()) {
            return Optional.empty();
        }
        var account = Optional.ofNullable(data.getUserHandle())
                .filter(given -> given.length > 0)
                .map(given -> new String(given, StandardCharsets.US_ASCII));
        return Optional.of(new Assertion(
                data, challenge.get(), id.get(), account, authenticator.getSignCount(), authenticator.isFlagBS()));
    }

    private static Optional<byte[]> challenge(@Nullable CollectedClientData client) {
        return Optional.ofNullable(client)
                .map(CollectedClientData::getChallenge)
                .map(Challenge::getValue);
    }

    /// @return empty unless all of it is right
    Optional<Credential> verify(Registration made) {
        try {
            var parameters = new RegistrationParameters(party.expecting(made.challenge()), ALGORITHMS, true, true);
            manager.verify(made.data(), parameters);
            return Optional.of(new Credential(converter.convert(made.attested()), made.isBackupEligible()));
        } catch (RuntimeException wrong) {
            return Optional.empty();
        }
    }

    enum Answer {
        RIGHT,
        WRONG,
        /// The signature is right and the counter went back: there is a copy of the device.
        COPIED
    }

    /// @param signCount of the answer before
    Answer verify(Assertion given, Credential credential, long signCount) {
        var stored = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                credential.isBackupEligible(),
                given.isBackedUp(),
                signCount,
                converter.convert(credential.attested()),
                null,
                null,
                null,
                Set.of());
        try {
            var parameters = new AuthenticationParameters(party.expecting(given.challenge()), stored, null, true, true);
            manager.verify(given.data(), parameters);
            return Answer.RIGHT;
        } catch (MaliciousCounterValueException copied) {
            return Answer.COPIED;
        } catch (RuntimeException wrong) {
            return Answer.WRONG;
        }
    }

    byte[] id(Credential credential) {
        return converter.extractCredentialId(credential.attested());
    }
}
