package org.nongyou.standard;

import java.math.BigDecimal;
import java.util.List;

/// A maximum residue limit (最大残留限量) of one edition.
/// @param substances  whose sum it limits
/// @param limit       mg/kg
/// @param temporary   yes, no or unknown
public record ResidueLimit(
        String row,
        String standard,
        List<String> substances,
        String printed,
        FoodScope food,
        BigDecimal limit,
        String temporary,
        Provenance provenance) {

    public ResidueLimit {
        substances = List.copyOf(substances);
    }

    /// 0.2 mg/kg
    public String amount() {
        return limit.stripTrailingZeros().toPlainString() + " mg/kg" + (temporary.equals("yes") ? "（临时限量）" : "");
    }
}
