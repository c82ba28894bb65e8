package org.nongyou.production;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a plot may not be harvested yet (间隔期没过): a use whose waiting time runs.
/// @param input    as on the label
/// @param usedOn   its last day
/// @param plots    of the act; empty where the base has no plots
/// @param length   5 天, 500 度日, 产蛋期禁用
/// @param earliest the first day of harvest; null where no number of days would do
/// @param clause   of the law
public record HarvestWait(
        long actId,
        String input,
        LocalDate usedOn,
        List<String> plots,
        String length,
        @Nullable LocalDate earliest,
        String clause) {

    public HarvestWait {
        plots = List.copyOf(plots);
    }

    public boolean blocks(LocalDate day) {
        return earliest == null || day.isBefore(earliest);
    }

    /// 6月15日用了阿维菌素，要等 5 天，最早 2026-06-20
    public String told() {
        return why() + (earliest == null ? "" : "，最早 " + earliest);
    }

    /// 11月20日用了阿维菌素，要等 5 天
    public String why() {
        return usedOn.getMonthValue() + "月" + usedOn.getDayOfMonth() + "日用了" + input + "，"
                + (earliest == null ? length : "要等 " + length);
    }
}
