package dev.strongroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.config.StrongroomConfiguration.Credentials;
import dev.strongroom.config.StrongroomConfiguration.Encryption;
import dev.strongroom.config.StrongroomConfiguration.Gateway;
import dev.strongroom.config.StrongroomConfiguration.Mail;
import dev.strongroom.config.StrongroomConfiguration.Messages;
import dev.strongroom.config.StrongroomConfiguration.Sms;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How messages are sent, and which settings are refused at the start.
class MessageSettingsTests {

    @TempDir
    Path home;

    /// @param settings `name=value`, divided by blanks
    private Messages load(String settings) {
        var environment = new HashMap<>(Arrays.stream(settings.split(" "))
                .filter(setting -> !setting.isEmpty())
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> Settings.environmentName(pair[0]), pair -> pair[1])));
        environment.put("STRONGROOM_HOME", home.toString());
        return StrongroomConfiguration.load(Map.copyOf(environment)).messages();
    }

    @Test
    void mail_isMapped_andEncryptedUnlessItSaysOtherwise() {
        var mail = new Mail("mail.example.com", 587, Encryption.STARTTLS, Optional.empty(), "s@example.com");
        assertThat(load("mail.host=mail.example.com mail.from=s@example.com").mail())
                .contains(mail);
        var credentials = new Credentials("u", Path.of("/p"));
        assertThat(load("mail.host=mail.example.com mail.from=s@example.com mail.encryption=tls mail.user=u"
                                + " mail.password-file=/p")
                        .mail())
                .contains(new Mail("mail.example.com", 465, Encryption.TLS, Optional.of(credentials), "s@example.com"));
    }

    @Test
    void messageCentre_isMapped() {
        var sms = load("sms.smpp-host=smsc.example.com sms.smpp-user=u sms.smpp-password-file=/p sms.sender=Shop"
                        + " sms.countries=CN,GB sms.per-day=7 sms.cost=0.05")
                .sms();
        var gateway = new Gateway.Smpp("smsc.example.com", 3550, true, new Credentials("u", Path.of("/p")));
        assertThat(sms).contains(new Sms(gateway, "Shop", Set.of("CN", "GB"), 7, new BigDecimal("0.05")));
    }

    @Test
    void webGateway_isMapped() {
        var sms = load("sms.web-url=https://sms.example.com/v1 sms.web-token-file=/t sms.sender=+447400123456"
                        + " sms.countries=GB")
                .sms();
        assertThat(sms.map(Sms::gateway))
                .contains(new Gateway.Web(URI.create("https://sms.example.com/v1"), Path.of("/t")));
    }

    @Test
    void shownInsecurely_onThisMachine_needsNothingElse() {
        var messages = load("messages.shown-insecurely=true");
        assertThat(messages.shownInsecurely()).isTrue();
        assertThat(messages.sms().map(Sms::gateway)).contains(new Gateway.ShownInsecurely());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail.host=mail.example.com | mail.from",
                "mail.from=s@example.com | mail.host",
                "mail.host=h mail.from=nobody | mail address",
                "mail.host=h mail.from=s@example.com mail.encryption=ssl | tls, starttls or none",
                "mail.host=mail.example.com mail.from=s@example.com mail.encryption=none | this machine",
                "mail.host=h mail.from=s@example.com mail.user=u | mail.password-file",
                "sms.smpp-host=h sms.sender=S sms.countries=GB | sms.smpp-user",
                "sms.smpp-host=h sms.smpp-user=u sms.smpp-password-file=/p sms.sender=S | sms.countries",
                "sms.smpp-host=h sms.smpp-user=u sms.smpp-password-file=/p sms.countries=GB | sms.sender",
                "sms.smpp-host=smsc.example.com sms.smpp-without-tls=true | this machine",
                "sms.web-url=http://sms.example.com sms.web-token-file=/t | https",
                "sms.web-url=https://u:p@sms.example.com sms.web-token-file=/t | https",
                "sms.web-url=https://sms.example.com | sms.web-token-file",
                "sms.countries=XX | ISO 3166-1",
                "sms.cost=-1 | decimal",
                "sms.cost=1e9 | decimal",
                "messages.shown-insecurely=yes | true or false",
                "messages.shown-insecurely=true http.address=0.0.0.0 | one machine",
                "messages.shown-insecurely=true http.public-url=https://people.example.com | one machine",
                "http.public-url=http://people.example.com | https",
                "http.public-url=https://people.example.com/path | after the host",
                "http.address=0.0.0.0 | tls.certificate",
                "passkeys.relying-party=example.com | passkeys.relying-party"
            })
    void settingsThatAreHalfSet_orSendInTheClear_areRefused(String settings, String told) {
        assertThatThrownBy(() -> load(settings))
                .isInstanceOf(ConfigurationErrors.class)
                .hasMessageContaining(told);
    }
}
