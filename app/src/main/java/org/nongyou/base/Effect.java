package org.nongyou.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.web.Ui;

/// What a base did for the farmers around it in one year (示范带动).
/// @param households   led; 0 is an answer too
/// @param incomeBefore yuan a household in the year before, on average; null together with `income`
/// @param income       yuan a household in this year, on average
/// @param reportedBy   who entered it last
public record Effect(
        long baseId,
        int year,
        int households,
        @Nullable BigDecimal incomeBefore,
        @Nullable BigDecimal income,
        List<EffectWay> ways,
        String note,
        String reportedBy,
        Instant reportedAt) {

    public Effect {
        ways = List.copyOf(ways);
    }

    /// Percent by which the income of those led grew, to one decimal; null where it is not told.
    public @Nullable BigDecimal growthPercent() {
        return growthPercent(incomeBefore, income);
    }

    static @Nullable BigDecimal growthPercent(@Nullable BigDecimal before, @Nullable BigDecimal now) {
        if (before == null || now == null || before.signum() <= 0) return null;
        return now.subtract(before).movePointRight(2).divide(before, 1, RoundingMode.HALF_UP);
    }

    /// 增 8.5%, 减 2%, 持平.
    public static String growthWords(BigDecimal percent) {
        return switch (percent.signum()) {
            case 0 -> "持平";
            case 1 -> "增 " + Ui.number(percent) + "%";
            default -> "减 " + Ui.number(percent.negate()) + "%";
        };
    }

    public String wayTitles() {
        return ways.stream().map(EffectWay::title).collect(Collectors.joining("、"));
    }
}
