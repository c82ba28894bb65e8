package org.nongyou.base.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Visit;
import org.nongyou.base.VisitFilter.Standing;
import org.nongyou.base.VisitLists;
import org.nongyou.base.VisitRow;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

@Component
class VisitExport extends TableExport<VisitRow> {

    private final VisitLists visits;

    VisitExport(VisitLists visits, Divisions divisions) {
        super(
                "base-visits",
                "基地检查",
                List.of(
                        column("基地", 34, VisitRow::baseName),
                        column("主体", 34, VisitRow::producerName),
                        column("所在地", 34, row -> divisions.path(row.region())),
                        column("区划代码", 14, row -> row.region().value()),
                        column("产品", 20, VisitRow::product),
                        column("上次检查", 12, VisitRow::visitedOn),
                        of("哪一种", 12, Visit::kindTitle),
                        of("哪一轮", 24, Visit::round),
                        of("最迟哪天查", 12, Visit::dueOn),
                        of("谁查", 16, Visit::checker),
                        of("安排单位", 30, Visit::officeName),
                        of("状态", 12, one -> one.state().title()),
                        of("检查日期", 12, Visit::visitedOn),
                        of("情况和问题", 50, Visit::findings),
                        of("整改期限", 12, Visit::rectifyBy),
                        of("改好日期", 12, Visit::closedOn),
                        column("演示数据", 10, row -> row.demo() ? "演示数据" : null)));
        this.visits = visits;
    }

    /// Empty for a base that has no check planned.
    private static Column<VisitRow> of(String title, int width, Function<Visit, @Nullable Object> value) {
        return column(title, width, row -> {
            var visit = row.visit();
            return visit == null ? null : value.apply(visit);
        });
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        var filter = VisitQuery.filter(query);
        var sums = visits.sums(actor.scope(), filter);
        return filter.standing() == Standing.DUE
                ? sums.due()
                : sums.byRegion().values().stream().mapToLong(n -> n).sum();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<VisitRow> row) {
        var filter = VisitQuery.filter(query);
        inPages(last -> visits.list(actor.scope(), filter, last, 0, AT_A_TIME), row);
    }
}
