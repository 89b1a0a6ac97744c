package dev.strongroom.pages;

import dev.strongroom.web.Failures;
import dev.strongroom.web.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// Shows what was refused as a page, or as the message of one: for every page, and for whatever is asked for under
/// [#CONSOLE] and is none. The code goes along in a header, by which the script of the page knows what would help: to
/// sign in again, or to prove a factor.
final class PageAnswers implements HandlerExceptionResolver, Ordered {

    static final String CODE = "Strongroom-Code";
    static final String CONSOLE = "/console";

    private static final String MEMBER = "Strongroom-Member";

    private final Failures failures;
    private final Frames frames;
    private final MessageSource words;

    PageAnswers(Failures failures, Frames frames, MessageSource words) {
        this.failures = failures;
        this.frames = frames;
        this.words = words;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /// @return null for what is answered elsewhere: to programs, or to nobody as they are gone
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        boolean isForPeople = PageInterceptor.isPage(handler) || isOfConsole(path(request));
        if (!isForPeople || failure instanceof ClientAbortException) {
            return null;
        }
        PageInterceptor.putUnderPolicy(response);
        var problem = failures.problem(failure, request);
        setHeaders(problem, response);
        var answer = new ModelAndView(view(problem, request), problem.status());
        answer.addObject("frame", frames.frame(request));
        answer.addObject("code", problem.code());
        answer.addObject("detail", detail(problem, PageLanguage.of(request)));
        return answer;
    }

    /// As it was asked for, also when the container failed at it and asks how to tell.
    private static String path(HttpServletRequest request) {
        return Objects.requireNonNullElse(
                (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
    }

    private static boolean isOfConsole(String path) {
        return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
    }

    private static void setHeaders(Problem problem, HttpServletResponse response) {
        response.setHeader(CODE, problem.code());
        if (problem.members().get("member") instanceof String member) {
            response.setHeader(MEMBER, member);
        }
        if (problem.members().get("retryAfterSeconds") instanceof Number wait) {
            response.setHeader(HttpHeaders.RETRY_AFTER, wait.toString());
        }
    }

    /// Most problems tell people and programs the same; some have words of their own for people.
    private String detail(Problem problem, Locale locale) {
        var told = Failures.detail(problem, locale);
        return Objects.requireNonNullElse(
                words.getMessage("refused." + problem.code().replace('_', '-'), null, told, locale), told);
    }

    private static String view(Problem problem, HttpServletRequest request) {
        if (PageInterceptor.isPart(request)) {
            return "pages/refusal :: message";
        }
        return problem.status() == HttpStatus.UNAUTHORIZED ? "identity/sign-in" : "pages/refusal";
    }
}
