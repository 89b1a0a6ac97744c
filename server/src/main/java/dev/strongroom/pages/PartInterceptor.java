package dev.strongroom.pages;

import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Refuses a [Part] that is asked for as if it were a page. Comes after the rules of access, so that nobody learns from
/// it what there is.
final class PartInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean isOfPart = handler instanceof HandlerMethod method && method.hasMethodAnnotation(Part.class);
        if (isOfPart && !PageInterceptor.isPart(request)) {
            throw Problem.of(
                    HttpStatus.BAD_REQUEST, "page.part", "Open the page that this is a part of; the menu leads to it.");
        }
        return true;
    }
}
