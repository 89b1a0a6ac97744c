package dev.strongroom.vault.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Reads the record from the address of a page, under [FindPages#CUSTOMERS].
final class RecordOnPageArgument implements HandlerMethodArgumentResolver {

    private final ActiveCatalog active;

    private RecordOnPageArgument(ActiveCatalog active) {
        this.active = active;
    }

    @Configuration(proxyBeanMethods = false)
    static class Arguments {

        @Bean
        WebMvcConfigurer recordsOnPages(ActiveCatalog active) {
            return new WebMvcConfigurer() {
                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new RecordOnPageArgument(active));
                }
            };
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RecordOnPage.class;
    }

    @Override
    public RecordOnPage resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        var received = request.getNativeRequest(HttpServletRequest.class);
        if (received == null) {
            throw new IllegalStateException("A page is asked for by HTTP");
        }
        var caller = Caller.of(received)
                .orElseThrow(() -> new IllegalStateException("Records are on no page that is open to everybody"));
        var path = new RecordPath(
                RecordRequests.pathVariable(received, "customer"),
                RecordRequests.pathVariable(received, "collection"),
                RecordRequests.pathVariable(received, "record"),
                RecordRequests.earlierVersion(RecordRequests.pathVariable(received, "version")));
        return new RecordOnPage(path, caller, LocaleContextHolder.getLocale(), active);
    }
}
