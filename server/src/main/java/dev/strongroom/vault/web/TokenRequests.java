package dev.strongroom.vault.web;

import dev.strongroom.vault.TokenRequest;
import dev.strongroom.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/// Reads the bodies of requests about tokens.
final class TokenRequests {

    private static final int MOST = 1_000;

    private final RecordRequests bodies;

    TokenRequests(JsonMapper json) {
        this.bodies = new RecordRequests(json);
    }

    record NewTokens(@Nullable List<@Nullable Wish> tokens) {}

    record Wish(
            @Nullable String collection,
            @Nullable String id,
            @Nullable String field,
            @Nullable String kind,
            @Nullable String luhn,
            @Nullable Integer length,
            @Nullable Boolean deterministic,
            @Nullable Boolean oneTime,
            @Nullable Long validForSeconds,
            @Nullable Instant expiresAt) {}

    record Tokens(@Nullable List<@Nullable String> tokens) {}

    /// @throws Problem when the body is not of that shape, or holds none or too many
    List<TokenRequest> wishes(byte[] body) {
        return counted(bodies.body(body, NewTokens.class).tokens()).stream()
                .map(TokenRequests::wish)
                .toList();
    }

    /// @throws Problem as [#wishes(byte[])]
    List<String> tokens(byte[] body) {
        return counted(bodies.body(body, Tokens.class).tokens());
    }

    private static <T> List<T> counted(@Nullable List<@Nullable T> sent) {
        if (sent == null || sent.isEmpty() || sent.size() > MOST) {
            throw Problem.of(HttpStatus.BAD_REQUEST, "token.count", "Send 1 to 1,000 tokens in `tokens`.");
        }
        return sent.stream()
                .map(one -> Optional.ofNullable(one).orElseThrow(RecordRequests::malformed))
                .toList();
    }

    /// What is missing is refused further in, where the refusal is recorded; no record and no field has an empty name.
    private static TokenRequest wish(Wish sent) {
        return new TokenRequest(
                text(sent.collection()),
                RecordRequests.id(text(sent.id())),
                text(sent.field()),
                text(sent.kind()),
                Optional.ofNullable(sent.luhn()),
                Optional.ofNullable(sent.length()),
                Boolean.TRUE.equals(sent.deterministic()),
                Boolean.TRUE.equals(sent.oneTime()),
                Optional.ofNullable(sent.validForSeconds()),
                Optional.ofNullable(sent.expiresAt()));
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
