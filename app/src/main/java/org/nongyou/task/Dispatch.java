package org.nongyou.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.SchemeRef;

/// What an office gave out at one time: a scheme's task list (任务清单), or something asked for besides (调度).
/// @param order       asked for besides, resting on a clause
/// @param assignments to how many offices and spans
public record Dispatch(
        long id,
        boolean order,
        SchemeRef scheme,
        String title,
        String content,
        List<String> clauses,
        @Nullable LocalDate dueOn,
        long officeId,
        String officeName,
        RegionCode region,
        String createdByName,
        Instant createdAt,
        int assignments,
        boolean demo) {}
