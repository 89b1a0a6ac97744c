package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A deployment that was just made.
class FreshDeploymentTests {

    @TempDir
    Path home;

    @Test
    void nobodyCanSignIn_andOneProgramCalls_withAKeyThatWasDrawn() {
        try (var server = RunningServer.start(home)) {
            assertThat(server.count("select count(*) from account")).isZero();
            assertThat(server.count("select count(*) from api_client")).isEqualTo(1);
            assertThat(server.administrator()).matches("srk_[0-9a-f]{12}_[0-9a-f]{64}");
            for (var name : List.of("admin", "root", "administrator", "strongroom")) {
                for (var password : List.of(name, "password", "changeit")) {
                    var body = RunningServer.JSON.writeValueAsString(Map.of("name", name, "password", password));
                    assertThat(server.post("/v1/sign-in/password", "", body).status())
                            .isIn(401, 429);
                }
            }
            assertThat(home.resolve("keys").resolve("first-administrator")).doesNotExist();
        }
    }
}
