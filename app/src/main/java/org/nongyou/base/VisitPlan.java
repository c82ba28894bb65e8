package org.nongyou.base;

import java.util.List;

/// Checks as somebody typed them.
/// @param bases ids
/// @param round what the office calls the round; may be empty
/// @param dueOn `2026-12-31`
public record VisitPlan(List<Long> bases, String round, String dueOn, String checker) {

    public VisitPlan {
        bases = List.copyOf(bases);
    }
}
