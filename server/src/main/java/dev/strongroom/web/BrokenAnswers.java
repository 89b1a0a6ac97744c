package dev.strongroom.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Breaks the connection of an answer that failed midway. Ended properly it would look complete (RFC 9112 §8).
public final class BrokenAnswers extends ValveBase {

    private static final String ATTRIBUTE = BrokenAnswers.class.getName();

    /// Marks the answer to that request as cut short.
    public static void cutShort(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(ATTRIBUTE) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("cut short"));
        }
    }
}
