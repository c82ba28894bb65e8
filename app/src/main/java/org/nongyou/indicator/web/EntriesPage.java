package org.nongyou.indicator.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries that a sum is made of.
/// @param next the page after this, or null
public record EntriesPage(
        String scheme,
        int version,
        String title,
        String unit,
        String who,
        String regionName,
        String periodTitle,
        String asOfTitle,
        String total,
        String entered,
        String back,
        List<Row> rows,
        @Nullable String next,
        @Nullable String export) {

    public record Row(
            String place,
            String period,
            String value,
            String by,
            String at,
            String note,
            String href,
            @Nullable String file,
            boolean corrected,
            boolean demo) {}
}
