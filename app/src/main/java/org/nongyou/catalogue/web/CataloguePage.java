package org.nongyou.catalogue.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.QuotaState;
import org.nongyou.region.Division;
import org.nongyou.web.Chip;

/// The list of the catalogue, for the offices and for the public.
/// @param base    `/catalogue` or `/public/catalogue`
/// @param carried filters that no field of the form shows: the days that a figure counts
/// @param query   the filters as they stand in the address, without the page
/// @param applied what the list is narrowed to, each with the address without it
/// @param answer  the page's one sentence
/// @param target  where the target in the answer is written, or null
/// @param points  the marks of the map as JSON, or null where none of the page's entries has a place
public record CataloguePage(
        String base,
        KindChoice chosen,
        List<KindChoice> kinds,
        String area,
        String region,
        List<Division> path,
        List<Chip> chips,
        String level,
        String classId,
        String status,
        String year,
        String q,
        List<Integer> years,
        List<Applied> applied,
        Map<String, String> carried,
        String query,
        String answer,
        String more,
        @Nullable Clause target,
        List<QuotaState> quotas,
        long total,
        BigDecimal areaMu,
        List<Row> rows,
        int page,
        int pages,
        @Nullable String points,
        boolean mayAdopt,
        LocalDate today) {

    public record Applied(String title, String without) {}

    public record Clause(String href, String text) {}

    public record Row(Listing listing, String place, String classTitle) {}

    public int from() {
        return (page - 1) * 100 + 1;
    }

    public String pageHref(int number) {
        return base + "?" + query + "&page=" + number;
    }
}
