package org.nongyou.project;

import static nongyoudb.project.Tables.REPORTS;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nongyoudb.project.tables.records.ReportsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Workdays;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Figure;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.springframework.stereotype.Component;

/// Which reports a project owes, and until when: those of the scheme's tasks for each project that ask for fields, one
/// for each span of the project's time; and those that its city owes for all its projects by a day of the document.
@Component
class ReportPlan {

    private static final int REMIND = 3;

    private final DSLContext sql;
    private final Schemes schemes;
    private final Workdays workdays;
    private final Divisions divisions;

    ReportPlan(DSLContext sql, Schemes schemes, Workdays workdays, Divisions divisions) {
        this.sql = sql;
        this.schemes = schemes;
        this.workdays = workdays;
        this.divisions = divisions;
    }

    /// A span of time for which something is reported.
    record Span(String name, LocalDate from, LocalDate to) {}

    static boolean asksProjects(Task task) {
        return task.each() == Each.PROJECT && !task.report().isEmpty() && task.due() instanceof Task.Due.Every;
    }

    static boolean asksCities(Task task) {
        return task.each() == Each.CITY && !task.report().isEmpty() && task.due() instanceof Task.Due.On;
    }

    /// Writes down what a project owes from the day on which it is established. Spans that were over before are not
    /// asked for, except the last of each kind: there is always one account of the whole.
    void owe(Project project, LocalDate establishedOn) {
        var scheme = schemes.at(project.scheme());
        var rows = new ArrayList<ReportsRecord>();
        var to = Objects.requireNonNull(project.period().to());
        for (var task : scheme.tasks()) {
            if (asksProjects(task) && task.due() instanceof Task.Due.Every every) {
                var spans = spans(every.frequency(), project.period().from(), to);
                for (var span : spans)
                    if (!span.to.isBefore(establishedOn) || span.equals(spans.getLast()))
                        rows.add(row(project, task, span, dueOn(scheme, every, span), false));
            } else if (asksCities(task) && task.due() instanceof Task.Due.On(var day)) {
                rows.add(row(
                        project,
                        task,
                        new Span(String.valueOf(day.getYear()), project.period().from(), day),
                        day,
                        true));
            }
        }
        if (!rows.isEmpty())
            sql.insertInto(REPORTS).set(rows).onConflictDoNothing().execute();
    }

    private ReportsRecord row(Project project, Task task, Span span, LocalDate dueOn, boolean ofCity) {
        var region = ofCity ? project.region().at(Level.CITY).orElseThrow() : project.region();
        var row = new ReportsRecord();
        row.setSchemeId(project.scheme().id());
        row.setSchemeVersion(project.scheme().version());
        row.setTask(task.id());
        row.setProjectId(ofCity ? null : project.id());
        row.setTitle(ofCity ? divisions.name(region) : project.product());
        row.setRegionCode(region.value());
        row.setSpan(span.name);
        row.setBeginsOn(span.from);
        row.setEndsOn(span.to);
        row.setDueOn(dueOn);
        row.setRemindOn(before(
                dueOn, task.remind().stream().mapToInt(Integer::intValue).max().orElse(REMIND)));
        row.setDemo(project.demo());
        return row;
    }

    /// The day of the span that the document says, or that was settled; without either the span's last day.
    LocalDate dueOn(Scheme scheme, Task.Due.Every every, Span span) {
        var day = every.day();
        if (day == null && every.dayPath() != null)
            day = schemes.figure(scheme.ref(), new Figure.ByOffice(every.dayPath()))
                    .map(figure -> figure.intValue())
                    .orElse(null);
        return dayOf(span, day);
    }

    static LocalDate dayOf(Span span, @Nullable Integer day) {
        if (day == null || day < 1) return span.to;
        var on = span.from.plusDays(day - 1L);
        return on.isAfter(span.to) ? span.to : on;
    }

    private LocalDate before(LocalDate day, int workingDays) {
        var on = day;
        for (int left = workingDays; left > 0; ) {
            on = on.minusDays(1);
            if (workdays.isWorkday(on)) left--;
        }
        return on;
    }

    /// What was settled since is taken over for what is still owed.
    void settle(Scheme scheme) {
        for (var task : scheme.tasks()) {
            if (!asksProjects(task) || !(task.due() instanceof Task.Due.Every every) || every.dayPath() == null)
                continue;
            sql.selectDistinct(REPORTS.SPAN, REPORTS.BEGINS_ON, REPORTS.ENDS_ON, REPORTS.DUE_ON)
                    .from(REPORTS)
                    .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                    .and(REPORTS.SCHEME_VERSION.eq(scheme.version()))
                    .and(REPORTS.TASK.eq(task.id()))
                    .and(REPORTS.FILED_ON.isNull())
                    .forEach(row -> {
                        var due = dueOn(scheme, every, new Span(row.value1(), row.value2(), row.value3()));
                        if (due.equals(row.value4())) return;
                        sql.update(REPORTS)
                                .set(REPORTS.DUE_ON, due)
                                .set(
                                        REPORTS.REMIND_ON,
                                        before(
                                                due,
                                                task.remind().stream()
                                                        .mapToInt(Integer::intValue)
                                                        .max()
                                                        .orElse(REMIND)))
                                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                                .and(REPORTS.SCHEME_VERSION.eq(scheme.version()))
                                .and(REPORTS.TASK.eq(task.id()))
                                .and(REPORTS.SPAN.eq(row.value1()))
                                .and(REPORTS.FILED_ON.isNull())
                                .execute();
                    });
        }
    }

    static List<Span> spans(Frequency frequency, LocalDate from, LocalDate to) {
        var spans = new ArrayList<Span>();
        var begin = switch (frequency) {
            case YEAR -> from.withDayOfYear(1);
            case QUARTER -> from.with(IsoFields.DAY_OF_QUARTER, 1);
            case MONTH -> from.withDayOfMonth(1);
            case WEEK -> from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        };
        while (!begin.isAfter(to)) {
            var next = switch (frequency) {
                case YEAR -> begin.plusYears(1);
                case QUARTER -> begin.plusMonths(3);
                case MONTH -> begin.plusMonths(1);
                case WEEK -> begin.plusWeeks(1);
            };
            var name = switch (frequency) {
                case YEAR -> String.valueOf(begin.getYear());
                case QUARTER -> begin.getYear() + "-Q" + begin.get(IsoFields.QUARTER_OF_YEAR);
                case MONTH -> "%d-%02d".formatted(begin.getYear(), begin.getMonthValue());
                case WEEK ->
                    "%d-W%02d"
                            .formatted(
                                    begin.get(IsoFields.WEEK_BASED_YEAR), begin.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            };
            var end = next.minusDays(1);
            spans.add(new Span(name, begin.isBefore(from) ? from : begin, end.isAfter(to) ? to : end));
            begin = next;
        }
        return spans;
    }
}
