package org.nongyou.indicator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the office above found of an entered figure (核对).
/// @param confirmed false when it was given back
/// @param reason    why it was given back
public record FigureCheck(
        boolean confirmed, @Nullable String reason, String officeName, String accountName, Instant checkedAt) {}
