package dev.strongroom.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import org.springframework.http.HttpStatus;

/// Refuses requests that we and whoever checks before us could read in two ways.
final class AmbiguousRequests {

    private AmbiguousRequests() {}

    static void refuse(HttpServletRequest request) {
        refusePathParameters(request);
        refuseRepeated(request);
    }

    /// They mean nothing here, and a path with them would pass whoever guards paths by their beginnings before us.
    private static void refusePathParameters(HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            throw Failures.ofStatus(HttpStatus.NOT_FOUND);
        }
    }

    /// Of two purposes, or two lists of fields, one would be taken and the other seen by whoever checks before us.
    private static void refuseRepeated(HttpServletRequest request) {
        var query = request.getQueryString();
        boolean isRepeated = query != null && isRepeated(query);
        if (isRepeated
                || Collections.list(request.getHeaders("Strongroom-Purpose")).size() > 1) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "request.repeated", "Give each parameter, and the purpose, once.");
        }
    }

    private static boolean isRepeated(String query) {
        var names = Arrays.stream(query.split("&"))
                .map(pair -> decoded(pair.split("=", 2)[0]))
                .toList();
        return names.size() > Set.copyOf(names).size();
    }

    /// As whoever reads the parameters decodes them; what cannot be is no parameter to them.
    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
