package dev.strongroom.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.config.StrongroomConfiguration.Credentials;
import dev.strongroom.config.StrongroomConfiguration.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A message centre that takes the connection and says nothing.
class SmppSilenceTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(20)
    void silentMessageCentre_isGivenUp_inTheHandshakeToo(boolean tls) throws IOException {
        var password = Files.writeString(folder.resolve("password"), "secret");
        var user = new Credentials("user", password);
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var gateway = new Gateway.Smpp("127.0.0.1", silent.getLocalPort(), tls, user);
            var post = new SmppPost(gateway, "Shop", Duration.ofMillis(300));
            assertThatThrownBy(() -> post.send("message-1", "+8613800138000", new MessageText.Text("", "x")))
                    .asInstanceOf(InstanceOfAssertFactories.type(NotSent.class))
                    .satisfies(failure -> assertThat(failure.then()).isEqualTo(NotSent.Then.LATER))
                    .satisfies(failure -> assertThat(failure).hasMessageNotContaining("138"));
            post.close();
        }
    }
}
