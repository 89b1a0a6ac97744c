package dev.strongroom.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// HTTP/1.1 that closes a connection whose request head has not arrived whole in ten seconds.
///
/// Tomcat's own timeout starts anew with every byte, so a client that sends one byte now and then would keep its
/// connection for hours; two thousand such connections would keep everybody else out.
public final class HeadDeadlineProtocol extends Http11NioProtocol {

    static final Duration HEAD_DEADLINE = Duration.ofSeconds(10);

    /// Tomcat makes it by its name.
    public HeadDeadlineProtocol() {
        var deadline = new Deadline(getHandler());
        setHandler(deadline);
        getEndpoint().setHandler(deadline);
    }

    private static final class Deadline implements Handler<NioChannel> {

        private final Handler<NioChannel> http;
        private final ConcurrentMap<SocketWrapperBase<NioChannel>, Long> unfinished = new ConcurrentHashMap<>();

        Deadline(Handler<NioChannel> http) {
            this.http = http;
        }

        /// `LONG` says that more of the request's head is to come: nothing here answers asynchronously.
        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            var state = http.process(socket, event);
            if (state != SocketState.LONG) {
                unfinished.remove(socket);
                return state;
            }
            long now = System.nanoTime();
            long since = unfinished.computeIfAbsent(socket, fresh -> now);
            return now - since > HEAD_DEADLINE.toNanos() ? SocketState.CLOSED : state;
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            unfinished.remove(socket);
            http.release(socket);
        }

        @Override
        public Object getGlobal() {
            return http.getGlobal();
        }

        @Override
        public void pause() {
            http.pause();
        }

        @Override
        public void recycle() {
            unfinished.clear();
            http.recycle();
        }
    }
}
