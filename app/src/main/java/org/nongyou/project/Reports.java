package org.nongyou.project;

import static nongyoudb.project.Tables.REPORTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.project.tables.records.ReportsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Period;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The reports of projects (月调度、季小结、年总结): filed by whom the scheme's task names, looked through by whom it is
/// sent to. Nothing is filed for a span that has not begun, nor once it was looked through.
@Service
public class Reports {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int LONGEST = 2000;
    private static final String AGRICULTURE = "agriculture";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OWED = List.of("due", "returned");

    private final DSLContext sql;
    private final ProjectStore store;
    private final Outputs outputs;
    private final ReportPlan plan;
    private final Schemes schemes;
    private final Offices offices;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    Reports(
            DSLContext sql,
            ProjectStore store,
            Outputs outputs,
            ReportPlan plan,
            Schemes schemes,
            Offices offices,
            Divisions divisions,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.outputs = outputs;
        this.plan = plan;
        this.schemes = schemes;
        this.offices = offices;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reading

    public Optional<Report> find(Scope scope, long id) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.ID.eq(id))
                .and(scope.on(REPORTS.REGION_CODE))
                .fetchOptional(Reports::report);
    }

    public Task task(Report report) {
        return schemes.at(report.scheme()).task(report.task()).orElseThrow();
    }

    /// What is owed: the longest owed first. Everything else: the latest first.
    /// @param after the last one of the page before, or null for the first page
    public List<Report> list(Scope scope, ReportFilter filter, @Nullable Report after, int limit) {
        boolean owed = switch (filter.standing()) {
            case LATE, SOON, OWED -> true;
            case FILED, ALL -> false;
        };
        var key = row(REPORTS.DUE_ON, REPORTS.ID);
        return sql.selectFrom(REPORTS)
                .where(condition(scope, filter))
                .and(
                        after == null
                                ? noCondition()
                                : owed ? key.gt(after.dueOn(), after.id()) : key.lt(after.dueOn(), after.id()))
                .orderBy(
                        owed ? REPORTS.DUE_ON.asc() : REPORTS.DUE_ON.desc(),
                        owed ? REPORTS.ID.asc() : REPORTS.ID.desc())
                .limit(limit)
                .fetch(Reports::report);
    }

    /// No further than [#COUNTED].
    public int count(Scope scope, ReportFilter filter) {
        return sql.fetchCount(
                sql.selectOne().from(REPORTS).where(condition(scope, filter)).limit(COUNTED));
    }

    public List<Report> ofProject(Project project) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.PROJECT_ID.eq(project.id()))
                .orderBy(REPORTS.DUE_ON, REPORTS.ID)
                .fetch(Reports::report);
    }

    /// When the project's city filed its account of the year, or null.
    @Nullable
    LocalDate summaryFiledOn(Project project) {
        return sql.select(REPORTS.FILED_ON)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(project.scheme().id()))
                .and(REPORTS.PROJECT_ID.isNull())
                .and(REPORTS.REGION_CODE.eq(
                        project.region().at(Level.CITY).orElseThrow().value()))
                .and(REPORTS.FILED_ON.isNotNull())
                .orderBy(REPORTS.DUE_ON.desc())
                .limit(1)
                .fetchOne(REPORTS.FILED_ON);
    }

    private Condition condition(Scope scope, ReportFilter filter) {
        var condition = scope.narrowedTo(filter.region()).on(REPORTS.REGION_CODE);
        if (filter.projectId() != null) condition = condition.and(REPORTS.PROJECT_ID.eq(filter.projectId()));
        var owed = REPORTS.STATE.in(inline(OWED.getFirst()), inline(OWED.getLast()));
        return switch (filter.standing()) {
            case LATE -> condition.and(owed).and(REPORTS.DUE_ON.lt(today()));
            case SOON -> condition.and(owed).and(REPORTS.DUE_ON.ge(today())).and(REPORTS.REMIND_ON.le(today()));
            case OWED -> condition.and(owed).and(REPORTS.BEGINS_ON.le(today()));
            case FILED -> condition.and(REPORTS.STATE.eq(inline(ReportState.FILED.code())));
            case ALL -> condition.and(REPORTS.BEGINS_ON.le(today()));
        };
    }

    // --- Filing

    /// Why the person may not file it, or nothing.
    public Optional<Refusal> barred(Actor actor, Report report) {
        var scheme = schemes.at(report.scheme());
        var task = task(report);
        var at = office(scheme, task.responsible().getFirst(), report.region());
        var clause = Projects.cite(task);
        if (!actor.may(Verb.REPORT)) return Optional.of(Refusal.of("project.no-right", Verb.REPORT.title()));
        if (!at.is(actor))
            return Optional.of(Refusal.of("project.wrong-office", at.title, actor.officeName())
                    .citing(clause));
        if (report.state() == ReportState.ACCEPTED)
            return Optional.of(Refusal.of("project.report-closed", report.spanTitle(), report.answeredBy())
                    .citing(clause));
        if (report.period().from().isAfter(today()))
            return Optional.of(Refusal.of(
                            "project.report-early",
                            report.spanTitle(),
                            report.period().from())
                    .citing(clause));
        if (report.projectId() != null
                && store.find(Scope.within(RegionCode.COUNTRY), report.projectId())
                        .filter(Project::running)
                        .isEmpty())
            return Optional.of(Refusal.of("project.report-project-over").citing(clause));
        return Optional.empty();
    }

    /// Files it, or files it anew until somebody looked through it. How the project stands goes with it.
    /// @param typed by the titles of the task's fields
    @Transactional
    public Decision<Report> file(Actor actor, long id, int revision, Map<String, String> typed) {
        var report = lock(actor, id);
        var barred = barred(actor, report);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var task = task(report);
        if (report.revision() != revision) return Decision.refused("project.report-changed", report.filedBy());
        var form = new Typed();
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < task.report().size(); i++) {
            var title = task.report().get(i);
            fields.put(title, form.text("field-" + i, title, typed.getOrDefault(title, ""), LONGEST));
        }
        if (!form.sound()) return Decision.refused(Refusal.joined(form.faults()));
        var today = today();
        sql.update(REPORTS)
                .set(REPORTS.STATE, ReportState.FILED.code())
                .set(REPORTS.FIELDS, json(fields))
                .set(REPORTS.FIGURES, json(figures(report)))
                .set(REPORTS.FILED_ON, report.filedOn() == null ? today : report.filedOn())
                .set(REPORTS.FILED_AT, clock.instant().truncatedTo(ChronoUnit.MICROS))
                .set(REPORTS.FILED_BY, actor.officeName())
                .set(REPORTS.REVISION, REPORTS.REVISION.plus(1))
                .where(REPORTS.ID.eq(id))
                .execute();
        var done = find(actor.scope(), id).orElseThrow();
        write(
                actor,
                done,
                "report",
                "报送" + task.title() + "：" + done.spanTitle() + (done.late(today) ? "，过了 " + done.dueOn() : ""),
                null);
        return Decision.done(done);
    }

    /// How the projects stand: money and what was reached.
    private Map<String, String> figures(Report report) {
        var figures = new LinkedHashMap<String, String>();
        var everywhere = Scope.within(RegionCode.COUNTRY);
        if (report.projectId() == null) return figures;
        store.find(everywhere, report.projectId()).ifPresent(project -> {
            var sums = project.sums();
            figures.put("到县", Digits.grouped(sums.received()) + " 元");
            figures.put("已支出", Digits.grouped(sums.spent()) + " 元");
            var executed = sums.executed();
            if (executed != null) figures.put("执行率", Digits.grouped(executed) + "%");
            for (var one : outputs.progress(project))
                figures.put(
                        one.indicator().title(),
                        (one.reached() == null
                                        ? "未填"
                                        : Digits.grouped(one.reached()) + " "
                                                + one.indicator().unit())
                                + "，目标"
                                + String.join(
                                        "、",
                                        one.goals().stream()
                                                .map(OutputProgress.Goal::words)
                                                .toList()));
        });
        return figures;
    }

    // --- Looking through

    /// Whether the person looks through it.
    public boolean mayAnswer(Actor actor, Report report) {
        return barredFromAnswer(actor, report).isEmpty();
    }

    private Optional<Refusal> barredFromAnswer(Actor actor, Report report) {
        var scheme = schemes.at(report.scheme());
        var task = task(report);
        if (!actor.may(Verb.DECIDE)) return Optional.of(Refusal.of("project.no-right", Verb.DECIDE.title()));
        var at = office(scheme, task.to() == null ? "" : task.to(), above(report.region()));
        if (!at.is(actor))
            return Optional.of(Refusal.of("project.wrong-office", at.title, actor.officeName())
                    .citing(Projects.cite(task)));
        return report.state() == ReportState.FILED
                ? Optional.empty()
                : Optional.of(
                        Refusal.of("project.report-not-filed", report.state().title()));
    }

    private static RegionCode above(RegionCode region) {
        return region.parent().orElse(region);
    }

    @Transactional
    public Decision<Report> accept(Actor actor, long id, String remark) {
        return answer(actor, id, ReportState.ACCEPTED, remark.strip());
    }

    @Transactional
    public Decision<Report> giveBack(Actor actor, long id, String reason) {
        var form = new Typed();
        var why = form.text("answer", "要改什么", reason);
        return form.sound()
                ? answer(actor, id, ReportState.RETURNED, why)
                : Decision.refused(Refusal.joined(form.faults()));
    }

    private Decision<Report> answer(Actor actor, long id, ReportState state, String words) {
        var report = lock(actor, id);
        var barred = barredFromAnswer(actor, report);
        if (barred.isPresent()) return Decision.refused(barred.get());
        sql.update(REPORTS)
                .set(REPORTS.STATE, state.code())
                .set(REPORTS.ANSWERED_BY, actor.officeName())
                .set(REPORTS.ANSWER, words.substring(0, Math.min(words.length(), LONGEST)))
                .set(REPORTS.REVISION, REPORTS.REVISION.plus(1))
                .where(REPORTS.ID.eq(id))
                .execute();
        var done = find(actor.scope(), id).orElseThrow();
        boolean accepted = state == ReportState.ACCEPTED;
        write(
                actor,
                done,
                accepted ? "accept-report" : "return-report",
                (accepted ? "审定" : "退回") + task(done).title() + "：" + done.spanTitle(),
                words);
        return Decision.done(done);
    }

    private Report lock(Actor actor, long id) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.ID.eq(id))
                .and(actor.scope().on(REPORTS.REGION_CODE))
                .forUpdate()
                .fetchOptional(Reports::report)
                .orElseThrow(NotFound::new);
    }

    private void write(Actor actor, Report report, String act, String summary, @Nullable String reason) {
        journal.write(
                actor,
                JournalEntry.of(
                                "project." + act,
                                report.region(),
                                report.projectId() == null ? "project-report" : Projects.SUBJECT,
                                report.projectId() == null ? report.id() : report.projectId(),
                                report.title(),
                                summary)
                        .because(reason == null || reason.isBlank() ? null : reason));
    }

    /// An office as it acts here. Where an area has no office of the department that the document names, its
    /// agriculture office does the work.
    private record At(RegionCode region, String department, String title) {
        boolean is(Actor actor) {
            var office = actor.office();
            return office != null
                    && office.region().equals(region)
                    && office.department().equals(department);
        }
    }

    private At office(Scheme scheme, String id, RegionCode region) {
        var named = scheme.office(id);
        var department = named.map(SchemeOffice::department).orElse(AGRICULTURE);
        var level = named.map(SchemeOffice::level).orElse(null);
        var place = level == null ? region : region.at(level).orElse(region);
        if (offices.of(place, department).isEmpty()) department = AGRICULTURE;
        return new At(
                place,
                department,
                divisions.name(place)
                        + (department.equals(AGRICULTURE)
                                ? "农业农村部门"
                                : named.orElseThrow().title()));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static JSONB json(Map<String, String> texts) {
        return JSONB.valueOf(JSON.writeValueAsString(texts));
    }

    private static Map<String, String> texts(JSONB json) {
        return JSON.readValue(json.data(), new TypeReference<LinkedHashMap<String, String>>() {});
    }

    private static Report report(ReportsRecord row) {
        return new Report(
                row.getId(),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getTask(),
                row.getProjectId(),
                row.getTitle(),
                new RegionCode(row.getRegionCode()),
                row.getSpan(),
                new Period(row.getBeginsOn(), row.getEndsOn()),
                row.getDueOn(),
                row.getRemindOn(),
                ReportState.ofCode(row.getState()).orElseThrow(),
                texts(row.getFields()),
                texts(row.getFigures()),
                row.getFiledOn(),
                row.getFiledBy(),
                row.getAnsweredBy(),
                row.getAnswer(),
                row.getRevision(),
                row.getDemo());
    }

    /// Days that an office settled since yesterday hold for what is still owed.
    void settle() {
        for (var version : schemes.list()) {
            var scheme = schemes.at(version.ref());
            if (!scheme.allocations().isEmpty()) plan.settle(scheme);
        }
    }
}
