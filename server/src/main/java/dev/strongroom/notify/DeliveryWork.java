package dev.strongroom.notify;

import dev.strongroom.database.PeriodicWork;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/// Delivers on every open channel, each at its own pace, for as long as the server runs.
final class DeliveryWork implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final List<PeriodicWork> channels;

    DeliveryWork(List<Delivery> deliveries, Outbox outbox) {
        this.channels = deliveries.stream()
                .map(delivery ->
                        new PeriodicWork("delivery-" + delivery.channel().word(), PAUSE, delivery::sendNext))
                .toList();
        outbox.onWake(() -> channels.forEach(PeriodicWork::wake));
    }

    @Override
    public void start() {
        channels.forEach(PeriodicWork::start);
    }

    @Override
    public void stop() {
        channels.forEach(PeriodicWork::stop);
    }

    @Override
    public boolean isRunning() {
        return channels.stream().anyMatch(PeriodicWork::isRunning);
    }
}
