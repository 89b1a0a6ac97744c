package dev.strongroom.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.account.Accounts;
import dev.strongroom.identity.session.OwnFactors;
import dev.strongroom.identity.session.SignIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A framework that logs what it has read or will write writes no secret and nobody's name.
class SecretsInTextTests {

    private static final String CANARY = "canary 4711";

    static Stream<Object> valuesWithSecrets() {
        var step = new SignIn.Step(CANARY, true, Optional.of(CANARY));
        return Stream.of(
                step,
                new OwnFactors.BegunApp("app-1", CANARY, CANARY),
                new OwnFactors.Enrolled(step, List.of(CANARY)),
                new Accounts.Request(CANARY, CANARY, Set.of(), Set.of()),
                new Accounts.Invited("staff-1", CANARY, Instant.EPOCH),
                new SignInController.NameAndPassword(CANARY, CANARY),
                new SignInController.Code(CANARY),
                new SignInController.Acceptance(CANARY, CANARY),
                new MeController.Code(CANARY),
                new MeController.NewPassword(CANARY, CANARY),
                new MeController.Enrolled(true, List.of(CANARY)),
                new MeController.RecoveryCodes(List.of(CANARY)),
                new AccountsController.NewAccount(CANARY, CANARY, Set.of(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("valuesWithSecrets")
    void asText_theyTellNothing(Object value) {
        assertThat(value.toString()).doesNotContain(CANARY);
    }
}
