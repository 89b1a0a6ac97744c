package dev.strongroom.pages;

import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/// Keeps the language and the theme that a reader chose, signed in or not, and has the page loaded again.
@Page
@OpenEndpoint
class PreferencesController {

    @PostMapping(path = "/console/preferences", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keep(Form form, HttpServletResponse response) {
        form.find("language")
                .ifPresent(tag -> Preferences.keepLanguage(
                        response, Preferences.language(tag).orElseThrow(PreferencesController::unknown)));
        form.find("theme").ifPresent(theme -> {
            if (!Preferences.THEMES.contains(theme)) {
                throw unknown();
            }
            Preferences.keepTheme(response, theme);
        });
        response.setHeader("HX-Refresh", "true");
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.BAD_REQUEST, "preference.unknown", "Choose one of those that the page offers.");
    }
}
