package dev.strongroom.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A moment as each language writes it, in UTC: the server does not know where its reader is.
final class MessageTime {

    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CHINESE = DateTimeFormatter.ofPattern(
                    "uuuu年M月d日 HH:mm'（UTC）'", Locale.SIMPLIFIED_CHINESE)
            .withZone(ZoneOffset.UTC);

    private MessageTime() {}

    static String written(Instant time, Locale language) {
        boolean isChinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        return (isChinese ? CHINESE : ENGLISH).format(time);
    }
}
