package org.nongyou.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;

/// The money of a project, or of many.
/// @param funds      what the document gives
/// @param received   what arrived at the county
/// @param planned    what stands in the budget
/// @param contracted what is promised in contracts
/// @param spent      what was paid
/// @param offPurpose how much of it an inspection found not to be spent for the project
public record Sums(Money funds, Money received, Money planned, Money contracted, Money spent, Money offPurpose) {

    public static final Sums NONE = new Sums(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    public Sums plus(Sums other) {
        return new Sums(
                funds.plus(other.funds),
                received.plus(other.received),
                planned.plus(other.planned),
                contracted.plus(other.contracted),
                spent.plus(other.spent),
                offPurpose.plus(other.offPurpose));
    }

    /// How much of what was given is spent (执行率), in per cent with one decimal, rounded down: only the last fen makes
    /// it 100. Null where nothing was given.
    public @Nullable BigDecimal executed() {
        if (funds.fen() == 0) return null;
        return BigDecimal.valueOf(spent.fen())
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(funds.fen()), 1, RoundingMode.DOWN);
    }
}
