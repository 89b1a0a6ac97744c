package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.List;

/// Reads a [ValuePattern] from left to right.
final class ValuePatternParser {

    private static final String SPECIAL = "\\[](){}|?*+.^$";

    private final String pattern;
    private int at;

    ValuePatternParser(String pattern) {
        this.pattern = pattern;
    }

    ValuePattern parse() {
        check(!pattern.isEmpty() && pattern.length() <= ValuePattern.MOST_CHARACTERS);
        var alternatives = new ArrayList<List<ValuePattern.Item>>();
        alternatives.add(alternative());
        while (at < pattern.length()) {
            expect('|');
            alternatives.add(alternative());
        }
        return new ValuePattern(List.copyOf(alternatives));
    }

    private List<ValuePattern.Item> alternative() {
        var items = new ArrayList<ValuePattern.Item>();
        while (at < pattern.length() && peek() != '|') {
            var ranges = peek() == '[' ? characterClass() : List.of(single());
            items.add(counted(ranges));
        }
        check(!items.isEmpty());
        return List.copyOf(items);
    }

    private List<ValuePattern.Range> characterClass() {
        expect('[');
        var ranges = new ArrayList<ValuePattern.Range>();
        while (peek() != ']') {
            ranges.add(range());
        }
        expect(']');
        check(!ranges.isEmpty());
        return List.copyOf(ranges);
    }

    private ValuePattern.Range range() {
        var first = single();
        if (peek() != '-' || (at + 1 < pattern.length() && pattern.charAt(at + 1) == ']')) {
            return first;
        }
        expect('-');
        var last = single();
        check(first.first() == first.last() && last.first() == last.last() && first.first() <= last.first());
        return new ValuePattern.Range(first.first(), last.first());
    }

    private ValuePattern.Range single() {
        char character = next();
        if (character == '\\') {
            char escaped = next();
            check(escaped == 'd' || !Character.isLetterOrDigit(escaped));
            return escaped == 'd' ? new ValuePattern.Range('0', '9') : new ValuePattern.Range(escaped, escaped);
        }
        check(SPECIAL.indexOf(character) < 0 && !Character.isSurrogate(character));
        return new ValuePattern.Range(character, character);
    }

    private ValuePattern.Item counted(List<ValuePattern.Range> ranges) {
        int most = ValuePattern.LONGEST_VALUE;
        return switch (at < pattern.length() ? peek() : '|') {
            case '?' -> counted(ranges, 0, 1);
            case '*' -> counted(ranges, 0, most);
            case '+' -> counted(ranges, 1, most);
            case '{' -> braces(ranges);
            default -> new ValuePattern.Item(ranges, 1, 1);
        };
    }

    private ValuePattern.Item counted(List<ValuePattern.Range> ranges, int least, int most) {
        at++;
        return new ValuePattern.Item(ranges, least, most);
    }

    private ValuePattern.Item braces(List<ValuePattern.Range> ranges) {
        expect('{');
        int least = number();
        int most = least;
        if (peek() == ',') {
            expect(',');
            most = number();
        }
        expect('}');
        check(most >= 1 && least <= most && most <= ValuePattern.LONGEST_VALUE);
        return new ValuePattern.Item(ranges, least, most);
    }

    private int number() {
        int start = at;
        while (at < pattern.length() && at - start < 3 && peek() >= '0' && peek() <= '9') {
            at++;
        }
        check(at > start);
        return Integer.parseInt(pattern.substring(start, at));
    }

    private char peek() {
        check(at < pattern.length());
        return pattern.charAt(at);
    }

    private char next() {
        char character = peek();
        at++;
        return character;
    }

    private void expect(char character) {
        check(next() == character);
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("The pattern is not in the language");
        }
    }
}
