package org.nongyou.production;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;

/// A limit of soil, water or air (产地环境限值), a row of rule data.
/// @param land      null: for every use
/// @param phAbove   the soil's pH lies above this; null: no lower end
/// @param phUpTo    and is at most this; null: no upper end
/// @param confirmed somebody held it against the text of the standard
public record EnvironmentLimit(
        String item,
        @Nullable LandUse land,
        @Nullable BigDecimal phAbove,
        @Nullable BigDecimal phUpTo,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest,
        String standard,
        String source,
        boolean confirmed) {

    boolean hangsOnPh() {
        return phAbove != null || phUpTo != null;
    }

    /// @param ph of the same sample; null where it was not measured
    boolean fits(String measured, LandUse use, @Nullable BigDecimal ph) {
        if (!item.equals(measured) || land != null && land != use) return false;
        if (!hangsOnPh()) return true;
        return ph != null
                && (phAbove == null || ph.compareTo(phAbove) > 0)
                && (phUpTo == null || ph.compareTo(phUpTo) <= 0);
    }

    /// What was found to be less than `value` is within where `value` is.
    boolean holds(BigDecimal value) {
        return (highest == null || value.compareTo(highest) <= 0) && (lowest == null || value.compareTo(lowest) >= 0);
    }

    /// ≤ 0.6, or 5.5～8.5
    public String range() {
        if (lowest != null && highest != null) return Ui.number(lowest) + "～" + Ui.number(highest);
        return highest != null ? "≤ " + Ui.number(highest) : "≥ " + Ui.number(lowest);
    }
}
