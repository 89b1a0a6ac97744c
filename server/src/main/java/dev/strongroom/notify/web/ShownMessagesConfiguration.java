package dev.strongroom.notify.web;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.notify.ShownMessages;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Adds the page of messages where they are shown instead of sent. Elsewhere there is no such path.
@Configuration(proxyBeanMethods = false)
class ShownMessagesConfiguration {

    private static final String PATH = "/messages";

    @Bean
    SmartInitializingSingleton shownMessagesPage(
            StrongroomConfiguration configuration,
            ShownMessages messages,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
        return () -> {
            if (configuration.messages().shownInsecurely()) {
                add(handlers, new ShownMessagesPage(messages));
            }
        };
    }

    private static void add(RequestMappingHandlerMapping handlers, ShownMessagesPage page) {
        var method = ReflectionUtils.findMethod(ShownMessagesPage.class, "page", HttpServletRequest.class);
        if (method == null) {
            throw new IllegalStateException("The page of messages has no handler");
        }
        var mapping = RequestMappingInfo.paths(PATH)
                .methods(RequestMethod.GET)
                .produces(MediaType.TEXT_HTML_VALUE)
                .options(handlers.getBuilderConfiguration())
                .build();
        handlers.registerMapping(mapping, page, method);
    }
}
