package org.nongyou.catalogue.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Reserve;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// The reserve list.
/// @param leaving the entry whose removal was refused, or null
public record ReservesPage(
        String area,
        String region,
        RegionChips chips,
        boolean left,
        int total,
        List<Row> rows,
        int page,
        int pages,
        boolean mayManage,
        @Nullable Long leaving,
        Entered entered) {

    public record Row(Reserve reserve, String place, String kindTitle) {}
}
