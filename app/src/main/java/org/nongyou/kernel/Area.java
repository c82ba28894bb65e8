package org.nongyou.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An area in mu (亩), exact to a hundredth. 1 mu is 10,000/15 square metres.
public record Area(BigDecimal mu) implements Comparable<Area> {

    private static final BigDecimal SQUARE_METRES_OF_15_MU = new BigDecimal(10_000);

    public Area {
        mu = mu.setScale(2, RoundingMode.HALF_UP);
    }

    public static Area ofSquareMetres(double squareMetres) {
        return new Area(BigDecimal.valueOf(squareMetres)
                .multiply(BigDecimal.valueOf(15))
                .divide(SQUARE_METRES_OF_15_MU, 2, RoundingMode.HALF_UP));
    }

    /// In hectares (公顷), to four decimals.
    public BigDecimal hectares() {
        return mu.divide(BigDecimal.valueOf(15), 4, RoundingMode.HALF_UP);
    }

    @Override
    public int compareTo(Area other) {
        return mu.compareTo(other.mu);
    }

    /// With thousands separators and without needless zeros: 1,260 or 12.5.
    @Override
    public String toString() {
        return Digits.grouped(mu);
    }
}
