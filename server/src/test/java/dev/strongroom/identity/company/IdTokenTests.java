package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that are not what the provider signed for this client and this attempt are refused, one fault at a time.
class IdTokenTests {

    @TempDir
    static Path home;

    private static ProviderForTests provider;
    private static RunningServer server;
    private static CompanyFlow flow;
    private static StaffMember member;

    @BeforeAll
    static void start() {
        provider = new ProviderForTests();
        server = RunningServer.startShop(home, provider.settings(home));
        flow = new CompanyFlow(server, provider);
        member = flow.connected("signs-in");
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @BeforeEach
    void everythingIsInOrder() {
        provider.recovers();
    }

    private static Answer signIn() {
        return flow.signIn(member.atAnotherDevice());
    }

    private static Arguments claim(String what, Consumer<Map<String, Object>> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> wrongClaims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                claim("another nonce", said -> said.put("nonce", "x".repeat(43))),
                claim("no nonce", said -> said.remove("nonce")),
                claim("for another client", said -> said.put("aud", "another")),
                claim("for no client", said -> said.remove("aud")),
                claim(
                        "for two, asked for by nobody",
                        said -> said.put("aud", List.of(ProviderForTests.CLIENT, "other"))),
                claim("for two, asked for by the other", said -> {
                    said.put("aud", List.of(ProviderForTests.CLIENT, "other"));
                    said.put("azp", "other");
                }),
                claim("for one, asked for by another", said -> said.put("azp", "other")),
                claim("of another issuer", said -> said.put("iss", "https://elsewhere.example")),
                claim("of nearly this issuer", said -> said.put("iss", said.get("iss") + "/")),
                claim("of no issuer", said -> said.remove("iss")),
                claim("expired", said -> said.put("exp", now - 120)),
                claim("without an end", said -> said.remove("exp")),
                claim("from the future", said -> said.put("iat", now + 600)),
                claim("of no time", said -> said.remove("iat")),
                claim("about nobody", said -> said.remove("sub")),
                claim("about an empty subject", said -> said.put("sub", "")),
                claim("about a subject without end", said -> said.put("sub", "x".repeat(256))),
                claim("with another access token", said -> said.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void tokenThatSaysSomethingWrong_isRefused(String what, Consumer<Map<String, Object>> change) {
        provider.claims(change);
        assertThat(signIn().code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void tokenForTwoClients_askedForByThisOne_isTaken() {
        provider.claims(said -> {
            said.put("aud", List.of("other", ProviderForTests.CLIENT));
            said.put("azp", ProviderForTests.CLIENT);
        });
        assertThat(signIn().status()).isEqualTo(200);
    }

    @Test
    void tokenWithoutTheHashOfAnAccessToken_isTaken() {
        provider.claims(said -> said.remove("at_hash"));
        assertThat(signIn().status()).isEqualTo(200);
    }

    static Stream<Arguments> wrongSignatures() {
        return Stream.of(
                Arguments.of("no signature", (Forgery) TokenSigner::none),
                Arguments.of("the public key as a secret", (Forgery) key -> key.hmac(key.publicBytes())),
                Arguments.of("the client's secret", (Forgery)
                        key -> key.hmac("a secret: of the client & nobody's".getBytes(StandardCharsets.UTF_8))),
                Arguments.of("another key of the same name", (Forgery) key -> TokenSigner.rsa("first")),
                Arguments.of("a key of its own in the header", (Forgery) key -> {
                    var own = TokenSigner.rsa("own");
                    return own.saying("jwk", own.published());
                }),
                Arguments.of("an address of keys in the header", (Forgery)
                        key -> TokenSigner.rsa("own").saying("jku", "http://127.0.0.1:1/keys")),
                Arguments.of("a critical header that nobody knows", (Forgery)
                        key -> key.saying("crit", List.of("exp")).saying("exp", 1)),
                Arguments.of("another kind of token", (Forgery) key -> key.saying("typ", "at+jwt")),
                Arguments.of("another algorithm than it was made with", (Forgery) key -> key.saying("alg", "RS512")));
    }

    interface Forgery {
        TokenSigner of(TokenSigner key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSignatures")
    void tokenThatTheProviderDidNotSign_isRefused(String what, Forgery forgery) {
        provider.signsWith(forgery.of(provider.signer()));
        assertThat(signIn().code()).isEqualTo("sign_in.company_refused");
    }

    @Test
    void tokenThatWasChanged_isRefused() {
        provider.token(signed -> signed.substring(0, signed.length() - 8) + "AAAAAAAA");
        assertThat(signIn().code()).isEqualTo("sign_in.company_refused");
        provider.token(signed -> "e30." + signed.split("\\.")[1] + ".");
        assertThat(signIn().code()).isEqualTo("sign_in.company_refused");
        provider.token(signed -> "not a token");
        assertThat(signIn().code()).isEqualTo("sign_in.company_refused");
    }
}
