package dev.strongroom.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpStatus;

/// Notes what the container refused by itself, such as a request that is no HTTP: no handler ever sees it.
final class UnreadRequests extends ValveBase implements AccessLog {

    private final RefusalLog refusals;

    UnreadRequests(RefusalLog refusals) {
        this.refusals = refusals;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /// Called at the end of every request, also of one that could not be read.
    @Override
    public void log(Request request, Response response, long nanoseconds) {
        if (response.getStatus() >= HttpStatus.BAD_REQUEST.value() && !RefusalLog.isNoted(request)) {
            refusals.note(response.getStatus(), "request.unreadable", request);
        }
    }

    @Override
    public void setRequestAttributesEnabled(boolean isEnabled) {
        // No attribute of a proxy is believed
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
