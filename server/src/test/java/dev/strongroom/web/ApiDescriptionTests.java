package dev.strongroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                    .keySet()
                    .forEach(mapping -> mapping.getPatternValues()
                            .forEach(pattern -> mapping.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> handled.add(method + " " + pattern))));
            assertThat(described).isEqualTo(handled);
        }
    }
}
