package dev.strongroom.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Establishes who is calling; the identity module implements it.
public interface CallerAuthentication {

    /// @return empty when the request carries no credentials, or none that are valid now from this address; the
    /// two are not told apart
    Optional<Caller> authenticate(HttpServletRequest request);

    /// The caller of a request that was authenticated, with the rights they have now.
    ///
    /// @return empty when they may not call any more
    Optional<Caller> again(HttpServletRequest request);
}
