package dev.strongroom.web;

import dev.strongroom.database.DatabaseUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What each failure is told as, whether to a program or on a page. What is not foreseen becomes `server.unexpected`
/// and is logged by its type.
public final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final RefusalLog refusals;

    Failures(RefusalLog refusals) {
        this.refusals = refusals;
    }

    /// The problem to answer with; the refusal is noted.
    public Problem problem(Exception failure, HttpServletRequest request) {
        var problem = told(failure);
        refusals.note(problem, request);
        return problem;
    }

    /// What the problem says to do next, in Chinese for those who read it.
    public static String detail(Problem problem, Locale locale) {
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

    private static Problem told(Exception failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case JacksonException malformed -> malformed(malformed);
            case TypeMismatchException mistyped -> ofStatus(HttpStatus.BAD_REQUEST);
            case InvalidParameterException mistyped -> ofStatus(HttpStatus.BAD_REQUEST);
            case DatabaseUnavailable away -> databaseUnavailable(away);
            case DataAccessException away -> databaseUnavailable(away);
            case TransactionException away -> databaseUnavailable(away);
            default -> unexpected(failure);
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException failure) {
        var cause = failure.getMostSpecificCause();
        return cause instanceof Problem problem ? problem : malformed(cause);
    }

    /// A database that is away, slow or full, however deep in the server it was met.
    private static Problem databaseUnavailable(RuntimeException failure) {
        log.warn(
                "The database did not answer a request: {}{}",
                failure.getClass().getName(),
                sqlState(failure));
        return unavailable("database.unavailable");
    }

    /// Five characters of the database that tell a lock from a lost connection; its message may hold values.
    private static String sqlState(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return ", SQL state " + refused.getSQLState();
            }
        }
        return "";
    }

    private static Problem unexpected(Exception failure) {
        if (failure instanceof ErrorResponse foreseen) {
            return ofStatus(HttpStatus.valueOf(foreseen.getStatusCode().value()));
        }
        if (failure instanceof Unavailable passing) {
            return unavailable(passing.code());
        }
        log.error("Unexpected {} while answering a request", failure.getClass().getName());
        log.debug("Its trace", failure);
        return ofStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static Problem unavailable(String code) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, code, "Repeat the request later; nothing was disclosed.")
                .with("retryAfterSeconds", 1);
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
}
