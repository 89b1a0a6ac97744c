package dev.strongroom.vault;

import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.catalog.Ordinal;
import dev.strongroom.catalog.SearchKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of a value enters an index of each kind, before it is keyed: see docs/formats/search-index.md.
///
/// Every value of a field has as many terms as any other, so that the number of rows tells nothing; a value too short
/// for a term has one in its place that only the same value shares.
final class IndexTerms {

    static final int SUFFIX_CHARACTERS = 4;
    private static final int[] PREFIX_CHARACTERS = {1, 2, 3, 5, 8};
    private static final int DATE_LEVELS = 5;
    private static final int AMOUNT_LEVELS = 8;
    private static final byte TOO_SHORT = 0;

    private IndexTerms() {}

    /// The terms of a stored value, for every kind but [SearchKind#CONTAINS].
    ///
    /// @param canonical as [FieldType#canonical] made it
    static List<byte[]> of(FieldDefinition field, SearchKind kind, String canonical) {
        return switch (kind) {
            case EXACT -> List.of(field.normalised(canonical));
            case SUFFIX -> List.of(suffix(field.type().searchable(canonical)));
            case PREFIX -> prefixes(field.type().searchable(canonical));
            case BETWEEN ->
                blocks(
                        field.type().ordinal(canonical),
                        RangeCover.of(field.type().ordinal(canonical).position(), levels(field.type())));
            case CONTAINS -> throw new IllegalArgumentException("Grams are kept as sets");
        };
    }

    /// How many terms every value of a field has in an index of a kind but [SearchKind#CONTAINS].
    static int count(FieldDefinition field, SearchKind kind) {
        return switch (kind) {
            case EXACT, SUFFIX -> 1;
            case PREFIX -> PREFIX_CHARACTERS.length;
            case BETWEEN -> levels(field.type());
            case CONTAINS -> throw new IllegalArgumentException("Grams are kept as sets");
        };
    }

    private static byte[] suffix(String text) {
        int count = text.codePointCount(0, text.length());
        return count < SUFFIX_CHARACTERS
                ? term(TOO_SHORT, text)
                : term(SUFFIX_CHARACTERS, text.substring(text.offsetByCodePoints(text.length(), -SUFFIX_CHARACTERS)));
    }

    private static List<byte[]> prefixes(String text) {
        var terms = new ArrayList<byte[]>();
        int count = text.codePointCount(0, text.length());
        for (int characters : PREFIX_CHARACTERS) {
            terms.add(characters <= count ? prefix(text, characters) : shorter(text, characters));
        }
        return terms;
    }

    private static byte[] prefix(String text, int characters) {
        return term(characters, text.substring(0, text.offsetByCodePoints(0, characters)));
    }

    private static byte[] shorter(String text, int characters) {
        return term(TOO_SHORT, characters + " " + text);
    }

    /// The terms one of which every value has that a search may find.
    ///
    /// @param part as [FieldType#searchablePart] made it
    /// @return empty if the part is too short to be looked for
    static Optional<byte[]> forSuffix(String part) {
        int count = part.codePointCount(0, part.length());
        return count < SUFFIX_CHARACTERS ? Optional.empty() : Optional.of(suffix(part));
    }

    /// @param part not empty
    static byte[] forPrefix(String part) {
        int count = part.codePointCount(0, part.length());
        int longest = 1;
        for (int characters : PREFIX_CHARACTERS) {
            longest = characters <= count ? characters : longest;
        }
        return prefix(part, longest);
    }

    /// @return empty if the range is too wide
    static Optional<List<byte[]>> forRange(FieldType type, Ordinal from, Ordinal to) {
        return RangeCover.cover(from.position(), to.position(), levels(type)).map(blocks -> blocks(from, blocks));
    }

    private static List<byte[]> blocks(Ordinal unit, List<RangeCover.Block> blocks) {
        return blocks.stream()
                .map(block -> term(block.level(), unit.unit() + " " + block.position()))
                .toList();
    }

    private static int levels(FieldType type) {
        return type == FieldType.DATE ? DATE_LEVELS : AMOUNT_LEVELS;
    }

    private static byte[] term(int tag, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + bytes.length).put((byte) tag).put(bytes).array();
    }
}
