package org.nongyou.production;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was typed of film or straw; of a correction the base, kind, year and produce are those of what it corrects.
/// @param formKey the same for a form that is sent twice
/// @param unit    `kg` or `t`
public record RecoveryForm(
        UUID formKey,
        String kind,
        String year,
        String produce,
        String arisen,
        String recovered,
        String unit,
        String way,
        String handedTo,
        String on,
        String note,
        String reason,
        @Nullable Long fileId) {}
