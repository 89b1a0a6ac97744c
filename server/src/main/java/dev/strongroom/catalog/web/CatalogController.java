package dev.strongroom.catalog.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CatalogApplication;
import dev.strongroom.catalog.CatalogError;
import dev.strongroom.catalog.CatalogErrors;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CatalogController {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=utf-8");

    private final ActiveCatalog active;
    private final CatalogApplication application;

    CatalogController(ActiveCatalog active, CatalogApplication application) {
        this.active = active;
        this.application = application;
    }

    record Change(String change, boolean refused, boolean reindexes) {}

    record Plan(String catalog, boolean applied, List<Change> changes) {}

    record Mistake(int line, int column, String code, String message) {}

    @GetMapping("/v1/catalog")
    @AnyCaller
    ResponseEntity<byte[]> show() {
        var catalog = active.current()
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "catalog.none", "Apply a catalog first: strongroom catalog apply FILE."));
        return ResponseEntity.ok()
                .contentType(YAML)
                .eTag('"' + catalog.hash() + '"')
                .body(catalog.source());
    }

    /// @param plan true to see what would change without changing it
    @PostMapping(
            path = "/v1/catalog",
            consumes = {"application/yaml", "text/yaml"})
    @RequiresRole("administrator")
    Plan apply(
            @RequestBody byte[] yaml,
            @RequestParam(defaultValue = "false") boolean plan,
            Locale locale,
            Caller caller) {
        var catalog = read(yaml, locale);
        var changes = plan ? application.plan(catalog) : application.apply(catalog, caller);
        return new Plan(
                catalog.hash(),
                !plan,
                changes.stream()
                        .map(planned ->
                                new Change(planned.change().describe(locale), planned.refused(), planned.reindexes()))
                        .toList());
    }

    private static Catalog read(byte[] yaml, Locale locale) {
        try {
            return Catalog.read(yaml);
        } catch (CatalogErrors wrong) {
            throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "catalog.invalid",
                            "Correct the places in `errors`; `strongroom catalog validate FILE` finds them offline.")
                    .with(
                            "errors",
                            wrong.errors().stream()
                                    .map(error -> mistake(error, locale))
                                    .toList());
        }
    }

    private static Mistake mistake(CatalogError error, Locale locale) {
        return new Mistake(error.line(), error.column(), error.code(), error.message(locale));
    }
}
