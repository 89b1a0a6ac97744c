package dev.strongroom;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/// The library core has a reactor module of its own. The server's modules use only what their package-info allows;
/// diagrams and module pages are written to target.
class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(
            StrongroomServer.class, JavaClass.Predicates.resideInAPackage("dev.strongroom.core.."));

    @Test
    void modules_useOnlyWhatTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void modules_areDocumented() {
        new Documenter(MODULES).writeDocumentation();
    }
}
