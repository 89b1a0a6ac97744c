package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// The refusals of tokens, each with its stable code.
final class TokenRefusals {

    private TokenRefusals() {}

    /// @param member of the request that has to be corrected
    static Problem invalid(String member) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "token.invalid",
                        "Correct the member named in `member`; /openapi.json says what it takes.")
                .with("member", member);
    }

    /// Fewer digits could be listed by trying them.
    static Problem domain() {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "token.domain",
                        "Ask for 6 to 56 digits, or 7 to 56 with a check digit.")
                .with("member", "length");
    }

    static Problem exhausted() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "token.exhausted",
                "Ask for more digits: nearly all tokens of this length were drawn for the purpose.");
    }

    static Problem notGranted(String field) {
        return Problem.of(
                        HttpStatus.FORBIDDEN,
                        "token.not_granted",
                        "Use a key with a role that is granted the field for the purpose.")
                .with("field", field);
    }

    static Problem noValue(String field) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "token.no_value",
                        "Name a field that has a value: this record has none in this field.")
                .with("field", field);
    }

    static Problem tooLong(String field) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "token.too_long",
                        "Keep the record's id instead: the value has more than 4,096 bytes.")
                .with("field", field);
    }

    /// One answer for what never existed, is over, was erased, belongs to another purpose or may not be seen.
    static Problem unknown() {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "token.unknown",
                "Check the token and the purpose it was made for, and what the key may see.");
    }

    static Problem damaged() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "token.damaged",
                "Tell the operator: what is stored of the token does not open, and nothing was disclosed.");
    }
}
