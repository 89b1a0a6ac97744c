package dev.strongroom.identity;

import dev.strongroom.approval.AskedChange;
import dev.strongroom.approval.AskedChange.Kind;
import dev.strongroom.approval.KnownChanges;
import dev.strongroom.web.Caller;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes of API clients that others agreed to.
final class ClientsAskedFor implements KnownChanges {

    private static final String CLIENT = "client";

    private final ApiClients clients;

    ClientsAskedFor(ApiClients clients) {
        this.clients = clients;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.CREATE_CLIENT, Kind.ROTATE_CLIENT);
    }

    @Override
    public Optional<Handover> carryOut(AskedChange change, Caller requester) {
        var issued = change.kind() == Kind.CREATE_CLIENT
                ? clients.create(request(change), requester)
                : clients.rotate(change.subject().substring(CLIENT.length() + 1), requester);
        return Optional.of(new Handover(CLIENT, issued.id(), issued.secret()));
    }

    private static ApiClients.Request request(AskedChange change) {
        return new ApiClients.Request(
                text(change, "name"),
                Set.copyOf(list(change, "roles")),
                Set.copyOf(list(change, "purposes")),
                list(change, "address-ranges"),
                Optional.of(text(change, "expires-at"))
                        .filter(moment -> !moment.isEmpty())
                        .map(Instant::parse));
    }

    private static List<String> list(AskedChange change, String member) {
        return Arrays.stream(text(change, member).split(", "))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String text(AskedChange change, String member) {
        return change.content().getOrDefault(member, "");
    }
}
