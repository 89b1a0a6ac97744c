package dev.strongroom.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers programs: turns every failure into an RFC 9457 problem with a stable code, in Chinese where the caller
/// prefers it, and without stack traces or values.
@RestControllerAdvice
final class ProblemAnswers {

    private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final String TYPE_PREFIX = "urn:strongroom:problem:";

    private final Failures failures;

    ProblemAnswers(Failures failures) {
        this.failures = failures;
    }

    /// Every answer that is a problem is made here. Its length is not told: who knew it would use the connection again
    /// before the rest of the request was read, see [RequestGuard].
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> problem(Exception failure, HttpServletRequest request) {
        var problem = failures.problem(failure, request);
        var headers = new HttpHeaders();
        if (failure instanceof ErrorResponse foreseen) {
            headers.addAll(foreseen.getHeaders());
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (RequestGuard.mayBeKept(request)) {
            headers.setCacheControl("no-store");
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        var wait = problem.members().get("retryAfterSeconds");
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, wait.toString());
        }
        return ResponseEntity.status(problem.status()).headers(headers).body(body(problem, request.getLocale()));
    }

    /// Nobody is there any more to be answered.
    @ExceptionHandler
    void gone(ClientAbortException gone, HttpServletRequest request) {
        log.debug("A caller broke the connection");
        BrokenAnswers.cutShort(request);
    }

    private static Map<String, Object> body(Problem problem, Locale locale) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", TYPE_PREFIX + problem.code());
        body.put("title", problem.status().getReasonPhrase());
        body.put("status", problem.status().value());
        body.put("code", problem.code());
        body.put("detail", Failures.detail(problem, locale));
        body.putAll(problem.members());
        return body;
    }
}
