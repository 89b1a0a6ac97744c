package dev.strongroom.pages;

import dev.strongroom.notify.MessageCentre;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The settings of a server that is walked through: one origin for passkeys, text messages through a real SMPP session,
/// and mail that is shown instead of sent.
final class WalkSettings {

    private WalkSettings() {}

    static Map<String, String> of(Path home, int port, int centrePort) throws IOException {
        var smppSecret = Files.writeString(home.resolve("smpp-password"), MessageCentre.PASSWORD + "\n");
        return Map.of(
                "STRONGROOM_HTTP_PORT",
                Integer.toString(port),
                "STRONGROOM_HTTP_PUBLIC_URL",
                "http://localhost:" + port,
                "STRONGROOM_MESSAGES_SHOWN_INSECURELY",
                "true",
                "STRONGROOM_SMS_SMPP_HOST",
                "127.0.0.1",
                "STRONGROOM_SMS_SMPP_PORT",
                Integer.toString(centrePort),
                "STRONGROOM_SMS_SMPP_WITHOUT_TLS",
                "true",
                "STRONGROOM_SMS_SMPP_USER",
                MessageCentre.USER,
                "STRONGROOM_SMS_SMPP_PASSWORD_FILE",
                smppSecret.toString());
    }
}
