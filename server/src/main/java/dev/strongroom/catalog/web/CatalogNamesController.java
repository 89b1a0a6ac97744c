package dev.strongroom.catalog.web;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Role;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The roles and purposes that people can be given, for whoever gives them.
@RestController
class CatalogNamesController {

    private final ActiveCatalog active;

    CatalogNamesController(ActiveCatalog active) {
        this.active = active;
    }

    /// @param title in the language of the request; empty for roles that are built in
    record NamedRole(String name, Optional<String> title) {}

    record NamedPurpose(String name, String title, String access) {}

    record Names(List<NamedRole> roles, List<NamedPurpose> purposes) {}

    /// Without a catalog there are the built-in roles.
    @GetMapping("/v1/catalog/names")
    @RequiresRole("administrator")
    Names names(Locale locale) {
        return new Names(Stream.concat(builtIn(), declared(locale)).toList(), purposes(locale));
    }

    private static Stream<NamedRole> builtIn() {
        return Role.BUILT_IN.stream().sorted().map(name -> new NamedRole(name, Optional.empty()));
    }

    private Stream<NamedRole> declared(Locale locale) {
        return active.current().stream()
                .flatMap(catalog -> catalog.roles().stream())
                .map(role -> new NamedRole(role.id(), Optional.of(role.title().in(locale))));
    }

    private List<NamedPurpose> purposes(Locale locale) {
        return active.current().stream()
                .flatMap(catalog -> catalog.purposes().stream())
                .map(purpose -> new NamedPurpose(
                        purpose.id(),
                        purpose.title().in(locale),
                        purpose.access().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
