package dev.strongroom.vault.web;

import dev.strongroom.vault.Disclosure;
import dev.strongroom.vault.TokenAnswer;
import dev.strongroom.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes answers about tokens as JSON, one for each token asked about and in the same order. No cache may keep them.
final class TokenWriter {

    private final JsonMapper json;

    TokenWriter(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletResponse response, List<TokenAnswer> answers) throws IOException {
        var body = new ByteArrayOutputStream(128 * answers.size());
        try (var generator = json.createGenerator(body)) {
            generator.writeStartObject();
            generator.writeArrayPropertyStart("tokens");
            answers.forEach(answer -> write(generator, answer));
            generator.writeEndArray();
            generator.writeEndObject();
        }
        response.setContentType("application/json");
        response.setContentLength(body.size());
        body.writeTo(response.getOutputStream());
    }

    private static void write(JsonGenerator generator, TokenAnswer answer) {
        generator.writeStartObject();
        switch (answer) {
            case TokenAnswer.Made made -> {
                generator.writeStringProperty("token", made.token());
                made.expiresAt().ifPresent(time -> generator.writeStringProperty("expiresAt", time.toString()));
                generator.writeStringProperty("receipt", made.receipt().toString());
            }
            case TokenAnswer.Opened opened -> {
                generator.writeStringProperty("collection", opened.collection());
                generator.writeStringProperty("field", opened.field());
                write(generator, opened.shown());
                generator.writeStringProperty("receipt", opened.receipt().toString());
            }
            case TokenAnswer.Refused refused -> write(generator, refused.problem());
        }
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, Disclosure.Shown shown) {
        generator.writeName("value");
        if (shown.json()) {
            generator.writeRawValue(shown.value());
        } else {
            generator.writeString(shown.value());
        }
        generator.writeStringProperty("level", shown.level().name().toLowerCase(Locale.ROOT));
    }

    private static void write(JsonGenerator generator, Problem problem) {
        generator.writeObjectPropertyStart("error");
        generator.writeStringProperty("code", problem.code());
        problem.members().forEach((member, value) -> generator.writeStringProperty(member, value.toString()));
        generator.writeEndObject();
    }
}
