package dev.strongroom.web;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.PeriodicWork;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;

/// Wires limits, access rules and strict JSON.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
    private static final int DEEPEST_NESTING = 32;

    @Bean
    FilterRegistrationBean<RequestGuard> requestGuard(StrongroomConfiguration configuration) {
        var limits = configuration.limits();
        var registration = new FilterRegistrationBean<>(new RequestGuard(limits.body(), limits.bodyDeadline()));
        registration.setOrder(Integer.MIN_VALUE);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowClients(RefusalLog refusals) {
        return factory -> {
            factory.setProtocol(HeadDeadlineProtocol.class.getName());
            // A caller that waits for it learns of a refusal before it sends the body
            factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
            factory.addEngineValves(new AbandonedBodies(), new BrokenAnswers(), new UnreadRequests(refusals));
        };
    }

    @Bean
    RefusalLog refusalLog(Clock clock) {
        return new RefusalLog(clock, log::info);
    }

    @Bean
    Failures failures(RefusalLog refusals) {
        return new Failures(refusals);
    }

    @Bean
    PeriodicWork leftOutRefusals(RefusalLog refusals) {
        return new PeriodicWork("refusals left out of the log", RefusalLog.PERIOD, () -> {
            refusals.tellLeftOut();
            return false;
        });
    }

    @Bean
    JsonFactoryBuilderCustomizer boundedJson() {
        return factory -> factory.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .maxNumberLength(100)
                        .build());
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return mapper -> mapper.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                // A double would lose digits of what is stored
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    @Bean
    WebMvcConfigurer accessRules(
            CallerAuthentication authentication, StrongroomConfiguration configuration, Clock clock) {
        var rules = new AccessRules(
                authentication, new RequestRates(configuration.limits().requestsPerSecond()), clock);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(rules);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }
}
