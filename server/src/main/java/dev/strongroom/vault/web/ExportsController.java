package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.BatchDisclosure;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.RecordExports;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.BrokenAnswers;
import dev.strongroom.web.Caller;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequiresRole(ApiClient.EXPORTER)
class ExportsController {

    private static final Logger log = LoggerFactory.getLogger(ExportsController.class);

    private final RecordExports exports;
    private final RecordRequests requests;
    private final DisclosureWriter writer;

    ExportsController(RecordExports exports, JsonMapper json) {
        this.exports = exports;
        this.requests = new RecordRequests(json);
        this.writer = new DisclosureWriter(json);
    }

    @PostMapping(path = "/v1/records/{collection}/export", consumes = MediaType.APPLICATION_JSON_VALUE)
    void export(
            @PathVariable String collection,
            @RequestBody byte[] body,
            Caller caller,
            LastingCaller lasting,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var sent = requests.body(body, RecordRequests.Export.class).fields();
        var look = new Look(
                caller,
                RecordRequests.purpose(request),
                RecordRequests.onBehalfOf(request),
                collection,
                sent == null ? new TreeSet<>() : sent);
        try {
            exports.export(look, lasting, new Lines(response));
        } catch (RuntimeException failed) {
            if (!response.isCommitted()) {
                throw failed;
            }
            log.warn("An export was cut short: {}", failed.getClass().getSimpleName());
            BrokenAnswers.cutShort(request);
        }
    }

    private final class Lines implements RecordExports.Sink {

        private final HttpServletResponse response;

        Lines(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void begin(long records) {
            response.setContentType(ImportsController.NDJSON);
            response.setHeader("Strongroom-Records", Long.toString(records));
        }

        @Override
        public void write(Collection<Map.Entry<RecordId, BatchDisclosure.Item>> items) throws IOException {
            writer.writeLines(response.getOutputStream(), items);
        }
    }
}
