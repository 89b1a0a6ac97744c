package dev.strongroom.vault.web;

import dev.strongroom.vault.FileDisclosure;
import dev.strongroom.vault.FileLooks;
import dev.strongroom.vault.FileWrites;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.Write;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.BrokenAnswers;
import dev.strongroom.web.Caller;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.StreamedBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/records/{collection}/{id}/files/{field}")
@AnyCaller
class FilesController {

    private final FileWrites writes;
    private final FileLooks looks;

    FilesController(FileWrites writes, FileLooks looks) {
        this.writes = writes;
        this.looks = looks;
    }

    @PutMapping
    @StreamedBody
    ResponseEntity<RecordsController.Answer> put(
            @PathVariable String collection,
            @PathVariable String id,
            @PathVariable String field,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller,
            LastingCaller lasting,
            HttpServletRequest request)
            throws IOException {
        int version = RecordRequests.version(ifMatch);
        var write = new Write(caller, collection, Map.of(), Optional.empty());
        var sent = new FileWrites.Sent(
                field,
                header(request, HttpHeaders.CONTENT_TYPE),
                request.getContentLengthLong(),
                request.getInputStream());
        var written = writes.put(write, lasting, RecordRequests.id(id), version, sent);
        return ResponseEntity.ok().eTag(tag(written.version())).body(RecordsController.Answer.of(written));
    }

    @GetMapping
    void get(
            @PathVariable String collection,
            @PathVariable String id,
            @PathVariable String field,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var look = new Look(
                caller,
                RecordRequests.purpose(request),
                RecordRequests.onBehalfOf(request),
                collection,
                new TreeSet<>(List.of(field)));
        var wanted =
                new FileDisclosure.Wanted(header(request, HttpHeaders.RANGE), header(request, HttpHeaders.IF_RANGE));
        try {
            send(
                    request,
                    response,
                    looks.look(RecordRequests.because(look, request), RecordRequests.id(id), wanted),
                    field);
        } catch (Problem refused) {
            if (refused.status() == HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE) {
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes */" + refused.members().get("size"));
            }
            throw refused;
        }
    }

    /// @param field known to the catalog by now, so a name that is safe in a header; no name is taken from a caller
    private static void send(
            HttpServletRequest request, HttpServletResponse response, FileDisclosure file, String field)
            throws IOException {
        response.setStatus(file.isPart() ? HttpStatus.PARTIAL_CONTENT.value() : HttpStatus.OK.value());
        if (file.isPart()) {
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(file.from(), file.to() - 1, file.size()));
        }
        response.setContentType(file.mediaType());
        response.setContentLengthLong(file.to() - file.from());
        response.setHeader(HttpHeaders.ETAG, tag(file.version()));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + field + '"');
        response.setHeader("Strongroom-Receipt", file.receipt().toString());
        try {
            file.writeTo(response.getOutputStream());
        } catch (RuntimeException midway) {
            // A problem written now would look like a part of the file
            BrokenAnswers.cutShort(request);
        }
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    private static String tag(int version) {
        return '"' + Integer.toString(version) + '"';
    }
}
