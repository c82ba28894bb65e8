package org.nongyou.project;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Indicator;

/// How far a project is with one of its tasks (产出任务).
/// @param fact    that the outputs add to
/// @param adds    whether outputs add up; a rate is replaced by the latest
/// @param reached null where nothing was entered
/// @param quarters of the project's first year, where something is due in each; else empty
public record OutputProgress(
        Indicator indicator,
        String fact,
        boolean adds,
        @Nullable BigDecimal reached,
        List<BigDecimal> quarters,
        List<Goal> goals) {

    /// @param words such as 至少 500
    /// @param full  the number to be reached, for the bar; null where there is none
    public record Goal(
            String words, List<String> clauses, @Nullable BigDecimal full, boolean met) {}

    public OutputProgress {
        quarters = List.copyOf(quarters);
        goals = List.copyOf(goals);
    }

    public boolean met() {
        return goals.stream().allMatch(Goal::met);
    }
}
