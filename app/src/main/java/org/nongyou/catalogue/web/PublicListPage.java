package org.nongyou.catalogue.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// The public directory.
/// @param map value of data-map, or null
public record PublicListPage(
        ListingFilter filter,
        Address address,
        RegionChips regions,
        List<Row> rows,
        long found,
        int page,
        List<Option> options,
        @Nullable String map,
        String place) {

    public record Row(Listing listing, String place, String classTitle) {}

    public record Option(String scheme, String kind, String title, List<ClassOption> classes) {}

    public record ClassOption(String id, String title) {}

    public boolean narrowed() {
        return !address.query().isEmpty();
    }

    public String say() {
        if (found == 0) return narrowed() ? "没有找到。换几个字，或者去掉筛选再看。" : "目录里还没有内容。";
        return place + "目录里有 " + org.nongyou.web.Ui.number(found) + " 个" + (narrowed() ? "符合条件。" : "，都经过核实，可以点开看。");
    }
}
