package dev.strongroom.catalog;

import java.util.Locale;

/// One text for people in the two languages of the product. Neither is ever blank.
///
/// @param en in English
/// @param zh in simplified Chinese
public record LocalizedText(String en, String zh) {

    public LocalizedText {
        if (en.isBlank() || zh.isBlank()) {
            throw new IllegalArgumentException("A text needs both languages");
        }
    }

    /// The Chinese text for every locale whose language is Chinese, the English one for all others.
    public String in(Locale locale) {
        return CatalogMessages.isChinese(locale) ? zh : en;
    }
}
