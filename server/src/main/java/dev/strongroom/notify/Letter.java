package dev.strongroom.notify;

import java.util.Locale;
import java.util.Map;

/// What a message needs when it is sent, and what is forgotten afterwards.
///
/// @param address a mail address or a phone number, as the channel has it
/// @param language of the recipient
/// @param words for the text beside those of the message; may be secret
public record Letter(String address, Locale language, Map<String, String> words) {

    public Letter {
        words = Map.copyOf(words);
    }

    @Override
    public String toString() {
        return "Letter";
    }
}
