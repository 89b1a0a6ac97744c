package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.company.ProviderForTests.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The provider exchanges its keys, and nothing makes the server ask for them without end.
class ProviderKeysTests {

    @TempDir
    Path home;

    @Test
    void keyThatWasExchanged_isFetched_andUnknownOnesAreNotAskedForAgainAndAgain() {
        try (var provider = new ProviderForTests();
                var server = RunningServer.startShop(home, provider.settings(home))) {
            var flow = new CompanyFlow(server, provider);
            var member = flow.connected("keys");
            assertThat(provider.keysAsked()).isOne();
            assertThat(flow.signIn(member.atAnotherDevice()).status()).isEqualTo(200);
            assertThat(provider.keysAsked()).as("they are kept").isOne();

            var next = TokenSigner.elliptic("second");
            provider.publishes(next);
            provider.signsWith(next);
            assertThat(flow.signIn(member.atAnotherDevice()).status()).isEqualTo(200);
            assertThat(provider.keysAsked()).isEqualTo(2);

            provider.signsWith(TokenSigner.rsa("unknown"));
            for (int i = 0; i < 5; i++) {
                assertThat(flow.signIn(member.atAnotherDevice()).code()).isEqualTo("sign_in.company_refused");
            }
            assertThat(provider.keysAsked()).isLessThanOrEqualTo(3);

            provider.signsWith(next);
            assertThat(flow.signIn(member.atAnotherDevice()).status())
                    .as("the known key")
                    .isEqualTo(200);
        }
    }

    @Test
    void keyThatIsTooShort_isNotBelieved() {
        try (var provider = new ProviderForTests();
                var server = RunningServer.startShop(home, provider.settings(home))) {
            var weak = TokenSigner.rsa("weak", 1_024);
            provider.publishes(weak, provider.signer());
            var flow = new CompanyFlow(server, provider);
            var member = flow.connected("short");
            provider.signsWith(weak);
            assertThat(flow.signIn(member.atAnotherDevice()).code()).isEqualTo("sign_in.company_refused");
        }
    }

    @Test
    void keysThatCannotBeRead_areTold_andNobodyIsSignedIn() {
        try (var provider = new ProviderForTests();
                var server = RunningServer.startShop(home, provider.settings(home))) {
            var flow = new CompanyFlow(server, provider);
            var browser = flow.agent("no-keys").atAnotherDevice();
            for (var fault : List.of(Fault.FAILS, Fault.REDIRECTS, Fault.HUGE, Fault.NO_JSON)) {
                provider.fails("/keys", fault);
                assertThat(flow.signIn(browser).code())
                        .as(fault.name())
                        .isIn("sign_in.company_unavailable", "sign_in.company_refused");
            }
            assertThat(browser.get("/v1/me").code()).isEqualTo("session.missing");
        }
    }
}
