package org.nongyou.indicator.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.indicator.FigureReport;
import org.nongyou.indicator.Total;
import org.nongyou.indicator.Totals;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The entries behind a sum.
@Component
class EntriesExport extends TableExport<FigureReport> {

    private final Totals totals;
    private final Places places;
    private final Clock clock;

    EntriesExport(Totals totals, Places places, Divisions divisions, Clock clock) {
        super(
                "figure-entries",
                "填报数",
                List.of(
                        column("地区", 36, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("填报期", 14, FigureReport::period),
                        column("数", 14, FigureReport::value),
                        column("说明", 36, FigureReport::note),
                        column("更正原因", 30, FigureReport::reason),
                        column("填报单位", 30, FigureReport::officeName),
                        column("填报人", 14, FigureReport::accountName),
                        column("填报时间", 18, one -> Ui.time(one.reportedAt())),
                        column("上级核对过", 10, FigureReport::checked),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.totals = totals;
        this.places = places;
        this.clock = clock;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        var asked = asked(actor, query);
        var indicator = asked.indicator();
        if (indicator == null) throw new NotFound();
        return totals.byDivision(asked.scope(), asked.asked(), indicator).getFirst().below().stream()
                .filter(one -> one.level() == asked.level())
                .mapToInt(Total.OfLevel::entered)
                .sum();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<FigureReport> row) {
        var asked = asked(actor, query);
        var indicator = asked.indicator();
        var level = asked.level();
        if (indicator == null || level == null) throw new NotFound();
        inPages(
                last -> totals.entries(
                        asked.scope(),
                        asked.asked(),
                        indicator,
                        level,
                        last == null ? null : new Totals.Mark(last.period(), last.region()),
                        AT_A_TIME),
                row);
    }

    private TotalsQuery asked(Actor actor, Map<String, String> query) {
        return TotalsQuery.of(actor, places, totals, query, LocalDate.ofInstant(clock.instant(), Ui.ZONE));
    }
}
