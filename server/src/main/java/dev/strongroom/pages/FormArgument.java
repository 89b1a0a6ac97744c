package dev.strongroom.pages;

import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Reads the form that was sent, within the limits of every body.
final class FormArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Form.class;
    }

    @Override
    public Form resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory)
            throws IOException {
        var received = request.getNativeRequest(HttpServletRequest.class);
        if (received == null || !PageInterceptor.isPart(received)) {
            throw needsScript();
        }
        return Form.parse(received.getInputStream().readAllBytes());
    }

    /// Another site could send a form by itself, but not with a header of its own (Fetch, 4.8: CORS preflight).
    private static Problem needsScript() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "form.needs_script",
                "Allow JavaScript for this site, and load the page again.");
    }
}
