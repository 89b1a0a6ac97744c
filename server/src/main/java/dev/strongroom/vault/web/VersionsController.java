package dev.strongroom.vault.web;

import dev.strongroom.vault.Look;
import dev.strongroom.vault.VersionList;
import dev.strongroom.vault.VersionLooks;
import dev.strongroom.vault.VersionRestore;
import dev.strongroom.vault.Write;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/v1/records/{collection}/{id}/versions")
@AnyCaller
class VersionsController {

    private final VersionLooks looks;
    private final VersionRestore restore;
    private final DisclosureWriter writer;

    VersionsController(VersionLooks looks, VersionRestore restore, JsonMapper json) {
        this.looks = looks;
        this.restore = restore;
        this.writer = new DisclosureWriter(json);
    }

    /// @param before the `next` of the previous page
    @GetMapping
    ResponseEntity<VersionList.Page> list(
            @PathVariable String collection,
            @PathVariable String id,
            @RequestParam(defaultValue = "2147483647") int before,
            Caller caller,
            HttpServletRequest request) {
        var look = look(caller, request, collection, null);
        var page = looks.list(look, RecordRequests.id(id), Math.max(1, before));
        return ResponseEntity.ok().body(page);
    }

    @GetMapping("/{version}")
    void disclose(
            @PathVariable String collection,
            @PathVariable String id,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String fields,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var look = look(caller, request, collection, fields);
        writer.write(response, looks.disclose(look, RecordRequests.id(id), RecordRequests.earlierVersion(version)));
    }

    @PostMapping("/{version}/restore")
    ResponseEntity<RecordsController.Answer> restore(
            @PathVariable String collection,
            @PathVariable String id,
            @PathVariable String version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller,
            HttpServletRequest request) {
        int expected = RecordRequests.version(ifMatch);
        var write = new Write(caller, collection, Map.of(), RecordRequests.idempotency(request, caller, new byte[0]));
        var written = restore.restore(write, RecordRequests.id(id), expected, RecordRequests.earlierVersion(version));
        return ResponseEntity.ok()
                .eTag('"' + Integer.toString(written.version()) + '"')
                .body(RecordsController.Answer.of(written));
    }

    private static Look look(Caller caller, HttpServletRequest request, String collection, @Nullable String fields) {
        var look = new Look(
                caller,
                RecordRequests.purpose(request),
                RecordRequests.onBehalfOf(request),
                collection,
                RecordRequests.fields(fields));
        return RecordRequests.because(look, request);
    }
}
