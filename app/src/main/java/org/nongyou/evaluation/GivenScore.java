package org.nongyou.evaluation;

import java.math.BigDecimal;
import java.time.Instant;

/// What one scorer gave a sheet.
public record GivenScore(long scorer, String name, BigDecimal points, Instant at, String words) {}
