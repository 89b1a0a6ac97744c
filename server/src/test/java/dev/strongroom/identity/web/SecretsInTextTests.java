package dev.strongroom.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.session.OwnFactors;
import dev.strongroom.identity.session.SignIn;
import dev.strongroom.notify.Letter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/// A framework that logs what it has read or will write writes no secret and nobody's name.
class SecretsInTextTests {

    private static final String CANARY = "canary 4711";

    static Stream<Object> valuesWithSecrets() {
        var step = new SignIn.Step(CANARY, true, Optional.of(CANARY), List.of());
        return Stream.of(
                step,
                new OwnFactors.BegunApp("app-1", CANARY, CANARY),
                new OwnFactors.Enrolled(step, List.of(CANARY)),
                new Accounts.Request(CANARY, CANARY, "en", Set.of(), Set.of()),
                new Accounts.Invited("staff-1", Optional.of(CANARY), Instant.EPOCH, Optional.empty()),
                new SignInController.Assertion(JsonNodeFactory.instance.stringNode(CANARY)),
                new OwnPasskeysController.NewPasskey("", JsonNodeFactory.instance.stringNode(CANARY)),
                new OwnPasskeysController.Enrolled(true, List.of(CANARY)),
                new OwnContactsController.NewContact("mail", CANARY, CANARY),
                new OwnContactsController.Code(CANARY),
                new Letter(CANARY, Locale.ENGLISH, Map.of("code", CANARY)),
                new SignInController.NameAndPassword(CANARY, CANARY),
                new SignInController.Code(CANARY),
                new SignInController.Acceptance(CANARY, CANARY),
                new MeController.Code(CANARY),
                new MeController.NewPassword(CANARY, CANARY),
                new MeController.Enrolled(true, List.of(CANARY)),
                new MeController.RecoveryCodes(List.of(CANARY)),
                new AccountsController.NewAccount(CANARY, CANARY, CANARY, "en", Set.of(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("valuesWithSecrets")
    void asText_theyTellNothing(Object value) {
        assertThat(value.toString()).doesNotContain(CANARY);
    }
}
