package dev.strongroom.identity;

import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.web.Caller;
import dev.strongroom.web.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Programs by their key, people by their session. Whoever sends a key is a program, whatever else is sent.
final class CallersAuthentication implements CallerAuthentication {

    private final ClientAuthentication clients;
    private final PersonAuthentication people;

    CallersAuthentication(ClientAuthentication clients, PersonAuthentication people) {
        this.clients = clients;
        this.people = people;
    }

    @Override
    public Optional<Caller> authenticate(HttpServletRequest request) {
        var caller = isPerson(request) ? people.authenticate(request) : clients.authenticate(request);
        return caller.map(known -> known.from(request.getRemoteAddr()));
    }

    @Override
    public Optional<Caller> again(HttpServletRequest request) {
        var caller = isPerson(request) ? people.again(request) : clients.authenticate(request);
        return caller.map(known -> known.from(request.getRemoteAddr()));
    }

    private static boolean isPerson(HttpServletRequest request) {
        return request.getHeader("Authorization") == null;
    }
}
