package dev.strongroom.identity.web;

import dev.strongroom.identity.session.PersonAuthentication;
import dev.strongroom.identity.session.Session;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;

/// The session of a request to a step of signing in.
final class OwnSession {

    private final PersonAuthentication people;

    OwnSession(PersonAuthentication people) {
        this.people = people;
    }

    /// Complete or not.
    Session require(HttpServletRequest request) {
        return people.session(request)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.UNAUTHORIZED, "session.missing", "Sign in; the session is over or was ended."));
    }

    Session requireComplete(HttpServletRequest request) {
        var session = require(request);
        if (!session.isComplete()) {
            throw Problem.of(
                    HttpStatus.UNAUTHORIZED, "session.incomplete", "Go on signing in; a second factor is missing.");
        }
        return session;
    }
}
