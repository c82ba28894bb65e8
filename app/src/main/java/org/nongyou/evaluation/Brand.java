package org.nongyou.evaluation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;

/// An entry of the brand directory (品牌目录).
/// @param since   the year from which the brand tells its history, negative before our era, or null
/// @param origin  where it comes from, or empty
/// @param story   its history in words, or empty
/// @param rank    in the evaluation that led to it, or null where it was entered otherwise
/// @param roundId that evaluation, or null
public record Brand(
        Listing listing,
        @Nullable Integer since,
        String origin,
        String story,
        int revision,
        @Nullable Integer rank,
        @Nullable BigDecimal points,
        @Nullable Long roundId,
        String roundTitle) {}
