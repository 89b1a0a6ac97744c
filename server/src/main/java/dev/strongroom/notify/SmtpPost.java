package dev.strongroom.notify;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.config.StrongroomConfiguration.Encryption;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/// Hands mail to a server (RFC 6409), over an encrypted connection whose name is checked, and gives up after ten
/// seconds of
/// silence.
final class SmtpPost implements Post {

    private static final String SILENCE_MILLISECONDS = "10000";

    private final StrongroomConfiguration.Mail mail;
    private final Clock clock;

    SmtpPost(StrongroomConfiguration.Mail mail, Clock clock) {
        this.mail = mail;
        this.clock = clock;
    }

    @Override
    public void send(String id, String address, MessageText.Text text) throws NotSent {
        try {
            Transport.send(message(id, address, text));
        } catch (AddressException malformed) {
            throw new NotSent("mail.address_refused", NotSent.Then.NEVER);
        } catch (SendFailedException refused) {
            boolean isFinal = refused.getInvalidAddresses() != null && refused.getInvalidAddresses().length > 0;
            throw isFinal
                    ? new NotSent("mail.address_refused", NotSent.Then.NEVER)
                    : new NotSent("mail.refused", NotSent.Then.LATER);
        } catch (MessagingException failure) {
            throw new NotSent("mail.server_failed", NotSent.Then.LATER);
        }
    }

    private MimeMessage message(String id, String address, MessageText.Text text) throws MessagingException {
        if (address.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("An address has no control characters");
        }
        var message = new MimeMessage(session()) {
            /// The same at every try, so that a mailbox can tell a repetition.
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader(
                        "Message-ID",
                        "<" + id + "@" + mail.from().substring(mail.from().indexOf('@') + 1) + ">");
            }
        };
        message.setFrom(new InternetAddress(mail.from(), true));
        message.setRecipient(RecipientType.TO, new InternetAddress(address, true));
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setText(text.body(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(clock.instant()));
        return message;
    }

    private Session session() {
        var properties = properties();
        if (mail.credentials().isEmpty()) {
            return Session.getInstance(properties);
        }
        var credentials = mail.credentials().get();
        var signIn = new PasswordAuthentication(credentials.user(), SecretFile.content(credentials.passwordFile()));
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return signIn;
            }
        });
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", mail.host());
        properties.setProperty("mail.smtp.port", Integer.toString(mail.port()));
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(mail.credentials().isPresent()));
        properties.setProperty("mail.smtp.connectiontimeout", SILENCE_MILLISECONDS);
        properties.setProperty("mail.smtp.timeout", SILENCE_MILLISECONDS);
        properties.setProperty("mail.smtp.writetimeout", SILENCE_MILLISECONDS);
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(mail.encryption() == Encryption.TLS));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(mail.encryption() == Encryption.STARTTLS));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(mail.encryption() == Encryption.STARTTLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        return properties;
    }
}
