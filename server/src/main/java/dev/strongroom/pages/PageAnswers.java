package dev.strongroom.pages;

import dev.strongroom.web.Failures;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/// Shows what was refused as a page, or as the message of one. The code goes along in a header, by which the script of
/// the page knows what would help: to sign in again, or to prove a factor.
@ControllerAdvice(annotations = Page.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageAnswers {

    static final String CODE = "Strongroom-Code";

    private static final String MEMBER = "Strongroom-Member";

    private final Failures failures;
    private final Frames frames;

    PageAnswers(Failures failures, Frames frames) {
        this.failures = failures;
        this.frames = frames;
    }

    @ExceptionHandler
    ModelAndView refused(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (failure instanceof ClientAbortException) {
            throw failure;
        }
        var problem = failures.problem(failure, request);
        response.setHeader(CODE, problem.code());
        if (problem.members().get("member") instanceof String member) {
            response.setHeader(MEMBER, member);
        }
        if (problem.members().get("retryAfterSeconds") instanceof Number wait) {
            response.setHeader(HttpHeaders.RETRY_AFTER, wait.toString());
        }
        var answer = new ModelAndView(view(problem, request), problem.status());
        answer.addObject("frame", frames.frame(request));
        answer.addObject("code", problem.code());
        answer.addObject("detail", Failures.detail(problem, PageLanguage.of(request)));
        return answer;
    }

    private static String view(Problem problem, HttpServletRequest request) {
        if (PageInterceptor.isPart(request)) {
            return "pages/refusal :: message";
        }
        return problem.status() == HttpStatus.UNAUTHORIZED ? "identity/sign-in" : "pages/refusal";
    }
}
