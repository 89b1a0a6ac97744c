package dev.strongroom.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Applies the rule each handler declares: open, a step of signing in, any caller, or a role. A handler without a rule
/// is
/// refused.
final class AccessRules implements HandlerInterceptor {

    static final String CALLER = Caller.class.getName();

    private final CallerAuthentication authentication;
    private final RequestRates rates;
    private final Clock clock;
    private final Map<Method, Rule> rules = new ConcurrentHashMap<>();
    private final Map<Method, Boolean> streamed = new ConcurrentHashMap<>();

    AccessRules(CallerAuthentication authentication, RequestRates rates, Clock clock) {
        this.authentication = authentication;
        this.rates = rates;
        this.clock = clock;
    }

    private sealed interface Rule {
        record Open() implements Rule {}

        record Authenticated() implements Rule {}

        record OneOf(String[] roles) implements Rule {}

        record Undeclared() implements Rule {}
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        var rule = handler instanceof HandlerMethod method
                ? rules.computeIfAbsent(method.getMethod(), AccessRules::declared)
                : new Rule.Open();
        if (handler instanceof HandlerMethod method && isStreamed(method)) {
            request.setAttribute(RequestGuard.STREAMED, true);
        }
        switch (rule) {
            case Rule.Open open -> {}
            case Rule.Authenticated any -> authenticate(request);
            case Rule.OneOf roles -> requireRole(authenticate(request), roles, request);
            case Rule.Undeclared none -> throw forbidden();
        }
        return true;
    }

    private boolean isStreamed(HandlerMethod handler) {
        return streamed.computeIfAbsent(handler.getMethod(), method -> method.isAnnotationPresent(StreamedBody.class));
    }

    private Caller authenticate(HttpServletRequest request) {
        refuseHead(request);
        var caller = authentication.authenticate(request);
        if (caller.isEmpty()) {
            rates.countFailure(request.getRemoteAddr());
            throw Problem.of(
                    HttpStatus.UNAUTHORIZED,
                    "caller.unknown",
                    "Sign in, or send a valid key as `Authorization: Bearer srk_...` from an allowed address.");
        }
        rates.countRequest(caller.get());
        request.setAttribute(CALLER, caller.get());
        return caller.get();
    }

    /// A HEAD would make a look that leaves nothing with the caller but still counts as one.
    private static void refuseHead(HttpServletRequest request) {
        if ("HEAD".equals(request.getMethod())) {
            throw Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "request.method", "Use one of the methods in Allow.");
        }
    }

    /// Whatever needs a role and changes something needs a second factor that a person has just proven.
    private void requireRole(Caller caller, Rule.OneOf rule, HttpServletRequest request) {
        if (Arrays.stream(rule.roles()).noneMatch(caller.roles()::contains)) {
            throw forbidden();
        }
        if (!"GET".equals(request.getMethod()) && Unproven.isStale(caller, clock.instant())) {
            throw Unproven.factorStale();
        }
    }

    private static Problem forbidden() {
        return Problem.of(
                HttpStatus.FORBIDDEN, "caller.role_missing", "Use a key with the role that this operation needs.");
    }

    private static Rule declared(Method method) {
        if (find(method, OpenEndpoint.class).isPresent()
                || find(method, SignInStep.class).isPresent()) {
            return new Rule.Open();
        }
        if (find(method, AnyCaller.class).isPresent()) {
            return new Rule.Authenticated();
        }
        return find(method, RequiresRole.class)
                .<Rule>map(role -> new Rule.OneOf(role.value()))
                .orElseGet(Rule.Undeclared::new);
    }

    private static <A extends Annotation> Optional<A> find(Method method, Class<A> rule) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, rule))
                .or(() -> Optional.ofNullable(
                        AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), rule)));
    }
}
