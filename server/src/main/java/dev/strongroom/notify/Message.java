package dev.strongroom.notify;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/// Something to tell a person, as it is kept.
///
/// @param id opaque
/// @param recipient the id of an account
/// @param template names the text
/// @param about the id of what it is about; may be empty
/// @param words for the text, by name: ids and words of the product, never of a person
public record Message(
        String id,
        Channel channel,
        String recipient,
        String template,
        String about,
        Map<String, String> words,
        Instant createdAt) {

    /// INVARIANT: nothing a person wrote fits, so that nothing personal comes to lie in the outbox.
    private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9._:-]{0,64}");

    public Message {
        words = checked(words);
    }

    static Map<String, String> checked(Map<String, String> words) {
        if (!words.values().stream().allMatch(word -> WORD.matcher(word).matches())) {
            throw new IllegalArgumentException("A message holds ids and words of the product only");
        }
        return Map.copyOf(words);
    }
}
