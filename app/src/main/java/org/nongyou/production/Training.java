package org.nongyou.production;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A training of an internal inspector.
/// @param certificate its number; empty where none was given
public record Training(
        long id,
        long inspectorId,
        LocalDate on,
        BigDecimal days,
        String organiser,
        String topic,
        String certificate,
        @Nullable LocalDate validUntil,
        @Nullable Long fileId,
        String recordedBy) {}
