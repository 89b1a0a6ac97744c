package dev.strongroom.config;

import dev.strongroom.config.StrongroomConfiguration.Credentials;
import dev.strongroom.config.StrongroomConfiguration.Encryption;
import dev.strongroom.config.StrongroomConfiguration.Gateway;
import dev.strongroom.config.StrongroomConfiguration.Http;
import dev.strongroom.config.StrongroomConfiguration.Mail;
import dev.strongroom.config.StrongroomConfiguration.Messages;
import dev.strongroom.config.StrongroomConfiguration.Sms;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads how messages are sent. What leaves this machine is encrypted, or it is an error.
final class MessageSettings {

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private final Settings settings;

    private MessageSettings(Settings settings) {
        this.settings = settings;
    }

    static Messages read(Settings settings, Http http) {
        var reader = new MessageSettings(settings);
        boolean shown = settings.flag("messages.shown-insecurely");
        var messages = new Messages(reader.mail(), reader.sms(shown), shown);
        boolean isHere = Settings.isLoopback(http.address())
                && Settings.isLoopback(http.publicUrl().getHost());
        if (shown && !isHere) {
            settings.error("messages.shown-insecurely is for trying the product on one machine; remove http.address and"
                    + " http.public-url");
        }
        return messages;
    }

    private Optional<Mail> mail() {
        var host = settings.text("mail.host");
        var from = settings.text("mail.from");
        var encryption = encryption(host);
        int port = settings.port("mail.port", encryption == Encryption.TLS ? 465 : 587);
        var credentials = credentials("mail.user", "mail.password-file");
        if (host.isPresent() != from.isPresent()) {
            settings.error("mail.host and mail.from must be set together");
        }
        from.filter(given -> !given.matches("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,190}"))
                .ifPresent(given -> settings.error("mail.from must be a mail address"));
        return host.map(given -> new Mail(given, port, encryption, credentials, from.orElse("")));
    }

    private Encryption encryption(Optional<String> host) {
        var name = settings.text("mail.encryption", "starttls");
        var known = Arrays.stream(Encryption.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
        if (known.isEmpty()) {
            settings.error("mail.encryption must be tls, starttls or none");
        }
        if (known.equals(Optional.of(Encryption.NONE))
                && !host.map(Settings::isLoopback).orElse(true)) {
            settings.error("mail.encryption may be none only where mail.host is this machine");
        }
        return known.orElse(Encryption.STARTTLS);
    }

    private Optional<Credentials> credentials(String userName, String fileName) {
        var user = settings.text(userName);
        var file = settings.path(fileName);
        if (user.isPresent() != file.isPresent()) {
            settings.error("%s and %s must be set together".formatted(userName, fileName));
        }
        return user.flatMap(given -> file.map(path -> new Credentials(given, path)));
    }

    private Optional<Sms> sms(boolean shown) {
        var gateway = gateway().or(() -> shown ? Optional.of(new Gateway.ShownInsecurely()) : Optional.empty());
        var sender = settings.text("sms.sender", shown ? "Strongroom" : "");
        var countries = settings.text("sms.countries").isEmpty() && shown ? COUNTRIES : countries();
        int perDay = settings.number("sms.per-day", 1_000, 1, 10_000_000);
        var cost = cost();
        if (gateway.isPresent() && (countries.isEmpty() || !sender.matches("[A-Za-z0-9 ]{1,11}|\\+?[0-9]{3,15}"))) {
            settings.error("sms.countries and sms.sender must be set where text messages are sent");
        }
        return gateway.map(found -> new Sms(found, sender, countries, perDay, cost));
    }

    private Optional<Gateway> gateway() {
        var smpp = smpp();
        var web = web();
        if (smpp.isPresent() && web.isPresent()) {
            settings.error("Set either sms.smpp-host or sms.web-url, not both");
        }
        return smpp.or(() -> web);
    }

    private Optional<Gateway> smpp() {
        var host = settings.text("sms.smpp-host");
        boolean isClear = settings.flag("sms.smpp-without-tls");
        int port = settings.port("sms.smpp-port", isClear ? 2775 : 3550);
        var credentials = credentials("sms.smpp-user", "sms.smpp-password-file");
        if (host.isPresent() && credentials.isEmpty()) {
            settings.error("sms.smpp-user and sms.smpp-password-file must be set with sms.smpp-host");
        }
        if (isClear && !host.map(Settings::isLoopback).orElse(true)) {
            settings.error("sms.smpp-without-tls is allowed only where sms.smpp-host is this machine");
        }
        return host.flatMap(given -> credentials.map(signIn -> new Gateway.Smpp(given, port, !isClear, signIn)));
    }

    private Optional<Gateway> web() {
        var url = settings.url("sms.web-url");
        Optional<Path> token = settings.path("sms.web-token-file");
        if (url.isPresent() != token.isPresent()) {
            settings.error("sms.web-url and sms.web-token-file must be set together");
        }
        return url.flatMap(given -> token.map(file -> new Gateway.Web(given, file)));
    }

    private Set<String> countries() {
        var codes = settings.text("sms.countries").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!COUNTRIES.containsAll(codes)) {
            settings.error("sms.countries must be two-letter codes of ISO 3166-1, divided by commas");
        }
        return codes;
    }

    private BigDecimal cost() {
        var cost = settings.text("sms.cost", "0");
        if (!cost.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            settings.error("sms.cost must be a decimal number such as 0.05");
            return BigDecimal.ZERO;
        }
        return new BigDecimal(cost);
    }
}
