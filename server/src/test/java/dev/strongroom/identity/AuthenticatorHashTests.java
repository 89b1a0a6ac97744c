package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Authenticator apps whose codes are made with SHA-256 instead of SHA-1.
class AuthenticatorHashTests {

    @TempDir
    static Path home;

    @Test
    void newAppsGetTheHashOfTheConfiguration_andOlderOnesKeepTheirs() {
        try (var server = RunningServer.start(home)) {
            var before = StaffMember.signedIn(server, "before", List.of(), List.of());
            server.restart(Map.of("STRONGROOM_AUTHENTICATOR_APPS_HASH", "sha-256"));
            var after = new StaffMember(server, "after");
            after.take(after.invite(List.of(), List.of()));
            var begun = after.post("/v1/me/apps", Map.of("label", "phone")).json();
            assertThat(begun.get("uri").asString()).endsWith("&algorithm=SHA256");
            assertThat(begun.get("secret").asString()).hasSize(52);
            assertThat(after.enrol().status()).isEqualTo(200);
            for (var member : List.of(before, after)) {
                var elsewhere = member.atAnotherDevice();
                assertThat(elsewhere.password(StaffMember.PASSWORD).status()).isEqualTo(200);
                elsewhere.forgetCodes();
                assertThat(elsewhere.app("000000").code()).isEqualTo("sign_in.code_refused");
                assertThat(elsewhere.app(elsewhere.code(0)).status()).isEqualTo(200);
            }
        }
    }
}
