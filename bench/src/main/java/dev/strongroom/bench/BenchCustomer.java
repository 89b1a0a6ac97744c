package dev.strongroom.bench;

import java.util.List;
import java.util.Locale;

/// A made-up customer by number: what the bench seeds, imports, copies and searches for.
///
/// References ascend as merchants give them out. Everything else comes in an order of its own, as it does in a real
/// customer file: rows that happen to be sorted by name, e-mail and telephone at once would flatter every index in
/// the clear.
///
/// @param number from 0 to 99,999,999
public record BenchCustomer(int number) {

    private static final long ODD_AND_NO_MULTIPLE_OF_FIVE = 61_803_399;
    private static final int NUMBERS = 100_000_000;
    private static final List<String> SYLLABLES = List.of(
            ("ba be bi bo bu da de di do du fa fe fi fo ga ge go gu ha he hi ho ka ke ki ko la le li lo lu ma me mi mo"
                            + " mu na ne ni no ra re ri ro ru sa se si so ta te ti to tu va ve vi wa we wi ya yo za zen")
                    .split(" "));

    /// Another number for each number.
    private long scattered() {
        return number * ODD_AND_NO_MULTIPLE_OF_FIVE % NUMBERS;
    }

    public String reference() {
        return "B-" + number;
    }

    /// Two words of two and three syllables; many customers share parts of theirs, as people do.
    public String name() {
        long rest = scattered();
        var name = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            var syllable = SYLLABLES.get((int) (rest % SYLLABLES.size()));
            boolean isFirst = i == 0 || i == 2;
            name.append(i == 2 ? " " : "")
                    .append(isFirst ? syllable.toUpperCase(Locale.ROOT).charAt(0) + syllable.substring(1) : syllable);
            rest = i == 3 ? scattered() * 31 : rest / SYLLABLES.size();
        }
        return name.toString();
    }

    public String email() {
        return emailStart() + "@example.com";
    }

    /// What comes before the sign; differs in its first eight characters.
    public String emailStart() {
        return scattered() + ".bench";
    }

    public String phone() {
        var digits = Long.toString(scattered());
        return "+86138" + "0".repeat(8 - digits.length()) + digits;
    }

    public String address() {
        return "广东省深圳市南山区科技路" + scattered() + "号";
    }

    public String note() {
        return "A note of the usual length " + number;
    }

    /// A line of an import: eight fields, four of them searchable.
    public String line() {
        return """
                {"reference":"%s","fields":{"name":"%s","email":"%s","phone":"%s","address":"%s",\
                "birth_date":"1980-01-01","city":"深圳","note":"%s"}}""".formatted(reference(), name(), email(), phone(), address(), note());
    }
}
