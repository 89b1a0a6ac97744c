package dev.strongroom.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Failures outside of any handler end here and become problems like all others.
@RestController
@OpenEndpoint
final class UnhandledErrors implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(UnhandledErrors.class);

    @RequestMapping("/error")
    void error(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            log.error(
                    "Unexpected {} outside of any handler",
                    cause(failure).getClass().getName());
            log.debug("Its trace", failure);
        }
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        throw Failures.ofStatus(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    }

    private static Throwable cause(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
