package org.nongyou.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.project.Report;
import org.nongyou.project.ReportFilter;
import org.nongyou.project.Reports;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The list of reports as a table, with the filters of its page: the list of the late among them.
@Component
class ReportExport extends TableExport<Report> {

    private final Reports reports;

    ReportExport(Reports reports, Divisions divisions, Clock clock) {
        super(
                "project-reports",
                "项目报告",
                List.of(
                        column("报告", 20, one -> reports.task(one).title()),
                        column("项目", 24, Report::title),
                        column("哪一期", 16, Report::spanTitle),
                        column("所在地", 34, one -> divisions.path(one.region())),
                        column("期限", 12, Report::dueOn),
                        column("报送日期", 12, Report::filedOn),
                        column("报送单位", 28, Report::filedBy),
                        column("状态", 10, one -> one.state().title()),
                        column("过期", 8, one -> one.late(LocalDate.ofInstant(clock.instant(), Ui.ZONE)) ? "是" : ""),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.reports = reports;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return reports.count(actor.scope(), ReportFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Report> row) {
        var filter = ReportFilter.of(query);
        inPages(last -> reports.list(actor.scope(), filter, last, AT_A_TIME), row);
    }
}
