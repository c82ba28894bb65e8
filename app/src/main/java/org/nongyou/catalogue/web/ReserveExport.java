package org.nongyou.catalogue.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Reserve;
import org.nongyou.catalogue.Reserves;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// The reserve list as a table: `/export/reserves` with the filters of `/reserves`.
@Component
class ReserveExport extends TableExport<Reserve> {

    private final Reserves reserves;

    ReserveExport(Reserves reserves, Divisions divisions) {
        super(
                "reserves",
                "储备名单",
                List.of(
                        column("名称", 30, Reserve::title),
                        column("主体", 30, Reserve::producerName),
                        column("地区", 30, one -> divisions.path(one.region())),
                        column("现在", 8, one -> one.level().title()),
                        column("目标", 8, one -> one.promotesTo().title()),
                        column("列入", 12, Reserve::addedOn),
                        column("说明", 30, Reserve::note),
                        column("移出", 12, Reserve::leftOn),
                        column("移出原因", 30, Reserve::leftReason)));
        this.reserves = reserves;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return reserves.count(actor.scope(), region(query), left(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Reserve> row) {
        for (int offset = 0; ; offset += AT_A_TIME) {
            var page = reserves.list(actor.scope(), region(query), left(query), offset, AT_A_TIME);
            page.forEach(row);
            if (page.size() < AT_A_TIME) return;
        }
    }

    private static @Nullable RegionCode region(Map<String, String> query) {
        return RegionCode.parse(query.getOrDefault("region", "")).orElse(null);
    }

    private static boolean left(Map<String, String> query) {
        return query.getOrDefault("left", "").equals("yes");
    }
}
