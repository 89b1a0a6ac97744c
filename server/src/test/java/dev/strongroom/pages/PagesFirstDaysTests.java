package dev.strongroom.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.RunningServer;
import dev.strongroom.notify.MessageCentre;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The first days of a deployment, in a real browser and in each language: from the command that makes the first
/// administrator to an emergency, its review, and somebody who has lost every factor.
@Order(1)
class PagesFirstDaysTests {

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void newDeployment_getsAdministrators_andAnAgent_whoIsHelpedByTwoPeople(String language) throws Exception {
        assumeTrue(
                BrowserForTests.isThere() || Boolean.getBoolean("browser.required"),
                "No Chromium is installed: the walk is left out");
        int port = freePort();
        int centrePort = freePort();
        try (var browser = new BrowserForTests();
                var centre = new MessageCentre(centrePort);
                var server = RunningServer.startShop(home, WalkSettings.of(home, port, centrePort))) {
            var days = new FirstDays(server, centre, browser, "http://localhost:" + port, language);
            days.firstAdministratorComesFromTheCommandLineAndMakesAnother(elsewhere);
            days.rightsOfAnAgentAreChosenFromListsAndTakeTwo();
            days.agentSignsInByTextMessage();
            days.purposeIsAskedForApprovedOpenedAndEnded();
            days.glassIsBrokenAndReviewed();
            days.lostFactorsAreRecoveredByTwo();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
