package dev.strongroom.vault.web;

import dev.strongroom.vault.Idempotency;
import dev.strongroom.vault.Look;
import dev.strongroom.vault.RecordId;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what requests about records carry in headers, query and body.
final class RecordRequests {

    private static final int LONGEST_TEXT = 200;
    private static final Pattern TAG = Pattern.compile("\"[1-9][0-9]{0,8}\"");

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private final JsonMapper json;

    RecordRequests(JsonMapper json) {
        this.json = json;
    }

    record NewRecord(
            @Nullable Map<String, JsonNode> fields,
            @Nullable String customer,
            @Nullable String reference) {}

    record Patch(
            @Nullable Map<String, JsonNode> fields,
            @Nullable JsonNode reference) {}

    /// Either one condition by itself or several under `and`.
    record Search(
            @Nullable String field,
            @Nullable String match,
            @Nullable JsonNode value,
            @Nullable List<@Nullable Condition> and,
            @Nullable SortedSet<String> fields,
            @Nullable Integer limit,
            @Nullable String cursor) {}

    record Condition(
            @Nullable String field,
            @Nullable String match,
            @Nullable JsonNode value) {}

    record Batch(
            @Nullable List<@Nullable String> ids, @Nullable SortedSet<String> fields) {}

    record Export(@Nullable SortedSet<String> fields) {}

    /// @throws Problem when the body is not exactly of that shape
    <T> T body(byte[] body, Class<T> type) {
        var read = json.readValue(body, type);
        if (read == null) {
            throw malformed();
        }
        return read;
    }

    static Problem malformed() {
        return Problem.of(
                HttpStatus.BAD_REQUEST, "request.malformed", "Correct the request; /openapi.json describes it.");
    }

    /// @throws Problem 400 when there is no purpose
    static String purpose(HttpServletRequest request) {
        var purpose = request.getHeader("Strongroom-Purpose");
        if (purpose == null || purpose.isBlank()) {
            throw Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "purpose.missing",
                    "State the purpose of the look in the header Strongroom-Purpose.");
        }
        return purpose.strip();
    }

    static Optional<String> onBehalfOf(HttpServletRequest request) {
        return text(request, "Strongroom-On-Behalf-Of").map(RecordRequests::utf8);
    }

    /// The look, with the reason that was sent along, if there is one.
    ///
    /// @throws Problem if it is too long
    static Look because(Look look, HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Strongroom-Reason"))
                .map(String::strip)
                .map(RecordRequests::utf8)
                .map(look::because)
                .orElse(look);
    }

    static Optional<Idempotency.Request> idempotency(HttpServletRequest request, Caller caller, byte[] body) {
        return text(request, "Idempotency-Key")
                .map(key ->
                        new Idempotency.Request(caller.id(), request.getMethod(), request.getRequestURI(), key, body));
    }

    /// Header fields arrive as ISO-8859-1 (RFC 9110 §5.5); names in other scripts are sent as UTF-8.
    private static String utf8(String header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException isLatin) {
            return header;
        }
    }

    private static Optional<String> text(HttpServletRequest request, String header) {
        var text = Optional.ofNullable(request.getHeader(header)).map(String::strip);
        if (text.filter(given -> given.isEmpty() || given.length() > LONGEST_TEXT)
                .isPresent()) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "request.header", "Send 1 to 200 characters in the header named.")
                    .with("header", header);
        }
        return text;
    }

    /// A part of the path, as the mapping names it.
    static String pathVariable(HttpServletRequest request, String name) {
        var variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> map && map.get(name) instanceof String value ? value : "";
    }

    /// The fields asked for by name, from a comma-separated list.
    static SortedSet<String> fields(@Nullable String list) {
        var fields = new TreeSet<String>();
        if (list != null) {
            for (var field : list.split(",", -1)) {
                if (field.isBlank()) {
                    throw Problem.of(
                            HttpStatus.BAD_REQUEST,
                            "request.fields",
                            "List field names with commas, such as name,email.");
                }
                fields.add(field.strip());
            }
        }
        return fields;
    }

    /// @return an id that exists nowhere when the text is not one, so that both are answered alike
    static RecordId id(String text) {
        return RecordId.parse(text).orElse(new RecordId(0, 0));
    }

    /// @throws Problem when there is no list, or an item is no text
    static List<RecordId> ids(@Nullable List<@Nullable String> sent) {
        var missing = Problem.of(HttpStatus.BAD_REQUEST, "batch.ids_missing", "Send up to 1,000 ids as `ids`.");
        if (sent == null) {
            throw missing;
        }
        var ids = new ArrayList<RecordId>(sent.size());
        for (var text : sent) {
            if (text == null) {
                throw missing;
            }
            ids.add(id(text));
        }
        return ids;
    }

    static RecordId customer(String text) {
        return RecordId.parse(text).filter(RecordId::isCustomer).orElse(new RecordId(0, 0));
    }

    /// @throws Problem 428 when missing, 400 when it is not one strong entity tag of ours
    static int version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "record.if_match_missing",
                    "Send the version you changed in the header If-Match, such as \"3\".");
        }
        if (!TAG.matcher(ifMatch).matches()) {
            throw malformedVersion();
        }
        return Integer.parseInt(ifMatch, 1, ifMatch.length() - 1, 10);
    }

    /// @return 0, which no version has, when the text is no number of one
    static int earlierVersion(String text) {
        return VERSION.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    private static Problem malformedVersion() {
        return Problem.of(
                HttpStatus.BAD_REQUEST, "record.if_match", "Send one version in quotes in If-Match, such as \"3\".");
    }
}
