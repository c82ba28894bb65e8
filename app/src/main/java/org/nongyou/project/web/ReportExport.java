package org.nongyou.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.project.Report;
import org.nongyou.project.ReportFilter;
import org.nongyou.project.Reports;
import org.nongyou.region.Divisions;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The list of reports as a table, with the filters of its page: the list of the late among them.
@Component
class ReportExport implements ListExport {

    private static final int AT_A_TIME = 1000;

    private final Reports reports;
    private final Divisions divisions;
    private final Clock clock;

    ReportExport(Reports reports, Divisions divisions, Clock clock) {
        this.reports = reports;
        this.divisions = divisions;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "project-reports";
    }

    @Override
    public String title() {
        return "项目报告";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("报告", 20),
                Column.of("项目", 24),
                Column.of("哪一期", 16),
                Column.of("所在地", 34),
                Column.of("期限", 12),
                Column.of("报送日期", 12),
                Column.of("报送单位", 28),
                Column.of("状态", 10),
                Column.of("过期", 8),
                Column.of("演示数据", 10));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return reports.count(actor.scope(), ReportFilter.of(query));
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        @Nullable Report last = null;
        List<Report> page;
        do {
            page = reports.list(actor.scope(), ReportFilter.of(query), last, AT_A_TIME);
            for (var one : page) {
                row.accept(Arrays.<@Nullable Object>asList(
                        reports.task(one).title(),
                        one.title(),
                        one.spanTitle(),
                        divisions.path(one.region()),
                        one.dueOn(),
                        one.filedOn(),
                        one.filedBy(),
                        one.state().title(),
                        one.late(today) ? "是" : "",
                        one.demo() ? "是" : ""));
                last = one;
            }
        } while (page.size() == AT_A_TIME);
    }
}
