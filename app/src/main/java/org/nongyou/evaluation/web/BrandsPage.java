package org.nongyou.evaluation.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.evaluation.Brand;
import org.nongyou.evaluation.Brands;
import org.nongyou.journal.JournalRow;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// Pages `/brands`, `/brands/{id}`, `/public/brands` and `/public/brands/{code}`.
public final class BrandsPage {

    private BrandsPage() {}

    /// @param catalogue the directory shown, or null where no document has one
    /// @param regions   null on the public page
    public record Overview(
            String say,
            Brands.@Nullable Catalogue catalogue,
            List<Choice> catalogues,
            String clause,
            String href,
            List<Brand> rows,
            Map<Long, String> places,
            String words,
            @Nullable RegionChips regions,
            Address address,
            int page,
            long found,
            boolean open) {}

    public record Choice(String value, String title, boolean chosen) {}

    /// @param mayTell whether the person may write its history
    public record One(
            Brand brand,
            String place,
            String kindTitle,
            String schemeTitle,
            String clause,
            String href,
            List<String> benefits,
            boolean mayTell,
            boolean published,
            boolean open,
            List<JournalRow> history,
            Entered entered) {}
}
