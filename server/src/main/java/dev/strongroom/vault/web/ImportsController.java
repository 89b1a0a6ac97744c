package dev.strongroom.vault.web;

import dev.strongroom.vault.ImportProgress;
import dev.strongroom.vault.RecordImports;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.StreamedBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@AnyCaller
class ImportsController {

    static final String NDJSON = "application/x-ndjson";
    private static final Pattern ID = Pattern.compile("[a-z0-9]{16,40}");

    private final RecordImports imports;

    ImportsController(RecordImports imports) {
        this.imports = imports;
    }

    record Progress(
            String id, String collection, boolean dryRun, long lines, long imported, long rejected, boolean complete) {

        static Progress of(ImportProgress progress) {
            return new Progress(
                    progress.id(),
                    progress.collection(),
                    progress.dryRun(),
                    progress.lines(),
                    progress.imported(),
                    progress.rejected(),
                    progress.complete());
        }
    }

    record Reject(long line, String field, String code) {}

    record Rejects(List<Reject> rejects) {}

    /// @param id chosen by the caller, 16 to 40 characters; repeated under it, an import that was cut off goes on
    /// @param lines how many will come, if that is known: one that exceeds the budget is then refused at once
    @PostMapping(path = "/v1/records/{collection}/import", consumes = NDJSON)
    @StreamedBody
    Progress run(
            @PathVariable String collection,
            @RequestHeader(name = "Strongroom-Import", defaultValue = "") String id,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "0") long lines,
            Caller caller,
            LastingCaller lasting,
            HttpServletRequest request)
            throws IOException {
        if (!ID.matcher(id).matches()) {
            throw Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "import.id",
                    "Send 16 to 40 random lower-case letters and digits in the header Strongroom-Import.");
        }
        var wish = new RecordImports.Request(caller, collection, id, dryRun, lines);
        return Progress.of(imports.run(wish, lasting, new NdjsonLines(request.getInputStream())));
    }

    @GetMapping("/v1/imports/{id}")
    Progress progress(@PathVariable String id, Caller caller) {
        return Progress.of(imports.progress(caller, id));
    }

    /// @param after number of the last line of the previous page
    @GetMapping("/v1/imports/{id}/rejects")
    Rejects rejects(@PathVariable String id, @RequestParam(defaultValue = "0") long after, Caller caller) {
        return new Rejects(imports.rejects(caller, id, after).stream()
                .map(reject -> new Reject(reject.line(), reject.field(), reject.code()))
                .toList());
    }
}
