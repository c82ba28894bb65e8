package org.nongyou.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;

/// What a list of the catalogue is narrowed to; null and empty say nothing.
/// @param classes any of them
/// @param status  null for all that stand in the catalogue
/// @param from    first day on which an entry was listed
/// @param to      last day
/// @param overdue only rectifications whose date is over
/// @param inForce only what the targets count, [ListingStatus#inForce]
/// @param words   in name, operator, produce or number
public record ListingFilter(
        @Nullable RegionCode region,
        @Nullable String schemeId,
        @Nullable String kind,
        @Nullable Level level,
        List<String> classes,
        @Nullable ListingStatus status,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean overdue,
        boolean inForce,
        String words) {

    public static final ListingFilter NONE =
            new ListingFilter(null, null, null, null, List.of(), null, null, null, false, false, "");

    public ListingFilter {
        classes = List.copyOf(classes);
    }

    public static ListingFilter of(String schemeId, String kind) {
        return new ListingFilter(null, schemeId, kind, null, List.of(), null, null, null, false, false, "");
    }

    public ListingFilter at(@Nullable RegionCode region) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter at(@Nullable Level level) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter in(@Nullable ListingStatus status) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter ofClasses(List<String> classes) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter listed(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter saying(String words) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter whetherOverdue(boolean overdue) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    public ListingFilter whetherInForce(boolean inForce) {
        return new ListingFilter(region, schemeId, kind, level, classes, status, from, to, overdue, inForce, words);
    }

    /// The one class, where it is one.
    public @Nullable String classId() {
        return classes.size() == 1 ? classes.getFirst() : null;
    }

    public boolean dated() {
        return from != null || to != null;
    }

    /// Whether the days are whole years, which are counted beforehand.
    boolean wholeYears() {
        return (from == null || from.getDayOfYear() == 1)
                && (to == null || to.plusDays(1).getDayOfYear() == 1);
    }
}
