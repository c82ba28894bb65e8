package org.nongyou.indicator;

import static nongyoudb.indicator.Tables.CHECKS;
import static nongyoudb.indicator.Tables.REPORTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.nongyou.kernel.Decision.refused;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.indicator.tables.records.ReportsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Figures that offices enter by period (上报), where nothing can compute them. What was entered stays: a correction is
/// a new entry with its reason.
@Service
public class ReportedFigures {

    private static final int REASON_LENGTH = 4;

    private final DSLContext sql;
    private final Reporting reporting;
    private final Closings closings;
    private final Divisions divisions;
    private final Journal journal;
    private final JsonMapper json;
    private final Clock clock;

    ReportedFigures(
            DSLContext sql,
            Reporting reporting,
            Closings closings,
            Divisions divisions,
            Journal journal,
            JsonMapper json,
            Clock clock) {
        this.sql = sql;
        this.reporting = reporting;
        this.closings = closings;
        this.divisions = divisions;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /// Which figure of which office for which span.
    public record Cell(String indicator, RegionCode region, ReportingPeriod period) {}

    /// What a person typed.
    /// @param fileId   the uploaded proof, or null
    /// @param reason   for a correction
    /// @param replaces the entry that the person saw and corrects, or null for a first entry
    public record Entry(
            Cell cell,
            String value,
            String note,
            @Nullable Long fileId,
            @Nullable String reason,
            @Nullable Long replaces) {}

    /// A figure that is to be entered, and what is known of it.
    /// @param must     whether this region's office has to enter it; otherwise it may, beside those below
    /// @param late     its span is over and nothing was entered
    /// @param check    what the office above found of it
    /// @param expected how many offices below have to enter theirs
    /// @param missing  those that have not
    /// @param inTime   how many of them entered first before the span was over
    /// @param confirmed how many of theirs are confirmed, and
    /// @param givenBack how many are given back and not corrected yet
    public record Line(
            Indicator indicator,
            Level level,
            Cell cell,
            boolean must,
            @Nullable FigureReport current,
            @Nullable FigureCheck check,
            boolean late,
            int expected,
            List<Division> missing,
            int inTime,
            int confirmed,
            int givenBack) {

        public int entered() {
            return expected - missing.size();
        }
    }

    /// The first entry of a figure.
    @Transactional
    public Decision<FigureReport> report(Actor actor, Scheme scheme, Entry entry) {
        var checked = check(actor, scheme, entry);
        if (checked instanceof Decision.Refused(var refusal)) return refuse(actor, scheme, entry, refusal);
        var sound = checked.orElseThrow();
        var current = current(scheme, entry.cell());
        if (current.isPresent()) return refuse(actor, scheme, entry, already(current.get(), entry.cell()));
        var kept = keep(actor, scheme, entry, sound.value(), clock.instant());
        if (kept.isEmpty())
            return refused(
                    "indicator.figure.changed", divisions.name(entry.cell().region()));
        journal.write(
                actor,
                journalEntry(
                                "figure.report",
                                scheme,
                                sound.indicator(),
                                entry.cell(),
                                "上报" + words(sound.indicator(), kept.get()))
                        .change(null, json(kept.get())));
        return Decision.done(kept.get());
    }

    /// A new entry in place of one that was wrong; the old one stays with its date and its author.
    @Transactional
    public Decision<FigureReport> correct(Actor actor, Scheme scheme, Entry entry) {
        var checked = check(actor, scheme, entry);
        if (checked instanceof Decision.Refused(var refusal)) return refuse(actor, scheme, entry, refusal);
        var sound = checked.orElseThrow();
        var reason = entry.reason() == null ? "" : entry.reason().strip();
        if (reason.length() < REASON_LENGTH)
            return refused(Refusal.of("indicator.figure.reason", REASON_LENGTH).at("reason"));
        var current = current(scheme, entry.cell());
        if (current.isEmpty()) return refused("indicator.figure.nothing");
        var old = current.get();
        if (entry.replaces() == null || old.id() != entry.replaces())
            return refused("indicator.figure.changed", old.officeName() + old.accountName());
        if (old.value().compareTo(sound.value()) == 0
                && old.note().equals(entry.note().strip())
                && entry.fileId() == null)
            return refused(
                    Refusal.of("indicator.figure.same", Ui.number(old.value())).at("value"));
        int withdrawn = sql.update(REPORTS)
                .set(REPORTS.CURRENT, false)
                .where(REPORTS.ID.eq(old.id()))
                .and(REPORTS.CURRENT)
                .execute();
        var kept = withdrawn == 0
                ? Optional.<FigureReport>empty()
                : keep(actor, scheme, entry, sound.value(), old.firstAt());
        if (kept.isEmpty()) return refused("indicator.figure.changed", old.officeName());
        var summary = "更正" + words(sound.indicator(), kept.get()) + "，原来是 " + Ui.number(old.value());
        journal.write(
                actor,
                journalEntry("figure.correct", scheme, sound.indicator(), entry.cell(), summary)
                        .because(reason)
                        .change(json(old), json(kept.get())));
        return Decision.done(kept.get());
    }

    /// All entries of a figure, newest first.
    public List<FigureReport> history(Scope scope, Scheme scheme, Cell cell) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.INDICATOR.eq(cell.indicator()))
                .and(REPORTS.REGION_CODE.eq(cell.region().value()))
                .and(REPORTS.PERIOD.eq(cell.period().code()))
                .and(scope.on(REPORTS.REGION_CODE))
                .orderBy(REPORTS.ID.desc())
                .fetch(FigureReport::of);
    }

    /// What the scope's own office has to enter or may enter in a year, and how complete the offices below are.
    public List<Line> lines(Scope scope, Scheme scheme, int year) {
        var region = scope.region();
        if (region == null) return List.of();
        var today = LocalDate.now(clock);
        var entered = new HashMap<Cell, Entered>();
        sql.select(REPORTS, CHECKS)
                .from(REPORTS)
                .leftJoin(CHECKS)
                .on(CHECKS.REPORT_ID.eq(REPORTS.ID))
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.CURRENT)
                .and(left(REPORTS.PERIOD, inline(4)).eq(String.valueOf(year)))
                .and(scope.on(REPORTS.REGION_CODE))
                .forEach(row -> {
                    var report = FigureReport.of(row.value1());
                    var check = row.value2().getReportId() == null ? null : FigureChecks.check(row.value2());
                    ReportingPeriod.parse(report.period())
                            .ifPresent(period -> entered.put(
                                    new Cell(report.indicator(), report.region(), period),
                                    new Entered(report, check, inTime(row.value1(), period))));
                });
        var lines = new ArrayList<Line>();
        for (var indicator : scheme.indicators()) {
            var level = reporting.level(scheme, indicator);
            if (level.isEmpty() || level.get().isAbove(region.level())) continue;
            var offices = below(region, level.get());
            for (var period : periods(year, reporting.frequency(scheme, indicator), today)) {
                var cell = new Cell(indicator.id(), region, period);
                var missing = new ArrayList<Division>();
                int inTime = 0;
                int confirmed = 0;
                int givenBack = 0;
                for (var office : offices) {
                    var one = entered.get(new Cell(indicator.id(), office.code(), period));
                    if (one == null) {
                        missing.add(office);
                        continue;
                    }
                    if (one.inTime()) inTime++;
                    var check = one.check();
                    if (check != null && check.confirmed()) confirmed++;
                    if (check != null && !check.confirmed()) givenBack++;
                }
                var own = entered.get(cell);
                var current = own == null ? null : own.current();
                boolean must = level.get() == region.level();
                boolean over = period.to().isBefore(today);
                boolean late = over && (must ? current == null : !missing.isEmpty());
                lines.add(new Line(
                        indicator,
                        level.get(),
                        cell,
                        must,
                        current,
                        own == null ? null : own.check(),
                        late,
                        offices.size(),
                        List.copyOf(missing),
                        inTime,
                        confirmed,
                        givenBack));
            }
        }
        return lines;
    }

    /// What an office entered for a span.
    private record Entered(FigureReport current, @Nullable FigureCheck check, boolean inTime) {}

    /// No document names a day by which a figure is due: in time is what was entered first within its span.
    private static boolean inTime(ReportsRecord row, ReportingPeriod period) {
        return !LocalDate.ofInstant(row.getFirstAt(), Ui.ZONE).isAfter(period.to());
    }

    /// The entries of one indicator in the scope for a span, by region.
    public Map<RegionCode, FigureReport> entries(Scope scope, Scheme scheme, String indicator, ReportingPeriod period) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.INDICATOR.eq(indicator))
                .and(REPORTS.PERIOD.eq(period.code()))
                .and(REPORTS.CURRENT)
                .and(scope.on(REPORTS.REGION_CODE))
                .orderBy(REPORTS.REGION_CODE)
                .fetchMap(row -> new RegionCode(row.getRegionCode()), FigureReport::of);
    }

    /// The offices below that have to enter a figure.
    public List<Division> below(RegionCode region, Level level) {
        return level.ordinal() > Level.COUNTY.ordinal() || !region.level().isAbove(level)
                ? List.of()
                : divisions.within(region, level);
    }

    /// Whether the person may enter the figure; the same check that the act makes.
    public boolean mayEnter(Actor actor, Scheme scheme, Cell cell) {
        return authority(actor, scheme, cell) == null;
    }

    /// Why figures of the span are not taken any more; empty while they are.
    public Optional<Refusal> closed(Scheme scheme, Cell cell) {
        return closings.closed(scheme, cell.period(), cell.region());
    }

    /// Those of the spans of a region's lines whose figures are not taken any more.
    public Map<ReportingPeriod, Closings.Closed> closed(Scheme scheme, RegionCode region, List<Line> lines) {
        return closings.closed(
                scheme,
                lines.stream().map(line -> line.cell().period()).distinct().toList(),
                region);
    }

    private record Checked(Indicator indicator, BigDecimal value) {}

    private Decision<Checked> check(Actor actor, Scheme scheme, Entry entry) {
        var authority = authority(actor, scheme, entry.cell());
        if (authority != null) return refused(authority);
        var indicator = scheme.indicator(entry.cell().indicator()).orElseThrow();
        var period = period(scheme, indicator, entry.cell().period());
        if (period != null) return refused(period.at("period").citing(clause(scheme, indicator)));
        var closed = closings.closed(scheme, entry.cell().period(), entry.cell().region());
        if (closed.isPresent()) return refused(closed.get());
        return switch (TypedFigure.read(indicator, entry.value())) {
            case Decision.Refused<BigDecimal>(var refusal) ->
                refused(refusal.at("value").citing(clause(scheme, indicator)));
            case Decision.Done<BigDecimal>(var value) -> {
                var explained = entry.reason() == null ? entry.note() : entry.note() + entry.reason();
                var fault = new Plausibility(scheme, cell -> current(scheme, cell))
                        .against(indicator, entry.cell(), value, explained);
                yield fault.isEmpty()
                        ? Decision.done(new Checked(indicator, value))
                        : refused(fault.get().citing(clause(scheme, indicator)));
            }
        };
    }

    /// The clauses that ask for the figure, as shown beside a refusal.
    private static @Nullable String clause(Scheme scheme, Indicator indicator) {
        var clauses = indicator.clauses().isEmpty()
                ? scheme.targetsOf(indicator.id()).stream()
                        .flatMap(target -> target.clauses().stream())
                        .distinct()
                        .toList()
                : indicator.clauses();
        return clauses.isEmpty() ? null : "《" + scheme.title() + "》" + Ui.join(clauses);
    }

    private @Nullable Refusal authority(Actor actor, Scheme scheme, Cell cell) {
        if (!actor.may(Verb.REPORT)) return Refusal.of("indicator.figure.no-right", actor.roleTitles());
        var office = actor.office();
        if (office == null || !office.region().equals(cell.region()))
            return Refusal.of("indicator.figure.other-region", divisions.name(cell.region()), actor.officeName());
        var found = scheme.indicator(cell.indicator());
        if (found.isEmpty()) return Refusal.of("indicator.figure.unknown");
        var indicator = found.get();
        var level = reporting.level(scheme, indicator);
        if (level.isEmpty() && !reporting.compared(scheme, indicator))
            return Refusal.of("indicator.figure.computed", indicator.title());
        if (level.isPresent() && level.get().isAbove(office.level()))
            return Refusal.of(
                    "indicator.figure.level",
                    indicator.title(),
                    level.get().title(),
                    office.level().title());
        if (!RegionCode.of(scheme.region()).contains(cell.region()))
            return Refusal.of(
                    "indicator.figure.outside", scheme.title(), divisions.name(RegionCode.of(scheme.region())));
        var named = reporting.others(scheme, office);
        if (!named.isEmpty()) return Refusal.of("indicator.figure.department", indicator.title(), Ui.join(named));
        return null;
    }

    private @Nullable Refusal period(Scheme scheme, Indicator indicator, ReportingPeriod period) {
        var today = LocalDate.now(clock);
        var frequency = reporting.frequency(scheme, indicator);
        var running = ReportingPeriod.at(today, frequency);
        if (period.frequency() != running.frequency())
            return Refusal.of("indicator.figure.period-kind", indicator.title(), frequency.title(), running.code());
        if (period.from().isAfter(today)) return Refusal.of("indicator.figure.future", period.title(), running.title());
        if (period.to().isBefore(scheme.period().from()))
            return Refusal.of("indicator.figure.before", Ui.date(scheme.period().from()));
        return null;
    }

    private Optional<FigureReport> current(Scheme scheme, Cell cell) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.INDICATOR.eq(cell.indicator()))
                .and(REPORTS.REGION_CODE.eq(cell.region().value()))
                .and(REPORTS.PERIOD.eq(cell.period().code()))
                .and(REPORTS.CURRENT)
                .fetchOptional(FigureReport::of);
    }

    /// Empty when somebody else was quicker.
    private Optional<FigureReport> keep(Actor actor, Scheme scheme, Entry entry, BigDecimal value, Instant firstAt) {
        var office = actor.office();
        if (office == null) throw new IllegalStateException("checked before");
        var reason = entry.replaces() == null || entry.reason() == null
                ? null
                : entry.reason().strip();
        return sql.insertInto(REPORTS)
                .set(REPORTS.SCHEME_ID, scheme.id())
                .set(REPORTS.INDICATOR, entry.cell().indicator())
                .set(REPORTS.REGION_CODE, entry.cell().region().value())
                .set(REPORTS.PERIOD, entry.cell().period().code())
                .set(REPORTS.VALUE, value)
                .set(REPORTS.NOTE, entry.note().strip())
                .set(REPORTS.REASON, reason)
                .set(REPORTS.REPLACES, entry.replaces())
                .set(REPORTS.FILE_ID, entry.fileId())
                .set(REPORTS.OFFICE_ID, office.id())
                .set(REPORTS.OFFICE_NAME, office.name())
                .set(REPORTS.ACCOUNT_ID, actor.accountId())
                .set(REPORTS.ACCOUNT_NAME, actor.name())
                .set(REPORTS.REPORTED_AT, clock.instant())
                .set(REPORTS.FIRST_AT, firstAt)
                .set(REPORTS.DEMO, actor.demo())
                .onConflictDoNothing()
                .returning()
                .fetchOptional(FigureReport::of);
    }

    private Decision<FigureReport> refuse(Actor actor, Scheme scheme, Entry entry, Refusal refusal) {
        var indicator = scheme.indicator(entry.cell().indicator());
        if (indicator.isPresent()) {
            journal.writeRefused(
                    actor,
                    journalEntry("figure.report", scheme, indicator.get(), entry.cell(), "没有填上：" + refusal.message()));
        }
        return new Decision.Refused<>(refusal);
    }

    private Refusal already(FigureReport current, Cell cell) {
        return Refusal.of(
                "indicator.figure.already",
                cell.period().title(),
                Ui.number(current.value()),
                current.officeName() + current.accountName());
    }

    private JournalEntry journalEntry(String act, Scheme scheme, Indicator indicator, Cell cell, String summary) {
        return journalEntry(divisions, act, scheme, indicator, cell, summary);
    }

    static JournalEntry journalEntry(
            Divisions divisions, String act, Scheme scheme, Indicator indicator, Cell cell, String summary) {
        var id = scheme.id() + "/" + indicator.id() + "/" + cell.region() + "/"
                + cell.period().code();
        var title = divisions.name(cell.region()) + "·" + indicator.title() + "·"
                + cell.period().title();
        return JournalEntry.of(act, cell.region(), "figure", id, title, summary);
    }

    static String words(Indicator indicator, FigureReport report) {
        return "“" + indicator.title() + "” " + Ui.number(report.value()) + " " + indicator.unit();
    }

    private String json(FigureReport report) {
        return json.writeValueAsString(Map.of("value", report.value().toPlainString(), "note", report.note()));
    }

    /// The spans of a year that have begun.
    private static List<ReportingPeriod> periods(int year, Frequency frequency, LocalDate today) {
        var periods = new ArrayList<ReportingPeriod>();
        for (var period = ReportingPeriod.at(LocalDate.of(year, 1, 1), frequency);
                period.year() == year && !period.from().isAfter(today);
                period = period.next()) {
            periods.add(period);
        }
        return periods;
    }
}
