package org.nongyou.standard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Digits;
import org.nongyou.region.RegionCode;

/// Grades of a produce by its core indicators (核心品质指标、分等分级).
/// @param region     where it holds
/// @param standard   number of the standard; empty where none is named
/// @param grades     from the best on
/// @param indicators in their order
/// @param endedOn    null while it is in force
public record Grading(
        long id,
        RegionCode region,
        String produce,
        String standard,
        List<String> grades,
        List<Indicator> indicators,
        String source,
        LocalDate inForceFrom,
        @Nullable LocalDate endedOn,
        String endedBecause,
        String officeName,
        boolean demo) {

    public Grading {
        grades = List.copyOf(grades);
        indicators = List.copyOf(indicators);
    }

    /// @param ranges by grade, as many as there are grades
    public record Indicator(String name, String unit, List<Range> ranges) {
        public Indicator {
            ranges = List.copyOf(ranges);
        }
    }

    /// Both ends count; both null: the grade asks nothing.
    public record Range(
            @Nullable BigDecimal lowest, @Nullable BigDecimal highest) {

        boolean holds(BigDecimal value) {
            return (lowest == null || value.compareTo(lowest) >= 0)
                    && (highest == null || value.compareTo(highest) <= 0);
        }

        boolean asks() {
            return lowest != null || highest != null;
        }

        /// ≥ 12, ≤ 5, 10～12, 不限
        public String text() {
            if (lowest == null) return highest == null ? "不限" : "≤ " + Digits.grouped(highest);
            return highest == null
                    ? "≥ " + Digits.grouped(lowest)
                    : Digits.grouped(lowest) + "～" + Digits.grouped(highest);
        }
    }

    /// @param grade   null: it reaches none
    /// @param reasons why not a better one, by indicator; of the best grade what was met
    public record Answer(@Nullable String grade, List<String> reasons) {}

    /// The best grade all of whose indicators are met. What was not measured is not met.
    public Answer of(Map<String, BigDecimal> measured) {
        var reasons = new ArrayList<String>();
        for (int grade = 0; grade < grades.size(); grade++) {
            var misses = new ArrayList<String>();
            for (var one : indicators) {
                var range = one.ranges.get(grade);
                if (!range.asks()) continue;
                var value = measured.get(one.name);
                if (value == null) misses.add(one.name + "没有测，要 " + range.text() + " " + one.unit);
                else if (!range.holds(value))
                    misses.add(one.name + " " + Digits.grouped(value) + "，要 " + range.text() + " " + one.unit);
            }
            if (misses.isEmpty()) {
                if (reasons.isEmpty()) reasons.add(grades.get(grade) + "的指标都达到");
                return new Answer(grades.get(grade), reasons);
            }
            reasons.add(
                    "不够" + grades.get(grade) + "：" + String.join("；", misses).strip());
        }
        return new Answer(null, reasons);
    }
}
