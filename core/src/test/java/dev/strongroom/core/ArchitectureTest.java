package dev.strongroom.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter(
                    java.util.List.of(new ImportOption.DoNotIncludeTests()))
            .importPackages("dev.strongroom.core");

    @Test
    void core_dependsOnTheJdkAlone_butForFf1AndTheSmAlgorithms_withoutDatabaseNetworkOrFiles() {
        assertThat(CORE).isNotEmpty();
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.strongroom.core..",
                        "java.lang..",
                        "java.io",
                        "java.nio",
                        "java.nio.charset",
                        "java.security..",
                        "java.time",
                        "java.util..",
                        "javax.crypto..",
                        "org.bouncycastle.crypto..",
                        "org.jspecify.annotations")
                .check(CORE);
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(FormatPreserving|InsecureNonceSm4Gcm|Sm3|HmacSm3)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "java.sql..", "javax.sql..", "java.net..", "java.nio.file..")
                .check(CORE);
    }

    @Test
    void core_readsNoClock() {
        for (var clock : new Class<?>[] {
            Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class
        }) {
            noClasses().should().callMethod(clock, "now").check(CORE);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CORE);
        noClasses().should().callMethod(System.class, "nanoTime").check(CORE);
    }

    @Test
    void core_logsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache..")
                .check(CORE);
        noClasses().should().accessField(System.class, "out").check(CORE);
        noClasses().should().accessField(System.class, "err").check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .check(CORE);
    }

    @Test
    void crypto_comparesBytesInConstantTimeOnly() {
        noClasses()
                .that()
                .resideInAPackage("..crypto..")
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .orShould()
                .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
                .orShould()
                .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class)
                .check(CORE);
        classes()
                .that()
                .haveSimpleName("SecretBytes")
                .or()
                .haveSimpleName("CustomerKey")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(CORE);
    }

    @Test
    void packages_haveNoCycles_andCryptoDoesNotKnowTheLog() {
        SlicesRuleDefinition.slices()
                .matching("dev.strongroom.core.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CORE);
        noClasses()
                .that()
                .resideInAPackage("..crypto..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..tlog..")
                .check(CORE);
    }
}
