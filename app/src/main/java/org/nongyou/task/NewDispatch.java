package org.nongyou.task;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.SchemeRef;

/// Something that an office asks of others below it.
/// @param clause  the section that it rests on
/// @param asks    fields that the report fills in, as in [ReportField]
/// @param proofs  titles of what must be attached
/// @param offices ids
/// @param formKey the same for a form that is sent twice
public record NewDispatch(
        SchemeRef scheme,
        String clause,
        String title,
        String content,
        @Nullable LocalDate dueOn,
        List<String> asks,
        List<String> proofs,
        List<Long> offices,
        String formKey) {}
