package dev.strongroom.vault.web;

import dev.strongroom.vault.BatchDisclosure;
import dev.strongroom.vault.Door;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.RecordSearch;
import dev.strongroom.vault.RecordWrites;
import dev.strongroom.vault.Write;
import dev.strongroom.vault.Written;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

@RestController
@RequestMapping("/v1/records/{collection}")
@AnyCaller
class RecordsController {

    private static final String REFERENCE = "reference";

    private final Door door;
    private final RecordSearch search;
    private final BatchDisclosure batch;
    private final RecordWrites writes;
    private final RecordRequests requests;
    private final DisclosureWriter writer;

    RecordsController(Door door, RecordSearch search, BatchDisclosure batch, RecordWrites writes, JsonMapper json) {
        this.door = door;
        this.search = search;
        this.batch = batch;
        this.writes = writes;
        this.requests = new RecordRequests(json);
        this.writer = new DisclosureWriter(json);
    }

    record Answer(String id, int version) {
        static Answer of(Written written) {
            return new Answer(written.id().toString(), written.version());
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> create(
            @PathVariable String collection, @RequestBody byte[] body, Caller caller, HttpServletRequest request) {
        var sent = requests.body(body, RecordRequests.NewRecord.class);
        var reference = Optional.ofNullable(sent.reference()).<JsonNode>map(StringNode::valueOf);
        var write = new Write(
                caller,
                collection,
                fields(sent.fields(), reference),
                RecordRequests.idempotency(request, caller, body));
        var written = writes.create(write, Optional.ofNullable(sent.customer()));
        return ResponseEntity.created(URI.create("/v1/records/" + collection + "/" + written.id()))
                .eTag(tag(written))
                .body(Answer.of(written));
    }

    /// The hottest path: reads its own path and query, since converting each argument costs more than the decision.
    @GetMapping("/{id}")
    void disclose(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var look = new Look(
                caller,
                RecordRequests.purpose(request),
                RecordRequests.onBehalfOf(request),
                RecordRequests.pathVariable(request, "collection"),
                RecordRequests.fields(request.getParameter("fields")));
        look = RecordRequests.because(look, request);
        writer.write(response, door.disclose(look, RecordRequests.id(RecordRequests.pathVariable(request, "id"))));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Answer> patch(
            @PathVariable String collection,
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller,
            HttpServletRequest request) {
        int version = RecordRequests.version(ifMatch);
        var sent = requests.body(body, RecordRequests.Patch.class);
        var write = new Write(
                caller,
                collection,
                fields(sent.fields(), Optional.ofNullable(sent.reference())),
                RecordRequests.idempotency(request, caller, body));
        var written = writes.patch(write, RecordRequests.id(id), version);
        return ResponseEntity.ok().eTag(tag(written)).body(Answer.of(written));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String collection,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller,
            HttpServletRequest request) {
        var expected = Optional.ofNullable(ifMatch).map(RecordRequests::version);
        var write = new Write(caller, collection, Map.of(), RecordRequests.idempotency(request, caller, new byte[0]));
        writes.delete(write, RecordRequests.id(id), expected);
        return ResponseEntity.noContent().build();
    }

    @AnyCaller(reads = true)
    @PostMapping(path = "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    void search(
            @PathVariable String collection,
            @RequestBody byte[] body,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var sent = requests.body(body, RecordRequests.Search.class);
        var look = look(caller, request, collection, sent.fields());
        writer.write(response, search.search(look, SearchRequests.query(sent)));
    }

    @AnyCaller(reads = true)
    @PostMapping(path = "/disclose", consumes = MediaType.APPLICATION_JSON_VALUE)
    void discloseMany(
            @PathVariable String collection,
            @RequestBody byte[] body,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var sent = requests.body(body, RecordRequests.Batch.class);
        var look = look(caller, request, collection, sent.fields());
        writer.write(response, batch.disclose(look, RecordRequests.ids(sent.ids())));
    }

    private static Look look(
            Caller caller, HttpServletRequest request, String collection, @Nullable SortedSet<String> fields) {
        var look = new Look(
                caller,
                RecordRequests.purpose(request),
                RecordRequests.onBehalfOf(request),
                collection,
                fields == null ? new TreeSet<>() : fields);
        return RecordRequests.because(look, request);
    }

    private static Map<String, JsonNode> fields(@Nullable Map<String, JsonNode> sent, Optional<JsonNode> reference) {
        var fields = new TreeMap<String, JsonNode>(sent == null ? Map.of() : sent);
        reference.ifPresent(value -> fields.put(REFERENCE, value));
        return fields;
    }

    private static String tag(Written written) {
        return '"' + Integer.toString(written.version()) + '"';
    }
}
