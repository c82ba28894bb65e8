package org.nongyou.production;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was typed of a training.
/// @param formKey the same for a form that is sent twice
public record TrainingForm(
        UUID formKey,
        String trainedOn,
        String days,
        String organiser,
        String topic,
        String certificate,
        String validUntil,
        @Nullable Long fileId) {}
