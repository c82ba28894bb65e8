package org.nongyou.standard;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a product's registration allows on one crop or animal (登记): the legal value, which beats general tables.
/// @param registration 登记证号 of a pesticide, 批准文号 of a veterinary drug
/// @param dose         as printed; [Dose] reads what can be reckoned with
/// @param maxUses      uses a season, or null where the label tells none
/// @param rule         how the waiting time counts
/// @param intervalDays days or degree-days; 0 with [WaitRule#NOT_WHILE_LAYING]
/// @param to           last day of the registration; null while it is not told
public record Product(
        InputKind kind,
        String registration,
        String crop,
        String name,
        List<String> substances,
        String formulation,
        String dose,
        @Nullable Integer maxUses,
        WaitRule rule,
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

    /// 5 天, 弃蛋 2 天, 500 度日, 产蛋期禁用
    public String length() {
        return switch (rule) {
            case DAYS -> intervalDays + " 天";
            case EGGS, MILK -> rule.title() + " " + intervalDays + " 天";
            case DEGREE_DAYS -> intervalDays + " 度日";
            case NOT_WHILE_LAYING -> rule.title();
        };
    }

    public Optional<Integer> days() {
        return switch (rule) {
            case DAYS, EGGS, MILK -> Optional.of(intervalDays);
            case DEGREE_DAYS, NOT_WHILE_LAYING -> Optional.empty();
        };
    }
}
