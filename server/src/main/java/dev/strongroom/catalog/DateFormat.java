package dev.strongroom.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/// Days as ISO 8601 `YYYY-MM-DD`, years 0001 to 9999.
record DateFormat() implements ValueFormat {

    private static final Pattern WRITTEN = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    @Override
    public String canonical(FieldDefinition field, String text) {
        if (!WRITTEN.matcher(text).matches() || text.startsWith("0000") || !isReal(text)) {
            throw new InvalidValue("value.not_a_date");
        }
        return text;
    }

    @Override
    public Ordinal ordinal(String canonical) {
        return new Ordinal("day", LocalDate.parse(canonical).toEpochDay());
    }

    static boolean isReal(String isoDate) {
        try {
            LocalDate.parse(isoDate);
            return true;
        } catch (DateTimeException unreal) {
            return false;
        }
    }
}
