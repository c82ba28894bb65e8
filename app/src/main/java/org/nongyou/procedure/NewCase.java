package org.nongyou.procedure;

import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.SchemeRef;

/// What somebody wants to start.
/// @param kind    id of the kind, where the procedure lists something; may be left out where it lists just one
/// @param classId class of the kind, or null to choose it in the form
public record NewCase(
        SchemeRef scheme,
        String procedureId,
        @Nullable String kind,
        String subjectKind,
        String subjectId,
        @Nullable String classId) {}
