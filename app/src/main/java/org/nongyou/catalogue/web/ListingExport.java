package org.nongyou.catalogue.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

/// The catalogue as a table: `/export/catalogue` with the filters of `/catalogue`.
@Component
class ListingExport extends TableExport<ListingExport.Shown> {

    record Shown(Listing listing, @Nullable String classTitle) {}

    private final Listings listings;
    private final Lists lists;

    ListingExport(Listings listings, Lists lists, Divisions divisions) {
        super(
                "catalogue",
                "基地目录",
                List.of(
                        column("编号", 22, one -> one.listing().number()),
                        column("名称", 30, one -> one.listing().title()),
                        column("主体", 30, one -> one.listing().producerName()),
                        column("级别", 8, one -> one.listing().level().title()),
                        column("类别", 26, Shown::classTitle),
                        column("产品", 16, one -> one.listing().product()),
                        column("面积（亩）", 12, one -> one.listing().areaMu()),
                        column("区划代码", 12, one -> one.listing().region().value()),
                        column("地区", 30, one -> divisions.path(one.listing().region())),
                        column("入目录", 12, one -> one.listing().listedOn()),
                        column("有效期至", 12, one -> one.listing().validTo()),
                        column("状态", 10, one -> one.listing().status().title()),
                        column("整改期限", 12, one -> one.listing().rectifyBy()),
                        column("来源", 30, one -> one.listing().source())));
        this.listings = listings;
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return chosen(actor, query)
                .map(kind ->
                        listings.total(actor.scope(), Lists.filter(kind, query)).listings())
                .orElse(0L);
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Shown> row) {
        chosen(actor, query)
                .ifPresent(kind -> listings.each(
                        actor.scope(),
                        Lists.filter(kind, query),
                        listing -> row.accept(new Shown(listing, kind.classTitle(listing.classId())))));
    }

    private Optional<KindChoice> chosen(Actor actor, Map<String, String> query) {
        var kinds = lists.kinds(actor.scope().region());
        return kinds.isEmpty() ? Optional.empty() : Optional.of(lists.choice(query.getOrDefault("kind", ""), kinds));
    }
}
