package org.nongyou.production;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/// Units in which inputs are bought and used. Weights and volumes turn into each other among themselves; a bag is a
/// bag.
/// @param name  as written
/// @param dimension of what: `g`, `ml`, or the name itself
/// @param size  in that dimension
record Unit(String name, String dimension, BigDecimal size) {

    static Optional<Unit> of(String typed) {
        var name = typed.strip();
        if (name.isEmpty() || name.length() > 6) return Optional.empty();
        return Optional.of(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "毫克", "mg" -> new Unit("毫克", "g", new BigDecimal("0.001"));
                    case "克", "g" -> new Unit("克", "g", BigDecimal.ONE);
                    case "斤" -> new Unit("斤", "g", new BigDecimal(500));
                    case "公斤", "千克", "kg" -> new Unit("公斤", "g", new BigDecimal(1000));
                    case "吨", "t" -> new Unit("吨", "g", new BigDecimal(1_000_000));
                    case "毫升", "ml" -> new Unit("毫升", "ml", BigDecimal.ONE);
                    case "升", "l" -> new Unit("升", "ml", new BigDecimal(1000));
                    case "方", "立方米", "m³" -> new Unit("立方米", "ml", new BigDecimal(1_000_000));
                    default -> new Unit(name, name, BigDecimal.ONE);
                });
    }

    /// The amount in another unit of the same dimension; empty where they do not fit together.
    Optional<BigDecimal> in(Unit other, BigDecimal amount) {
        if (!dimension.equals(other.dimension)) return Optional.empty();
        return Optional.of(amount.multiply(size).divide(other.size, MathContext.DECIMAL64));
    }
}
