package org.nongyou.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount of yuan (元), exact to the fen. Kept as whole fen; never a floating-point number.
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /// @throws ArithmeticException when the amount has parts of a fen
    public static Money yuan(BigDecimal yuan) {
        return new Money(yuan.movePointRight(2).longValueExact());
    }

    public static Money yuan(String yuan) {
        return yuan(new BigDecimal(yuan));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    /// Exact product, rounded to the fen as told.
    public Money times(BigDecimal factor, RoundingMode rounding) {
        return new Money(
                factor.multiply(BigDecimal.valueOf(fen)).setScale(0, rounding).longValueExact());
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public BigDecimal toYuan() {
        return BigDecimal.valueOf(fen, 2);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return toYuan().toPlainString();
    }
}
