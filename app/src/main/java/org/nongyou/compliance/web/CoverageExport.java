package org.nongyou.compliance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.compliance.Coverage;
import org.nongyou.compliance.CoverageFilter;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Who must issue and did not (该开没开名单), for the patrol to take along.
@Component
class CoverageExport extends TableExport<Coverage.SilentRow> {

    private final Coverage coverage;
    private final Clock clock;

    CoverageExport(Coverage coverage, Divisions divisions, Clock clock) {
        super(
                "coverage",
                "该开没开合格证的主体",
                List.of(
                        column("主体", 36, Coverage.SilentRow::name),
                        column("类型", 16, one -> one.kind().title()),
                        column("所在地", 34, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("联系人", 12, Coverage.SilentRow::contactName),
                        column("电话", 16, Coverage.SilentRow::phone),
                        column("采收批次", 10, Coverage.SilentRow::harvests),
                        column("采收（公斤）", 14, Coverage.SilentRow::harvestedKg),
                        column("最近采收", 12, Coverage.SilentRow::last),
                        column("演示数据", 10, one -> one.demo() ? "演示数据" : null)));
        this.coverage = coverage;
        this.clock = clock;
    }

    private CoverageFilter filter(Map<String, String> query) {
        return CoverageFilter.of(
                query, LocalDate.ofInstant(clock.instant(), Ui.ZONE).getYear());
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return coverage.countSilent(actor.scope(), filter(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Coverage.SilentRow> row) {
        var filter = filter(query);
        inPages(
                last -> coverage.silent(actor.scope(), filter, last == null ? null : last.producerId(), 0, AT_A_TIME),
                row);
    }
}
