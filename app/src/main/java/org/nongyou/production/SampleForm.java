package org.nongyou.production;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was typed of a report.
/// @param formKey the same for a form that is sent twice
/// @param plot    id, empty for the whole base
/// @param values  by the code of the item, as typed: a number, `<` and a number, or empty
public record SampleForm(
        UUID formKey,
        String medium,
        String plot,
        String land,
        String sampledOn,
        String lab,
        String report,
        String note,
        String reason,
        @Nullable Long fileId,
        Map<String, String> values) {

    public SampleForm {
        values = Map.copyOf(values);
    }
}
