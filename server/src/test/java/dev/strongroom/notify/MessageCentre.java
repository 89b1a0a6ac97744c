package dev.strongroom.notify;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageIDGenerator;
import org.jsmpp.util.RandomMessageIDGenerator;

/// A message centre that speaks SMPP over a real connection and keeps what it is given.
public final class MessageCentre implements ServerMessageReceiverListener, AutoCloseable {

    public static final String USER = "strongroom";
    public static final String PASSWORD = "smpp-pw1";

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    private final SMPPServerSessionListener listener;
    private final MessageIDGenerator ids = new RandomMessageIDGenerator();
    private final List<Text> texts = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    /// @param to as it stood in the message, without the plus
    public record Text(String to, String from, String text) {}

    public MessageCentre(int port) throws IOException {
        listener = new SMPPServerSessionListener(port);
        listener.setMessageReceiverListener(this);
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var session = listener.accept();
                sessions.add(session);
                Thread.ofVirtual().start(() -> bind(session));
            }
        } catch (IOException closed) {
            // The centre is closed
        }
    }

    private static void bind(SMPPServerSession session) {
        try {
            var request = session.waitForBind(5_000);
            boolean isKnown =
                    request.getSystemId().equals(USER) && request.getPassword().equals(PASSWORD);
            if (isKnown) {
                request.accept("centre");
            } else {
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            }
        } catch (IOException | java.util.concurrent.TimeoutException | PDUStringException gone) {
            session.close();
        }
    }

    public List<Text> texts() {
        return List.copyOf(texts);
    }

    /// The code in the newest text to a number, once there are this many.
    ///
    /// @param number with its plus
    public String codeTo(String number, int count) {
        RunningServer.await("a text message", () -> to(number).size() >= count);
        var code = CODE.matcher(to(number).getLast().text());
        if (!code.find()) {
            throw new AssertionError("The text message holds no code");
        }
        return code.group();
    }

    private List<Text> to(String number) {
        return texts.stream()
                .filter(text -> text.to().equals(number.substring(1)))
                .toList();
    }

    /// @param status of SMPP that every message is answered with; 0 takes them
    public void refuse(int status) {
        refusal = status;
    }

    public void dropConnections() {
        sessions.forEach(SMPPServerSession::close);
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession session) throws ProcessRequestException {
        if (refusal != 0) {
            throw new ProcessRequestException("refused", refusal);
        }
        var text = new String(message.getShortMessage(), StandardCharsets.UTF_16BE);
        texts.add(new Text(message.getDestAddress(), message.getSourceAddr(), text));
        return new SubmitSmResult(ids.newMessageId(), new org.jsmpp.bean.OptionalParameter[0]);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAcceptCancelSm(CancelSm message, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        dropConnections();
        listener.close();
    }
}
