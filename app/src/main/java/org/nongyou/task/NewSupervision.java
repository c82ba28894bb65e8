package org.nongyou.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.SchemeRef;

/// What an office above writes to one below.
/// @param clause   the section that it rests on
/// @param words    what is wrong
/// @param heldOn   when the interview was; null for anything else
/// @param attended who was there
/// @param agreed   what was agreed
/// @param formKey  the same for a form that is sent twice
public record NewSupervision(
        SupervisionKind kind,
        @Nullable Long assignmentId,
        long officeId,
        SchemeRef scheme,
        String clause,
        String title,
        String words,
        @Nullable LocalDate heldOn,
        String attended,
        String agreed,
        @Nullable LocalDate dueOn,
        String formKey) {}
