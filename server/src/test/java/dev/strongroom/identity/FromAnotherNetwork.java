package dev.strongroom.identity;

import dev.strongroom.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Somebody who signs in from another address of this machine, as if it were another network.
final class FromAnotherNetwork {

    private static final Pattern SESSION = Pattern.compile("__Host-strongroom=(srs_[0-9a-f]+)");

    private static final String SESSION_COOKIE = "__Host-strongroom";

    private FromAnotherNetwork() {}

    /// @return the token of the session that has proven the password; empty if there is none
    static String password(RunningServer server, String from, String name) throws IOException {
        var body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, StaffMember.PASSWORD);
        var found = SESSION.matcher(post(server, from, "/v1/sign-in/password", "", body));
        return found.find() ? found.group(1) : "";
    }

    /// @return the status of a wrong code
    static int code(RunningServer server, String from, String token) throws IOException {
        var cookie = "Cookie: __Host-strongroom=" + token + "\r\n";
        var answer = post(server, from, "/v1/sign-in/app", cookie, "{\"code\":\"000000\"}");
        return Integer.parseInt(answer.substring(9, 12));
    }

    /// What the browser of a person is answered there; it keeps the session it is given.
    ///
    /// @return the whole answer
    static String post(RunningServer server, String from, StaffMember person, String path, String body)
            throws IOException {
        var cookie = "Cookie: " + SESSION_COOKIE + "=" + person.cookies().get(SESSION_COOKIE) + "\r\n";
        var answer = post(server, from, path, cookie, body);
        var replaced = SESSION.matcher(answer);
        if (replaced.find()) {
            person.setCookie(SESSION_COOKIE, replaced.group(1));
        }
        return answer;
    }

    private static String post(RunningServer server, String from, String path, String header, String body)
            throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            var request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
