package org.nongyou.catalogue.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Reserves;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.springframework.stereotype.Component;

/// The reserve list as a table: `/export/reserves` with the filters of `/reserves`.
@Component
class ReserveExport implements ListExport {

    private static final int AT_A_TIME = 1000;

    private final Reserves reserves;
    private final Divisions divisions;

    ReserveExport(Reserves reserves, Divisions divisions) {
        this.reserves = reserves;
        this.divisions = divisions;
    }

    @Override
    public String kind() {
        return "reserves";
    }

    @Override
    public String title() {
        return "储备名单";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("名称", 30),
                Column.of("主体", 30),
                Column.of("地区", 30),
                Column.of("现在", 8),
                Column.of("目标", 8),
                Column.of("列入", 12),
                Column.of("说明", 30),
                Column.of("移出", 12),
                Column.of("移出原因", 30));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return reserves.count(actor.scope(), region(query), left(query));
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        for (int offset = 0; ; offset += AT_A_TIME) {
            var page = reserves.list(actor.scope(), region(query), left(query), offset, AT_A_TIME);
            for (var one : page)
                row.accept(Arrays.<@Nullable Object>asList(
                        one.title(),
                        one.producerName(),
                        divisions.path(one.region()),
                        one.level().title(),
                        one.promotesTo().title(),
                        one.addedOn(),
                        one.note(),
                        one.leftOn(),
                        one.leftReason()));
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
