package dev.strongroom.notify.web;

import dev.strongroom.notify.Outbox;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What became of messages, for administrators: ids and states, never an address or a text.
@RestController
class MessagesController {

    private final Outbox outbox;
    private final JdbcClient jdbc;

    MessagesController(Outbox outbox, JdbcClient jdbc) {
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    record NewestMessages(List<Outbox.State> messages) {}

    @GetMapping("/v1/messages")
    @RequiresRole("administrator")
    NewestMessages list() {
        return new NewestMessages(outbox.newest(jdbc));
    }
}
