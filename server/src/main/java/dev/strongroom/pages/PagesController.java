package dev.strongroom.pages;

import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Serves the pages. They hold nothing about anybody: what they show comes from the API, by its rules.
@RestController
@OpenEndpoint
class PagesController {

    /// Pages may load what this server has, and nothing written into them runs.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String FIRST = "sign-in";

    private final PageFiles files;

    PagesController(JsonMapper json) {
        this.files = new PageFiles(json);
    }

    /// The address of the server itself, which people are given in their invitation.
    @GetMapping("/")
    ResponseEntity<byte[]> first(HttpServletResponse response) {
        return file(FIRST, response);
    }

    @GetMapping("/pages/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file, HttpServletResponse response) {
        var found = files.find(file)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "request.no_such_path", "Check the path; /openapi.json lists them all."));
        if (found.type().isCompatibleWith(MediaType.TEXT_HTML)) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        }
        return ResponseEntity.ok().contentType(found.type()).body(found.content());
    }
}
