package org.nongyou.catalogue.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

/// The catalogue as a table: `/export/catalogue` with the filters of `/catalogue`.
@Component
class ListingExport implements ListExport {

    private final Listings listings;
    private final Lists lists;
    private final Divisions divisions;

    ListingExport(Listings listings, Lists lists, Divisions divisions) {
        this.listings = listings;
        this.lists = lists;
        this.divisions = divisions;
    }

    @Override
    public String kind() {
        return "catalogue";
    }

    @Override
    public String title() {
        return "基地目录";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("编号", 22),
                Column.of("名称", 30),
                Column.of("主体", 30),
                Column.of("级别", 8),
                Column.of("类别", 26),
                Column.of("产品", 16),
                Column.of("面积（亩）", 12),
                Column.of("区划代码", 12),
                Column.of("地区", 30),
                Column.of("入目录", 12),
                Column.of("有效期至", 12),
                Column.of("状态", 10),
                Column.of("整改期限", 12),
                Column.of("来源", 30));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        var kinds = lists.kinds(actor.scope().region());
        if (kinds.isEmpty()) return 0;
        return listings.total(actor.scope(), Lists.filter(lists.choice(query.getOrDefault("kind", ""), kinds), query))
                .listings();
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        var kinds = lists.kinds(actor.scope().region());
        if (kinds.isEmpty()) return;
        var chosen = lists.choice(query.getOrDefault("kind", ""), kinds);
        listings.each(
                actor.scope(),
                Lists.filter(chosen, query),
                listing -> row.accept(Arrays.<@Nullable Object>asList(
                        listing.number(),
                        listing.title(),
                        listing.producerName(),
                        listing.level().title(),
                        chosen.classTitle(listing.classId()),
                        listing.product(),
                        listing.areaMu(),
                        listing.region().value(),
                        divisions.path(listing.region()),
                        listing.listedOn(),
                        listing.validTo(),
                        listing.status().title(),
                        listing.rectifyBy(),
                        listing.source())));
    }
}
