package org.nongyou.subsidy;

import java.util.EnumMap;
import java.util.Map;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;

/// What each level pays of an amount. A level that pays nothing is left out.
public record Shares(Map<Level, Money> of) {

    public static final Shares NONE = new Shares(Map.of());

    public Shares {
        var paying = new EnumMap<Level, Money>(Level.class);
        of.forEach((level, money) -> {
            if (money.fen() != 0) paying.put(level, money);
        });
        of = java.util.Collections.unmodifiableMap(paying);
    }

    public Money at(Level level) {
        return of.getOrDefault(level, Money.ZERO);
    }

    public Money total() {
        return of.values().stream().reduce(Money.ZERO, Money::plus);
    }

    public Shares plus(Shares other) {
        var sums = new EnumMap<Level, Money>(Level.class);
        sums.putAll(of);
        other.of.forEach((level, money) -> sums.merge(level, money, Money::plus));
        return new Shares(sums);
    }
}
