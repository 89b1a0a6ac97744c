package dev.strongroom.pages;

import dev.strongroom.web.Problem;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.http.HttpStatus;

/// What was filled in on a page: `application/x-www-form-urlencoded` in UTF-8 (WHATWG URL, 5.1). A handler takes it as
/// an argument; a form that is sent by anything but the script of a page is refused, so that no other site can send
/// one.
///
/// @param values of each name, in the order sent
public record Form(SequencedMap<String, List<String>> values) {

    private static final int MOST_VALUES = 500;

    public Form {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /// The text of a field that may be left out.
    ///
    /// @return empty if it is not there or holds nothing but blanks
    /// @throws Problem if it is there more than once
    public Optional<String> find(String name) {
        var all = texts(name);
        if (all.size() > 1) {
            throw malformed().with("member", name);
        }
        return all.stream().filter(text -> !text.isBlank()).findFirst();
    }

    /// The text of a field that has to be filled in.
    ///
    /// @throws Problem naming the field if it is not
    public String text(String name) {
        return find(name)
                .orElseThrow(
                        () -> Problem.of(HttpStatus.BAD_REQUEST, "form.missing", "Fill in the field that is marked.")
                                .with("member", name));
    }

    /// Everything that was ticked or filled in under a name.
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    @Override
    public String toString() {
        return "Form" + values.keySet();
    }

    static Form parse(byte[] body) {
        var values = new LinkedHashMap<String, List<String>>();
        var pairs = strictly(body, StandardCharsets.US_ASCII).split("&");
        if (pairs.length > MOST_VALUES) {
            throw malformed();
        }
        for (var pair : pairs) {
            if (!pair.isEmpty()) {
                var parts = pair.split("=", 2);
                values.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        var copies = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            copies.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        return new Form(copies);
    }

    private static String decoded(String text) {
        try {
            // One character for each byte, so that bytes which are no UTF-8 are noticed
            var bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return strictly(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noHexadecimals) {
            throw malformed();
        }
    }

    private static String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException none) {
            throw malformed();
        }
    }

    static Problem malformed() {
        return Problem.of(HttpStatus.BAD_REQUEST, "form.malformed", "Load the page again, and repeat what you did.");
    }
}
