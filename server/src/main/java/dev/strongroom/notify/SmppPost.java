package dev.strongroom.notify;

import dev.strongroom.config.StrongroomConfiguration.Gateway;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;

/// Hands text messages to a message centre that speaks SMPP 3.4, as a transmitter. The session is kept, and bound
/// again once it broke.
///
/// Texts go as UCS-2, of which one message holds 70 characters.
final class SmppPost implements Post {

    static final int LONGEST = 70;

    private static final Duration ENQUIRY = Duration.ofSeconds(30);

    /// Invalid destination address, invalid type of it, invalid numbering plan (SMPP 3.4, 5.1.3).
    private static final Set<Integer> ADDRESS_REFUSED = Set.of(0x0b, 0x50, 0x51);

    private final Gateway.Smpp gateway;
    private final String sender;
    private final Duration patience;
    private Optional<SMPPSession> session = Optional.empty();

    /// @param patience how long the message centre may take to be reached, to bind and to answer, each
    SmppPost(Gateway.Smpp gateway, String sender, Duration patience) {
        this.gateway = gateway;
        this.sender = sender;
        this.patience = patience;
    }

    @Override
    public synchronized void send(String id, String address, MessageText.Text text) throws NotSent {
        var bound = session();
        try {
            submit(bound, address, text.body());
        } catch (NegativeResponseException refused) {
            throw ADDRESS_REFUSED.contains(refused.getCommandStatus())
                    ? new NotSent("sms.address_refused", NotSent.Then.NEVER)
                    : new NotSent("sms.refused", NotSent.Then.LATER);
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | IOException lost) {
            close();
            throw new NotSent("sms.answer_lost", NotSent.Then.PERHAPS_ONCE);
        }
    }

    private SMPPSession session() throws NotSent {
        try {
            return bound();
        } catch (IOException failure) {
            close();
            throw new NotSent("sms.gateway_failed", NotSent.Then.LATER);
        }
    }

    private void submit(SMPPSession bound, String address, String text)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        boolean isName = sender.codePoints().anyMatch(Character::isLetter);
        bound.submitShortMessage(
                "",
                isName ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.INTERNATIONAL,
                isName ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
                sender.replace("+", ""),
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                address.replace("+", ""),
                new ESMClass(),
                (byte) 0,
                (byte) 1,
                null,
                null,
                new RegisteredDelivery(SMSCDeliveryReceipt.DEFAULT),
                (byte) 0,
                new GeneralDataCoding(Alphabet.ALPHA_UCS2),
                (byte) 0,
                text.getBytes(StandardCharsets.UTF_16BE));
    }

    private SMPPSession bound() throws IOException {
        if (session.isEmpty() || !session.get().getSessionState().isTransmittable()) {
            close();
            var fresh = new SMPPSession(gateway.tls() ? this::encrypted : this::plain);
            fresh.setTransactionTimer(patience.toMillis());
            fresh.setEnquireLinkTimer((int) ENQUIRY.toMillis());
            fresh.connectAndBind(gateway.host(), gateway.port(), bind(), patience.toMillis());
            session = Optional.of(fresh);
        }
        return session.orElseThrow();
    }

    private BindParameter bind() {
        return new BindParameter(
                BindType.BIND_TX,
                gateway.credentials().user(),
                SecretFile.content(gateway.credentials().passwordFile()),
                "",
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "");
    }

    /// Whoever takes the connection and is silent is given up, in the handshake too.
    private Socket connected(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(patience.toMillis()));
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private Connection plain(String host, int port) throws IOException {
        return new SocketConnection(connected(host, port));
    }

    /// With the name in the certificate checked, which a bare socket leaves out.
    private Connection encrypted(String host, int port) throws IOException {
        var bare = connected(host, port);
        try {
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var socket = (SSLSocket) factory.createSocket(bare, host, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new SocketConnection(socket);
        } catch (IOException failure) {
            bare.close();
            throw failure;
        }
    }

    @Override
    public synchronized void close() {
        session.ifPresent(SMPPSession::unbindAndClose);
        session = Optional.empty();
    }
}
