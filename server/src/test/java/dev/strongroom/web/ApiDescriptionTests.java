package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.pages.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The published description and the handlers name the same calls.
class ApiDescriptionTests {

    @TempDir
    Path home;

    @Test
    void description_namesExactlyTheCallsThereAre() {
        try (var server = RunningServer.start(home)) {
            var answer = server.get("/openapi.json", "");
            assertThat(answer.status()).isEqualTo(200);
            var described = new TreeSet<String>();
            answer.json()
                    .get("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
            var handled = new TreeSet<String>();
            server.bean(RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .forEach((mapping, handler) -> mapping.getPatternValues().stream()
                            .filter(pattern -> !isForBrowsers(pattern, handler))
                            .forEach(pattern -> mapping.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> handled.add(method + " " + pattern))));
            assertThat(described).isEqualTo(handled);
        }
    }

    /// Pages and what they load change without notice: nobody builds upon them.
    private static boolean isForBrowsers(String pattern, HandlerMethod handler) {
        return pattern.startsWith("/assets/") || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), Page.class);
    }

    @Test
    void pathsAndQueries_takeIdsNamesAndTimesOnly() throws IOException {
        try (var file = ApiDescription.class.getResourceAsStream("/openapi.json")) {
            var description = RunningServer.JSON.readTree(file);
            var names = new TreeSet<String>();
            description.findParents("in").stream()
                    .filter(parameter -> List.of("path", "query")
                            .contains(parameter.get("in").asString()))
                    .forEach(parameter -> names.add(parameter.get("name").asString()));
            assertThat(String.join(" ", names))
                    .isEqualTo("account after before branch collection dryRun erasure field fields from holder id lines"
                            + " plan preview receipt scope to token version");
        }
    }
}
