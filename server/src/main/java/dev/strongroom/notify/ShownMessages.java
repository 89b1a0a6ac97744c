package dev.strongroom.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Messages that are shown to everybody instead of being sent, for trying the product on one machine. The newest fifty
/// are kept, in memory.
public final class ShownMessages {

    private static final int MOST = 50;

    private final Clock clock;
    private final Deque<Shown> messages = new ArrayDeque<>();

    ShownMessages(Clock clock) {
        this.clock = clock;
    }

    /// A message as it would have been sent.
    public record Shown(Channel channel, String address, String subject, String body, Instant at) {
        @Override
        public String toString() {
            return "Shown";
        }
    }

    /// A post that shows what it is given.
    Post post(Channel channel) {
        return (id, address, text) -> add(new Shown(channel, address, text.subject(), text.body(), clock.instant()));
    }

    private synchronized void add(Shown message) {
        messages.addFirst(message);
        if (messages.size() > MOST) {
            messages.removeLast();
        }
    }

    /// Newest first.
    public synchronized List<Shown> all() {
        return List.copyOf(messages);
    }
}
