package dev.strongroom.pages;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What axe-core finds on a page that keeps people from using it.
final class Accessibility {

    private static final String AXE = axe();

    private static final String SERIOUS = """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
              .filter(found => ['serious', 'critical'].includes(found.impact))
              .flatMap(found => found.nodes.map(node => `${found.id}: ${node.html}
                ${node.failureSummary}`))
            """;

    private Accessibility() {}

    private static String axe() {
        try (var script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<?> seriousFindings(Page page) {
        page.evaluate(AXE);
        return (List<?>) page.evaluate(SERIOUS);
    }
}
