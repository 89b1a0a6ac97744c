package dev.strongroom.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Bounds the body of every request, in bytes and in the time it may take to arrive, and sets headers that no answer
/// may lack.
final class RequestGuard extends OncePerRequestFilter {

    static final String STREAMED = StreamedBody.class.getName();

    private final DataSize largestBody;
    private final Duration bodyDeadline;

    RequestGuard(DataSize largestBody, Duration bodyDeadline) {
        this.largestBody = largestBody;
        this.bodyDeadline = bodyDeadline;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        setHeaders(request, response);
        replaceImpossibleCharset(request);
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            chain.doFilter(request, response);
            return;
        }
        var bounded = new Bounded(request);
        chain.doFilter(bounded, response);
        if (!bounded.drain(response)) {
            request.setAttribute(AbandonedBodies.ATTRIBUTE, true);
        }
    }

    /// What is answered is for the caller alone: nobody keeps it, frames it, runs it or learns where it came from. The
    /// log, the assets of pages and the API description say themselves how long they may be kept.
    private static void setHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
        if (!mayBeKept(request)) {
            response.setHeader("Cache-Control", "no-store");
        }
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    /// Whether the answer says itself how long it may be kept.
    static boolean mayBeKept(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/log/") || path.startsWith("/assets/") || path.equals("/openapi.json");
    }

    /// A charset that can be no name makes the container fail wherever it is asked for, even while a refusal is
    /// answered. What was sent stays in Content-Type, and is refused there.
    private static void replaceImpossibleCharset(HttpServletRequest request) throws UnsupportedEncodingException {
        try {
            var name = request.getCharacterEncoding();
            if (name != null) {
                Charset.isSupported(name);
            }
        } catch (IllegalArgumentException impossible) {
            request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        }
    }

    private static Problem tooLarge() {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "request.too_large",
                "Send a smaller body; the limit is 256 KiB by default.");
    }

    private static Problem tooSlow() {
        return Problem.of(HttpStatus.REQUEST_TIMEOUT, "request.too_slow", "Send the whole body within the time limit.");
    }

    private final class Bounded extends HttpServletRequestWrapper {

        private final BoundedStream body;

        Bounded(HttpServletRequest request) throws IOException {
            super(request);
            this.body = new BoundedStream(request.getInputStream());
        }

        @Override
        public ServletInputStream getInputStream() {
            if (getAttribute(STREAMED) != null) {
                body.lift();
            } else if (getContentLengthLong() > largestBody.toBytes()) {
                throw tooLarge();
            }
            return body;
        }

        /// The caller was refused before it sent anything, and will not.
        private boolean waitsForContinue() {
            return !body.isTouched && "100-continue".equalsIgnoreCase(getHeader("Expect"));
        }

        /// Answers, then reads what was left unread, within the same bounds: closing the connection at once could make
        /// the client lose the answer, and leaving it to the container would wait for a slow client without end.
        ///
        /// @return whether the whole body has been read
        boolean drain(HttpServletResponse response) {
            try {
                if (waitsForContinue()) {
                    return false;
                }
                if (!body.isFinished()) {
                    response.flushBuffer();
                    body.drain();
                }
                return true;
            } catch (IOException | Problem abandoned) {
                return false;
            }
        }
    }

    private final class BoundedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long deadline = System.nanoTime() + bodyDeadline.toNanos();
        private long remaining = largestBody.toBytes();
        private boolean isLifted;
        private boolean isTouched;

        BoundedStream(ServletInputStream body) {
            this.body = body;
        }

        /// The handler bounds what it reads.
        void lift() {
            isLifted = true;
        }

        /// What nobody has read is bounded again.
        void drain() throws IOException {
            if (isLifted) {
                isLifted = false;
                remaining = largestBody.toBytes();
                deadline = System.nanoTime() + bodyDeadline.toNanos();
            }
            checkTime();
            var rest = new byte[8_192];
            int read = 0;
            while (read >= 0) {
                read = read(rest, 0, rest.length);
            }
        }

        @Override
        public int read() throws IOException {
            isTouched = true;
            int read = body.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            isTouched = true;
            int read = body.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            if (isLifted) {
                return;
            }
            remaining -= bytes;
            if (remaining < 0) {
                throw tooLarge();
            }
            checkTime();
        }

        private void checkTime() {
            if (System.nanoTime() > deadline) {
                throw tooSlow();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
