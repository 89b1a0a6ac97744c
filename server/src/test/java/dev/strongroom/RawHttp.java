package dev.strongroom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// Bytes on a socket, for what no HTTP client would send.
public final class RawHttp {

    private RawHttp() {}

    /// Sends exactly this and reads until the server closes the connection or says no more for ten seconds.
    public static String exchange(RunningServer server, String request) {
        return exchange(server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static String exchange(RunningServer server, byte[] request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return rest(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Everything the server still says; a reset connection ends it too.
    public static String rest(Socket socket) throws IOException {
        var answer = new StringBuilder();
        var buffer = new byte[8_192];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            return answer.toString();
        }
        return answer.toString();
    }

    public static int status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
