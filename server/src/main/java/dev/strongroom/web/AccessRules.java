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
/// is refused.
final class AccessRules implements HandlerInterceptor {

    static final String CALLER = Caller.class.getName();
    private static final String LASTING = LastingCaller.class.getName();

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

        record SigningIn() implements Rule {}

        record Authenticated(boolean reads) implements Rule {}

        record OneOf(String[] roles, boolean fresh) implements Rule {}

        record Customers() implements Rule {}

        record Undeclared() implements Rule {}
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        AmbiguousRequests.refuse(request);
        var rule = handler instanceof HandlerMethod method
                ? rules.computeIfAbsent(method.getMethod(), AccessRules::declared)
                : new Rule.Open();
        if (handler instanceof HandlerMethod method && isStreamed(method)) {
            request.setAttribute(RequestGuard.STREAMED, true);
        }
        switch (rule) {
            case Rule.Open open -> {}
            case Rule.SigningIn step -> rates.countStep(request.getRemoteAddr());
            case Rule.Authenticated any -> requireFresh(authenticateStaff(request), isChange(request) && !any.reads());
            case Rule.OneOf oneOf -> {
                var caller = authenticateStaff(request);
                requireRole(caller, oneOf.roles());
                requireFresh(caller, oneOf.fresh() || isChange(request));
            }
            case Rule.Customers only -> requireCustomer(authenticate(request), request);
            case Rule.Undeclared none -> throw forbidden();
        }
        request.setAttribute(LASTING, (LastingCaller) () -> again(request, rule));
        return true;
    }

    private Caller again(HttpServletRequest request, Rule rule) {
        var before = Caller.of(request).map(Caller::id);
        var caller = authentication
                .again(request)
                .filter(now -> before.filter(now.id()::equals).isPresent())
                .orElseThrow(AccessRules::unknown);
        if (rule instanceof Rule.OneOf oneOf) {
            requireRole(caller, oneOf.roles());
        }
        return caller;
    }

    private boolean isStreamed(HandlerMethod handler) {
        return streamed.computeIfAbsent(handler.getMethod(), method -> method.isAnnotationPresent(StreamedBody.class));
    }

    private Caller authenticate(HttpServletRequest request) {
        refuseHead(request);
        var caller = authentication.authenticate(request);
        if (caller.isEmpty()) {
            rates.countFailure(request.getRemoteAddr());
            throw unknown();
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

    /// Staff or a program. A customer is refused whatever the rule asks for besides.
    private Caller authenticateStaff(HttpServletRequest request) {
        var caller = authenticate(request);
        if (caller.isCustomer()) {
            throw forbidden();
        }
        return caller;
    }

    private void requireCustomer(Caller caller, HttpServletRequest request) {
        if (!caller.isCustomer()) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN, "caller.no_customer", "Sign in as a customer; this is for customers alone.");
        }
        requireFresh(caller, isChange(request));
    }

    private static void requireRole(Caller caller, String... roles) {
        if (Arrays.stream(roles).noneMatch(caller.roles()::contains)) {
            throw forbidden();
        }
    }

    private static boolean isChange(HttpServletRequest request) {
        return !"GET".equals(request.getMethod());
    }

    private void requireFresh(Caller caller, boolean isNeeded) {
        if (isNeeded && Unproven.isStale(caller, clock.instant())) {
            throw Unproven.factorStale();
        }
    }

    private static Problem unknown() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "caller.unknown",
                "Sign in, or send a valid key as `Authorization: Bearer srk_...` from an allowed address.");
    }

    private static Problem forbidden() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "caller.role_missing",
                "Use a key or an account with the role that this operation needs.");
    }

    private static Rule declared(Method method) {
        if (find(method, OpenEndpoint.class).isPresent()) {
            return new Rule.Open();
        }
        if (find(method, SignInStep.class).isPresent()) {
            return new Rule.SigningIn();
        }
        return find(method, AnyCaller.class)
                .<Rule>map(any -> new Rule.Authenticated(any.reads()))
                .or(() -> find(method, RequiresRole.class).map(role -> new Rule.OneOf(role.value(), role.fresh())))
                .or(() -> find(method, CustomersOnly.class).map(only -> new Rule.Customers()))
                .orElseGet(Rule.Undeclared::new);
    }

    private static <A extends Annotation> Optional<A> find(Method method, Class<A> rule) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, rule))
                .or(() -> Optional.ofNullable(
                        AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), rule)));
    }
}
