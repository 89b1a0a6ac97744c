package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// The refusals of files, each with its stable code.
final class FileRefusals {

    private FileRefusals() {}

    static Problem notAFile(String field) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "field.not_a_file", "Name a field of type file.")
                .with("field", field);
    }

    static Problem isAFile(String field) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "field.is_a_file",
                        "Get the file itself from the files of the record.")
                .with("field", field);
    }

    static Problem mediaType() {
        return Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "file.media_type",
                "Send the file's media type as Content-Type, such as application/pdf; a form is not taken.");
    }

    static Problem charsetMissing() {
        return Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "file.charset_missing",
                "Say in Content-Type which charset the text is in, such as text/plain; charset=utf-8.");
    }

    /// @param declared what the caller said; what was found instead is told to nobody, for it is of the content
    static Problem contentMismatch(MediaTypeName declared) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "file.content_mismatch",
                        "Send the file under the media type of its content, and a text in the charset it names.")
                .with("declared", declared.text());
    }

    static Problem tooLarge() {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "file.too_large", "Send a file of at most 64 MiB.");
    }

    static Problem tooSlow() {
        return Problem.of(HttpStatus.REQUEST_TIMEOUT, "file.too_slow", "Send the whole file within 10 minutes.");
    }

    static Problem uploadOver() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "file.upload_over",
                "Send the file again: it did not arrive in time, or its record was removed meanwhile.");
    }

    static Problem notGranted(String field) {
        return Problem.of(
                        HttpStatus.FORBIDDEN,
                        "file.not_granted",
                        "Use a key with a role that is granted the field in clear for the purpose.")
                .with("field", field);
    }

    static Problem none(String field) {
        return Problem.of(
                        HttpStatus.NOT_FOUND,
                        "file.none",
                        "Name a field that holds a file, or send one first: this record has none in this field.")
                .with("field", field);
    }

    static Problem range(long size) {
        return Problem.of(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "file.range",
                        "Ask for one range of bytes within the file, whose length is `size`.")
                .with("size", size);
    }
}
