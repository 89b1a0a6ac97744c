package dev.strongroom.pages;

import dev.strongroom.web.Failures;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import tools.jackson.databind.json.JsonMapper;

/// Wires frames, forms and assets.
@Configuration(proxyBeanMethods = false)
class PagesConfiguration {

    @Bean
    PageAssets pageAssets(JsonMapper json) {
        return new PageAssets(json);
    }

    @Bean
    Frames frames(
            ObjectProvider<NavigationEntry> entries, PageAssets assets, ObjectProvider<CompanySignInName> company) {
        var name = company.stream().map(CompanySignInName::text).findFirst().orElse("");
        return new Frames(entries.stream().toList(), assets, name);
    }

    @Bean
    Actors actors(ObjectProvider<ActorNames> known) {
        return new Actors(known.stream().toList());
    }

    @Bean
    PageAnswers pageAnswers(Failures failures, Frames frames, MessageSource words) {
        return new PageAnswers(failures, frames, words);
    }

    /// Whatever an address ends in, what stands there is a page.
    @Bean
    SmartInitializingSingleton pagesAreHtml(ThymeleafViewResolver views) {
        return () -> views.setForceContentType(true);
    }

    @Bean
    LocaleResolver localeResolver() {
        return new PageLanguage();
    }

    /// Before the rules of access, so that their refusals have a page's policy.
    @Bean
    WebMvcConfigurer pageRules(Frames frames) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PageInterceptor(frames)).order(-1);
                registry.addInterceptor(new PartInterceptor()).order(1);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new FormArgument());
            }
        };
    }
}
