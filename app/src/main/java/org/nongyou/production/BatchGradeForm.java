package org.nongyou.production;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was typed of a batch's quality.
/// @param formKey the same for a form that is sent twice
/// @param values  as typed, by the position of the indicator: `value0`
public record BatchGradeForm(
        UUID formKey,
        String measuredOn,
        String lab,
        String report,
        @Nullable Long fileId,
        Map<String, String> values) {

    public BatchGradeForm {
        values = Map.copyOf(values);
    }
}
