package dev.strongroom.pages;

import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Serves what pages load. Their address changes with their content, so that browsers keep them for good.
@RestController
@OpenEndpoint
class AssetsController {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /// Not where its weight is zero (RFC 9110, 12.5.3).
    private static final Pattern GZIP = Pattern.compile("(?i)\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

    private final PageAssets assets;

    AssetsController(PageAssets assets) {
        this.assets = assets;
    }

    @GetMapping("/assets/{version}/{name}")
    ResponseEntity<byte[]> asset(
            @PathVariable String version,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String accepted) {
        var asset = assets.find(version, name)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "request.no_such_path", "Check the path; /openapi.json lists them all."));
        var answer = ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(FOR_GOOD)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return Optional.ofNullable(accepted)
                .filter(encodings -> GZIP.matcher(encodings).find())
                .map(gzip -> answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.compressed()))
                .orElseGet(() -> answer.body(asset.content()));
    }
}
