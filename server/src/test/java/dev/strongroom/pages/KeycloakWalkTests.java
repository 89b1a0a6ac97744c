package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import dev.strongroom.identity.StaffMember;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The company sign-in with Keycloak itself. It weighs 170 MB and takes a minute to start, so it is asked for:
/// `mvn -pl server test -Dtest=KeycloakWalkTests -Dkeycloak.required=true`.
class KeycloakWalkTests {

    private static final String NAME = "colleague";

    @TempDir
    Path home;

    @Test
    void person_connectsTheirAccountAtKeycloak_andSignsInByIt() throws Exception {
        assumeTrue(
                Boolean.getBoolean("keycloak.required"), "Keycloak is heavy: ask for it by -Dkeycloak.required=true");
        int port = CompanySignInWalkTests.freePort();
        try (var keycloak = Keycloak.start(CompanySignInWalkTests.freePort(), "http://localhost:" + port);
                var server = RunningServer.startShop(home, CompanySignInWalkTests.settings(port, settings(keycloak)));
                var browser = new BrowserForTests()) {
            var member = StaffMember.signedIn(server, NAME, List.of("support_agent"), List.of("support"));
            var person = new Person(browser.page("en"), "http://localhost:" + port, "en");
            CompanySignInWalkTests.connects(person, member, NAME, "en", () -> signInAtKeycloak(person));
            CompanySignInWalkTests.signsIn(person, member, "en", () -> {});
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private Map<String, String> settings(Keycloak keycloak) throws Exception {
        return Map.of(
                "STRONGROOM_COMPANY_ISSUER",
                keycloak.issuer(),
                "STRONGROOM_COMPANY_CLIENT_ID",
                Keycloak.CLIENT,
                "STRONGROOM_COMPANY_CLIENT_SECRET_FILE",
                Files.writeString(home.resolve("client-secret"), keycloak.clientSecret())
                        .toString(),
                "STRONGROOM_COMPANY_NAME",
                "Example Works");
    }

    private static void signInAtKeycloak(Person person) {
        person.page().locator("#username").fill(Keycloak.USER);
        person.page().locator("#password").fill(Keycloak.PASSWORD);
        person.page().locator("#kc-login").click();
    }
}
