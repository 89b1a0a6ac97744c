package dev.strongroom.identity.company;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import dev.strongroom.RunningServer.Answer;
import dev.strongroom.identity.StaffMember;
import java.util.List;
import java.util.Map;

/// What a browser does between the pages and the provider.
record CompanyFlow(RunningServer server, ProviderForTests provider) {

    static final String SIGN_IN = "/v1/sign-in/company";
    static final String OWN = "/v1/me/company-sign-in";

    StaffMember agent(String name) {
        return StaffMember.signedIn(server, name, List.of("support_agent"), List.of("support"));
    }

    /// Somebody of the staff who is this subject at the company.
    StaffMember connected(String name) {
        var member = agent(name);
        provider.signsIn(name);
        var answer = connect(member);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        return member;
    }

    /// To the provider and back, without what comes after.
    Map<String, String> returned(StaffMember browser, String path) {
        return provider.signIn(address(browser, path));
    }

    String address(StaffMember browser, String path) {
        var begun = browser.post(path + "/attempts", Map.of());
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json().get("address").asString();
    }

    Answer connect(StaffMember browser) {
        return browser.post(OWN, returned(browser, OWN));
    }

    Answer signIn(StaffMember browser) {
        return browser.post(SIGN_IN, returned(browser, SIGN_IN));
    }
}
