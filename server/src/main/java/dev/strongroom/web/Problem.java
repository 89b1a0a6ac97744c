package dev.strongroom.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// A refusal or failure that the caller is told of, as an RFC 9457 problem with a stable code.
///
/// The code is part of the API and never changes its meaning. The detail says what to do next and, like the
/// members, holds names (a field, a collection, a header) and never a value that the caller or a customer supplied.
public final class Problem extends RuntimeException {

    private final HttpStatus status;
    private final String code;
    private final Map<String, Object> members;

    private Problem(HttpStatus status, String code, String detail, Map<String, Object> members) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.members = members;
    }

    /// @param code dotted and stable, for example `purpose.missing`
    /// @param detail a sentence in English that says what to do next, without any value
    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, Map.of());
    }

    /// This problem with one more extension member, for example `field`. A member is a name or a number, never a value.
    public Problem with(String member, Object value) {
        var extended = new LinkedHashMap<>(members);
        extended.put(member, value);
        return new Problem(status, code, detail(), extended);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        var message = getMessage();
        return message == null ? code : message;
    }

    public Map<String, Object> members() {
        return members;
    }
}
