package org.nongyou.standard;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a product's registration allows on one crop (登记): the legal value, which beats general tables.
/// @param registration 登记证号
/// @param maxUses      uses a season, or null where the label tells none
public record Product(
        String registration,
        String crop,
        String name,
        List<String> substances,
        String formulation,
        String dose,
        @Nullable Integer maxUses,
        int intervalDays,
        LocalDate from,
        @Nullable LocalDate to,
        String source) {

    public Product {
        substances = List.copyOf(substances);
    }

    public boolean validOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
