package org.nongyou.standard;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The residue limit of a substance in a food for a sample of a day, and how it was found (残留限量).
/// @param input    null where nothing is known by this name
/// @param food     null where the classification does not have it
/// @param editions in force on the day: the full one, then what stands beside it
/// @param taken    null where these rows have none
/// @param same     other rows of the same food or group; the strictest was taken
/// @param steps    what was looked at, the food first
/// @param others   rows of this food and substance in other editions, for comparison only
public record LimitAnswer(
        String asked,
        @Nullable InputName input,
        String askedFor,
        @Nullable Produce food,
        LocalDate sampled,
        List<Edition> editions,
        @Nullable ResidueLimit taken,
        List<ResidueLimit> same,
        List<Step> steps,
        List<ResidueLimit> others) {

    /// @param name    food or group
    /// @param outcome in words: 没有单列, 除外, 0.2 mg/kg
    public record Step(String name, String outcome) {}

    public LimitAnswer {
        editions = List.copyOf(editions);
        same = List.copyOf(same);
        steps = List.copyOf(steps);
        others = List.copyOf(others);
    }

    public String say() {
        if (food == null) return "没有找到食品“" + askedFor + "”，换个名字再查。";
        if (input == null) return "数据里没有“" + asked + "”的限量，以标准原文为准。";
        if (editions.isEmpty()) return sampled + " 那天有效的标准，数据里没有。";
        if (taken == null)
            return editions.getFirst().standard() + " 里" + food.name() + "的" + input.name() + "限量，数据里没有，以标准原文为准。";
        return food.name() + "的" + input.name() + "不得超过 " + taken.amount() + "，" + taken.standard()
                + (taken.food().group().equals(food.name()) ? "" : "，按“" + taken.food() + "”") + "。";
    }
}
