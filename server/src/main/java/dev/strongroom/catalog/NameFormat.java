package dev.strongroom.catalog;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// Names: at least one letter, blanks collapsed; compared without regard to case, width and accents' encoding.
record NameFormat() implements ValueFormat {

    private static final int MOST_CHARACTERS = 200;
    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s]+");
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    @Override
    public String canonical(FieldDefinition field, String text) {
        var name = collapse(Normalizer.normalize(text, Normalizer.Form.NFC));
        if (Characters.count(name) > MOST_CHARACTERS) {
            throw new InvalidValue("value.too_long");
        }
        if (name.codePoints().noneMatch(Character::isLetter)) {
            throw new InvalidValue("value.not_a_name");
        }
        return name;
    }

    @Override
    public byte[] normalised(String canonical) {
        return collapse(UNSEEN.matcher(CaseFolding.fold(canonical)).replaceAll(""))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String searchable(String canonical) {
        return new String(normalised(canonical), StandardCharsets.UTF_8);
    }

    @Override
    public String searchablePart(String part) {
        return searchable(part);
    }

    private static String collapse(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
