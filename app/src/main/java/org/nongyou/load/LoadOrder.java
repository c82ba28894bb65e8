package org.nongyou.load;

import java.util.List;

/// How much is asked for.
/// @param journal lines of the journal in all; one is written for each act of a case in any case, so that there may be
///                more
/// @param seed    the same seed gives the same rows on the same day
record LoadOrder(int bases, int cases, int journal, long seed) {

    static final int MOST_BASES = 999_999;

    /// The order is written wrongly; the message says how to write it.
    static final class Miswritten extends RuntimeException {
        Miswritten(String message) {
            super(message);
        }
    }

    LoadOrder {
        if (bases < 1 || bases > MOST_BASES) throw new Miswritten("--bases 要在 1 到 %,d 之间".formatted(MOST_BASES));
        if (cases < 1) throw new Miswritten("--cases 至少是 1");
        if (journal < 0) throw new Miswritten("--journal 不能是负数");
    }

    static LoadOrder parse(List<String> words) {
        var bases = 100_000;
        var cases = 300_000;
        var journal = 3_000_000;
        var seed = 1L;
        for (var word = words.iterator(); word.hasNext(); ) {
            var option = word.next();
            var known = List.of("--bases", "--cases", "--journal", "--seed").contains(option);
            if (!known) {
                throw new Miswritten(
                        "不认识“%s”；写法：./run load [--bases N] [--cases N] [--journal N] [--seed N] [--data 目录|--database 地址]"
                                .formatted(option));
            }
            if (!word.hasNext()) throw new Miswritten(option + " 后面要写一个整数");
            var number = number(option, word.next());
            switch (option) {
                case "--bases" -> bases = Math.toIntExact(number);
                case "--cases" -> cases = Math.toIntExact(number);
                case "--journal" -> journal = Math.toIntExact(number);
                default -> seed = number;
            }
        }
        return new LoadOrder(bases, cases, journal, seed);
    }

    /// A producer has two or three bases.
    int producers() {
        return Math.max(1, bases * 2 / 5);
    }

    /// How often each base has applied.
    int rounds() {
        return (cases - 1) / bases + 1;
    }

    private static long number(String option, String written) {
        try {
            var number = Long.parseLong(written.replace(",", "").replace("_", ""));
            if (option.equals("--seed") || (number >= 0 && number <= 100_000_000)) return number;
        } catch (NumberFormatException e) {
            // Said below, for both.
        }
        throw new Miswritten("%s 要写 0 到 100,000,000 的整数，写的是“%s”".formatted(option, written));
    }
}
