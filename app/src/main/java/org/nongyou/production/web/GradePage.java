package org.nongyou.production.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchGrade;
import org.nongyou.standard.Grading;
import org.nongyou.web.Entered;

/// Page `/production/batches/{id}/grade`.
/// @param tables that hold for the batch
/// @param chosen of them; null where there is none
public record GradePage(
        Batch batch,
        String say,
        String tone,
        List<Grading> tables,
        @Nullable Grading chosen,
        List<BatchGrade> grades,
        boolean mayRecord,
        Entered entered,
        String formKey) {}
