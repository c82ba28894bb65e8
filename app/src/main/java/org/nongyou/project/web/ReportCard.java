package org.nongyou.project.web;

import gg.jte.Content;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.nongyou.notice.Due;
import org.nongyou.notice.Workdays;
import org.nongyou.project.Report;
import org.nongyou.project.ReportFilter;
import org.nongyou.project.ReportFilter.Standing;
import org.nongyou.project.Reports;
import org.nongyou.web.Templates;
import org.nongyou.web.Ui;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// Reminds of reports on the workbench: those that are late, then those whose day comes near.
@Component
public class ReportCard implements WorkbenchCard {

    private static final int SHOWN = 5;

    private final Reports reports;
    private final Workdays workdays;
    private final Templates templates;
    private final Clock clock;

    ReportCard(Reports reports, Workdays workdays, Templates templates, Clock clock) {
        this.reports = reports;
        this.workdays = workdays;
        this.templates = templates;
        this.clock = clock;
    }

    /// What `project/card` shows.
    /// @param late how many in all, capped
    public record View(int late, List<Row> rows) {}

    public record Row(Report report, String task, Due due) {}

    @Override
    public Place place() {
        return Place.BESIDE;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public Optional<Content> content(Viewer viewer) {
        if (viewer.scope().region() == null || !viewer.may("READ")) return Optional.empty();
        var late = list(viewer, Standing.LATE, SHOWN);
        var soon = late.size() == SHOWN ? List.<Report>of() : list(viewer, Standing.SOON, SHOWN - late.size());
        if (late.isEmpty() && soon.isEmpty()) return Optional.empty();
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var rows = java.util.stream.Stream.concat(late.stream(), soon.stream())
                .map(one -> new Row(one, reports.task(one).title(), workdays.due(today, one.dueOn())))
                .toList();
        int count = late.size() < SHOWN
                ? late.size()
                : reports.count(viewer.scope(), new ReportFilter(null, Standing.LATE, null));
        return Optional.of(templates.content("project/card", new View(count, rows)));
    }

    private List<Report> list(Viewer viewer, Standing standing, int limit) {
        return reports.list(viewer.scope(), new ReportFilter(null, standing, null), null, limit);
    }
}
