package dev.strongroom.catalog;

import java.util.List;
import java.util.Locale;

/// A field does not take a value. Neither the message nor anything else in here holds the value.
public final class InvalidValue extends RuntimeException {

    private final String code;

    InvalidValue(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    /// Dotted and stable, for example `value.not_an_email`.
    public String code() {
        return code;
    }

    /// A sentence that says what the field takes, in Chinese for a Chinese locale and in English for any other.
    public String message(Locale locale) {
        return CatalogMessages.sentence(locale, code, List.of());
    }
}
