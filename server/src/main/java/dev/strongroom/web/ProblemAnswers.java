package dev.strongroom.web;

import dev.strongroom.database.DatabaseUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Turns every failure into an RFC 9457 problem with a stable code, in Chinese where the caller prefers it, and
/// without stack traces or values. What is not foreseen becomes `server.unexpected` and is logged by its type.
@RestControllerAdvice
final class ProblemAnswers {

    private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final String TYPE_PREFIX = "urn:strongroom:problem:";

    private final RefusalLog refusals;

    ProblemAnswers(RefusalLog refusals) {
        this.refusals = refusals;
    }

    /// Every answer that is a problem is made here. Its length is not told: who knew it would use the connection again
    /// before the rest of the request was read, see [RequestGuard].
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> problem(Problem problem, HttpServletRequest request) {
        refusals.note(problem, request);
        var answer = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (RequestGuard.mayBeKept(request)) {
            answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        var wait = problem.members().get("retryAfterSeconds");
        if (wait != null) {
            answer.header(HttpHeaders.RETRY_AFTER, wait.toString());
        }
        return answer.body(body(problem, request.getLocale()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(
            HttpMessageNotReadableException failure, HttpServletRequest request) {
        var cause = failure.getMostSpecificCause();
        if (cause instanceof Problem problem) {
            return problem(problem, request);
        }
        return problem(malformed(cause), request);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> malformed(JacksonException failure, HttpServletRequest request) {
        return problem(malformed(failure), request);
    }

    @ExceptionHandler({TypeMismatchException.class, InvalidParameterException.class})
    ResponseEntity<Map<String, Object>> mistyped(RuntimeException failure, HttpServletRequest request) {
        return problem(ofStatus(HttpStatus.BAD_REQUEST), request);
    }

    /// A database that is away, slow or full, however deep in the server it was met.
    @ExceptionHandler({DatabaseUnavailable.class, DataAccessException.class, TransactionException.class})
    ResponseEntity<Map<String, Object>> databaseUnavailable(RuntimeException failure, HttpServletRequest request) {
        log.warn("The database did not answer a request: {}", failure.getClass().getName());
        return unavailable("database.unavailable", request);
    }

    /// Nobody is there any more to be answered.
    @ExceptionHandler
    void gone(ClientAbortException gone, HttpServletRequest request) {
        log.debug("A caller broke the connection");
        BrokenAnswers.cutShort(request);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unexpected(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse foreseen) {
            var status = HttpStatus.valueOf(foreseen.getStatusCode().value());
            var answered = problem(ofStatus(status), request);
            return ResponseEntity.status(status)
                    .headers(foreseen.getHeaders())
                    .headers(answered.getHeaders())
                    .body(answered.getBody());
        }
        if (failure instanceof Unavailable passing) {
            return unavailable(passing.code(), request);
        }
        log.error("Unexpected {} while answering a request", failure.getClass().getName());
        log.debug("Its trace", failure);
        return problem(ofStatus(HttpStatus.INTERNAL_SERVER_ERROR), request);
    }

    private ResponseEntity<Map<String, Object>> unavailable(String code, HttpServletRequest request) {
        var problem = Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE, code, "Repeat the request later; nothing was disclosed.")
                .with("retryAfterSeconds", 1);
        return problem(problem, request);
    }

    /// The problem for a failure known only by its status.
    static Problem ofStatus(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND ->
                Problem.of(status, "request.no_such_path", "Check the path; /openapi.json lists them all.");
            case METHOD_NOT_ALLOWED -> Problem.of(status, "request.method", "Use one of the methods in Allow.");
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(status, "request.media_type", "Send a media type that /openapi.json names for this call.");
            case NOT_ACCEPTABLE -> Problem.of(status, "request.accept", "Accept application/json.");
            default ->
                status.is4xxClientError()
                        ? Problem.of(status, "request.malformed", "Correct the request; /openapi.json describes it.")
                        : Problem.of(
                                status,
                                "server.unexpected",
                                "Repeat the request later; the operator finds the cause in the log.");
        };
    }

    private static Problem malformed(Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown && isName(unknown.getPropertyName())) {
            return Problem.of(HttpStatus.BAD_REQUEST, "request.unknown_member", "Remove the member named in `member`.")
                    .with("member", unknown.getPropertyName());
        }
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "request.malformed_json",
                "Send one well-formed JSON value in UTF-8, without duplicate members, at most 32 levels deep.");
    }

    private static boolean isName(String text) {
        return text.matches("[A-Za-z_]{1,40}");
    }

    private static Map<String, Object> body(Problem problem, Locale locale) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", TYPE_PREFIX + problem.code());
        body.put("title", problem.status().getReasonPhrase());
        body.put("status", problem.status().value());
        body.put("code", problem.code());
        body.put("detail", detail(problem, locale));
        body.putAll(problem.members());
        return body;
    }

    private static String detail(Problem problem, Locale locale) {
        if (!"zh".equals(locale.getLanguage())) {
            return problem.detail();
        }
        try {
            return ResourceBundle.getBundle("messages.problems", Locale.SIMPLIFIED_CHINESE)
                    .getString(problem.code());
        } catch (MissingResourceException english) {
            return problem.detail();
        }
    }
}
