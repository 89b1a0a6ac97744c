package dev.strongroom.identity.session;

import dev.strongroom.web.Caller;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Finds the session a request belongs to, by its cookie.
///
/// A request that may change something and comes from a page of another site is refused, whatever cookie it carries:
/// by `Sec-Fetch-Site`, or by `Origin` where a browser does not send that (OWASP, cross-site request forgery).
public final class PersonAuthentication {

    /// Bound to this host and to encrypted connections, or to loopback, by its name (RFC 6265bis, 4.1.3.2).
    public static final String COOKIE = "__Host-strongroom";

    /// Sent by pages that ask by themselves: nobody need sit before them, so it does not keep a session from ending.
    private static final String UNATTENDED = "Strongroom-Unattended";

    private static final String SESSION = PersonAuthentication.class.getName();
    private static final Cookie[] NONE = {};
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Sessions sessions;

    public PersonAuthentication(Sessions sessions) {
        this.sessions = sessions;
    }

    /// @return empty unless the session is complete
    public Optional<Caller> authenticate(HttpServletRequest request) {
        var session = session(request).filter(Session::isComplete);
        session.ifPresent(found -> request.setAttribute(SESSION, found.id()));
        return session.map(PersonAuthentication::caller);
    }

    /// The one whom [#authenticate] found, as they are now. Another token may belong to the session by now.
    ///
    /// @return empty if the session was ended or is over, or nobody was found
    public Optional<Caller> again(HttpServletRequest request) {
        return request.getAttribute(SESSION) instanceof String id
                ? sessions.ofRequest(id).filter(Session::isComplete).map(PersonAuthentication::caller)
                : Optional.empty();
    }

    private static Caller caller(Session session) {
        var account = session.account();
        return account.isCustomer()
                ? Caller.customer(account.id(), session.strength())
                : Caller.person(account.id(), account.roles(), account.purposes(), session.strength());
    }

    /// The session of the request, complete or not.
    public Optional<Session> session(HttpServletRequest request) {
        boolean isAttended = request.getHeader(UNATTENDED) == null;
        var session = token(request).flatMap(token -> sessions.find(token, request.getRemoteAddr(), isAttended));
        if (session.isPresent()) {
            refuseCrossSite(request);
        }
        return session;
    }

    /// As [#session(HttpServletRequest)].
    ///
    /// @throws dev.strongroom.web.Problem if there is none
    public Session requireSession(HttpServletRequest request) {
        return session(request).orElseThrow(SignInRefusals::noSession);
    }

    /// @throws dev.strongroom.web.Problem if there is none that is complete
    public Session requireComplete(HttpServletRequest request) {
        var session = requireSession(request);
        if (!session.isComplete()) {
            throw SignInRefusals.incomplete();
        }
        return session;
    }

    /// @return empty if there is none, or more than one: another host may have set the other
    private static Optional<String> token(HttpServletRequest request) {
        var token = Optional.<String>empty();
        for (var cookie : Objects.requireNonNullElse(request.getCookies(), NONE)) {
            if (cookie.getName().equals(COOKIE)) {
                if (token.isPresent()) {
                    return Optional.empty();
                }
                token = Optional.of(cookie.getValue());
            }
        }
        return token;
    }

    /// @throws dev.strongroom.web.Problem if the request changes something and comes from elsewhere
    public static void refuseCrossSite(HttpServletRequest request) {
        if (!SAFE.contains(request.getMethod()) && !isOwnSite(request)) {
            throw SignInRefusals.crossSite();
        }
    }

    private static boolean isOwnSite(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN_SITE.contains(site);
        }
        var origin = request.getHeader("Origin");
        return origin == null || origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
    }
}
