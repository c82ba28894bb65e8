package org.nongyou.catalogue;

import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;

/// What a list of the catalogue is narrowed to; null and empty say nothing.
/// @param status null for all that stand in the catalogue
/// @param overdue only rectifications whose date is over
/// @param words  in name, operator, produce or number
public record ListingFilter(
        @Nullable RegionCode region,
        @Nullable String schemeId,
        @Nullable String kind,
        @Nullable Level level,
        @Nullable String classId,
        @Nullable ListingStatus status,
        @Nullable Integer year,
        boolean overdue,
        String words) {

    public static final ListingFilter NONE = new ListingFilter(null, null, null, null, null, null, null, false, "");

    public static ListingFilter of(String schemeId, String kind) {
        return new ListingFilter(null, schemeId, kind, null, null, null, null, false, "");
    }

    public ListingFilter at(@Nullable RegionCode region) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }

    public ListingFilter at(@Nullable Level level) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }

    public ListingFilter in(@Nullable ListingStatus status) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }

    public ListingFilter of(@Nullable String classId) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }

    public ListingFilter since(@Nullable Integer year) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }

    public ListingFilter saying(String words) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }

    public ListingFilter whetherOverdue(boolean overdue) {
        return new ListingFilter(region, schemeId, kind, level, classId, status, year, overdue, words);
    }
}
