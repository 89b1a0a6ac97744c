package dev.strongroom.notify;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.config.StrongroomConfiguration.Gateway;
import dev.strongroom.database.PeriodicWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Opens the channels that are configured and sends what waits on them.
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    private static final Duration UPKEEP_PAUSE = Duration.ofHours(1);

    /// The posts of the channels that are open.
    record Posts(Map<Channel, Post> open) implements AutoCloseable {
        Posts {
            open = Map.copyOf(open);
        }

        @Override
        public void close() {
            open.values().forEach(Post::close);
        }
    }

    /// Much shorter than a message stays reserved for the server that sends it.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    ShownMessages shownMessages(Clock clock) {
        return new ShownMessages(clock);
    }

    @Bean
    Posts posts(StrongroomConfiguration configuration, ShownMessages shown, JsonMapper json, Clock clock) {
        var messages = configuration.messages();
        var open = new EnumMap<Channel, Post>(Channel.class);
        messages.mail().ifPresent(mail -> open.put(Channel.MAIL, new SmtpPost(mail, clock)));
        messages.sms().ifPresent(sms -> open.put(Channel.SMS, post(sms, shown, json)));
        if (messages.shownInsecurely()) {
            open.put(Channel.MAIL, shown.post(Channel.MAIL));
        }
        return new Posts(open);
    }

    private static Post post(StrongroomConfiguration.Sms sms, ShownMessages shownMessages, JsonMapper json) {
        return switch (sms.gateway()) {
            case Gateway.Smpp smpp -> new SmppPost(smpp, sms.sender(), PATIENCE);
            case Gateway.Web web -> new WebGatewayPost(web, sms.sender(), json, PATIENCE);
            case Gateway.ShownInsecurely shown -> shownMessages.post(Channel.SMS);
        };
    }

    @Bean
    Words messageWords(JsonMapper json) {
        return new Words(json);
    }

    @Bean
    Outbox outbox(Words words, Posts posts, SecureRandom random, Clock clock) {
        return new Outbox(words, posts.open().keySet(), random, clock);
    }

    @Bean
    Notices notices(JdbcClient jdbc, Words words, Outbox outbox, StrongroomConfiguration configuration) {
        return new Notices(jdbc, words, outbox, configuration.http().publicUrl().toString());
    }

    @Bean
    SmsBudget smsBudget(StrongroomConfiguration configuration, MeterRegistry meters, Clock clock) {
        return new SmsBudget(configuration.messages().sms(), meters, clock);
    }

    @Bean
    DeliveryWork deliveryWork(
            Posts posts,
            Outbox outbox,
            JdbcClient jdbc,
            ObjectProvider<Correspondents> correspondents,
            MeterRegistry meters) {
        var known = correspondents.stream().toList();
        return new DeliveryWork(
                posts.open().entrySet().stream()
                        .map(open -> new Delivery(open.getKey(), open.getValue(), outbox, jdbc, known, meters))
                        .toList(),
                outbox);
    }

    @Bean
    PeriodicWork messageUpkeep(Outbox outbox, Notices notices, SmsBudget budget, JdbcClient jdbc) {
        return new PeriodicWork("message-upkeep", UPKEEP_PAUSE, () -> {
            outbox.removeBefore(jdbc, Outbox.KEPT);
            notices.removeBefore(Notices.KEPT);
            budget.removeBefore(jdbc, SmsBudget.KEPT);
            return false;
        });
    }
}
