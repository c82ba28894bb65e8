package org.nongyou.practice;

import org.nongyou.region.RegionCode;

/// A sustainable production mode that a county summed up and spreads (绿色生产模式).
/// @param clause of the document that asks for it
public record Mode(
        long id,
        RegionCode region,
        String title,
        String produce,
        String body,
        String clause,
        int year,
        String officeName,
        boolean demo) {}
