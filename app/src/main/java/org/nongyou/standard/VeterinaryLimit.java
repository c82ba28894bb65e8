package org.nongyou.standard;

import java.math.BigDecimal;
import java.util.List;

/// A residue limit of a veterinary drug (兽药残留限量) in a tissue, milk or eggs. The source names no edition for most.
/// @param limit mg/kg
public record VeterinaryLimit(
        List<String> substances, List<String> animals, String tissue, BigDecimal limit, Provenance provenance) {

    public VeterinaryLimit {
        substances = List.copyOf(substances);
        animals = List.copyOf(animals);
    }

    public String amount() {
        return limit.stripTrailingZeros().toPlainString() + " mg/kg";
    }
}
