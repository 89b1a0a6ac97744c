package dev.strongroom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.strongroom.core.crypto.SecretBytes;
import java.io.ObjectInputStream;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/// Rules the whole server keeps, each with its reason.
class ArchitectureTests {

    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.strongroom");
    private static final Set<String> LOG_METHODS = Set.of("trace", "debug", "info", "warn", "error");

    private static void check(ArchRule rule) {
        rule.check(SERVER);
    }

    @Test
    void time_comesFromAnInjectedClock() {
        check(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests and the database decide what time it is"));
    }

    @Test
    void systemClock_isChosenOnlyWhereTheServerIsPutTogether() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.strongroom.cli..", "dev.strongroom.database..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because("a Clock is injected"));
    }

    @Test
    void secrets_areComparedInConstantTime() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.strongroom.identity..",
                        "dev.strongroom.web..",
                        "dev.strongroom.vault..",
                        "dev.strongroom.access..")
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .because("MessageDigest.isEqual does not tell how much was right"));
    }

    @Test
    void exceptions_areNotLoggedWithTheirMessagesWhereValuesAreHandled() {
        var logsAnException = describe(
                "logs a message with a throwable above debug",
                (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Logger.class)
                        && LOG_METHODS.contains(call.getName())
                        && !call.getName().equals("debug")
                        && call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(type -> type.isAssignableTo(Throwable.class)));
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.strongroom.vault..",
                        "dev.strongroom.ledger..",
                        "dev.strongroom.identity..",
                        "dev.strongroom.access..",
                        "dev.strongroom.catalog..",
                        "dev.strongroom.notify..",
                        "dev.strongroom.web..")
                .should()
                .callMethodWhere(logsAnException)
                .because("a driver's or parser's message may quote a value"));
    }

    @Test
    void secrets_areNotKeptAsText() {
        check(fields().that()
                .haveNameMatching("(?i).*(secret|passphrase).*")
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("dev.strongroom.cli..")
                .and()
                .haveRawType(String.class)
                .should()
                .bePrivate()
                .because("what holds a secret decides who sees it"));
        check(classes()
                .that()
                .areAssignableTo(SecretBytes.class)
                .should()
                .haveOnlyFinalFields()
                .because("a secret is not exchanged behind somebody's back"));
    }

    @Test
    void randomness_comesFromSecureRandom() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.strongroom.cli..")
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class, SplittableRandom.class)
                .because("what can be foreseen is no secret; only the demo draws the same customers again"));
    }

    @Test
    void text_reachesNoInterpreter() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javax.script..",
                        "javax.naming..",
                        "javax.xml..",
                        "org.w3c.dom..",
                        "org.xml.sax..",
                        "org.springframework.expression..",
                        "java.lang.foreign..",
                        "sun.misc..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .because("what is not there interprets no input: scripts, directories, XML, expressions, objects"));
    }

    @Test
    void programs_areStartedForTheDatabaseOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.strongroom.database..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .because("no input reaches a command of the operating system"));
    }

    @Test
    void server_opensConnectionsToTheDatabase_theGatewaysOfMessages_andTheCompanysProvider_only() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.strongroom.cli..", "dev.strongroom.database..")
                .and()
                .haveNameNotMatching(
                        "dev\\.strongroom\\.(notify\\.(Smtp|Smpp|WebGateway)Post|identity\\.company\\.ProviderConnection).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "jakarta.mail..",
                        "org.springframework.web.client..",
                        "org.springframework.http.client..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Socket.class, SocketChannel.class, URL.class, URLConnection.class)
                .because("it cannot be made to ask others, nor to tell them anything"));
    }

    @Test
    void names_sayWhatAThingIs() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Common|Misc|Impl)")
                .because("such a name hides what the class does"));
    }

    @Test
    void standardStreams_areUsedByTheCommandLineOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.strongroom.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("the server logs"));
    }

    @Test
    void modules_doNotReachIntoTheCommandLine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.strongroom.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.strongroom.cli..")
                .because("the command line is a client of the server"));
    }

    @Test
    void json_isReadByOneLibrary() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because("two parsers disagree about the same bytes"));
    }
}
