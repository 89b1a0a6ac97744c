package dev.strongroom.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Failures outside of any handler end here and become problems like all others.
@RestController
@OpenEndpoint
final class UnhandledErrors implements ErrorController {

    @RequestMapping("/error")
    void error(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        throw Failures.ofStatus(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    }
}
