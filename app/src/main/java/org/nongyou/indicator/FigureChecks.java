package org.nongyou.indicator;

import static nongyoudb.indicator.Tables.CHECKS;
import static nongyoudb.indicator.Tables.REPORTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.indicator.tables.records.ChecksRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.ReportedFigures.Cell;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Checking of entered figures by the offices above (核对): each entry is confirmed or given back once. One that was
/// given back stays in use, marked, until its own office corrects it; the correction is checked anew.
@Service
public class FigureChecks {

    /// Counted no further.
    public static final int MOST_COUNTED = 1_000;

    private static final int REASON_LENGTH = 4;

    private final DSLContext sql;
    private final Reporting reporting;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    FigureChecks(DSLContext sql, Reporting reporting, Divisions divisions, Journal journal, Clock clock) {
        this.sql = sql;
        this.reporting = reporting;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    /// An entry that nobody has looked at yet.
    /// @param before what the same office entered for the span before, to compare with
    public record Unchecked(FigureReport report, @Nullable BigDecimal before) {}

    /// Entries of the offices below the scope's own, the oldest first.
    /// @param after only entries newer than this id, for the next page
    public List<Unchecked> list(Scope scope, Scheme scheme, @Nullable Long after, int limit) {
        var found = sql.selectFrom(REPORTS)
                .where(unchecked(scope, scheme))
                .and(after == null ? noCondition() : REPORTS.ID.gt(after))
                .orderBy(REPORTS.ID)
                .limit(limit)
                .fetch(FigureReport::of);
        var before = before(scope, scheme, found);
        return found.stream()
                .map(one -> new Unchecked(one, before.get(previous(one))))
                .toList();
    }

    /// How many there are, up to [#MOST_COUNTED].
    public int count(Scope scope, Scheme scheme) {
        return sql.fetchCount(
                sql.selectOne().from(REPORTS).where(unchecked(scope, scheme)).limit(MOST_COUNTED));
    }

    private static Condition unchecked(Scope scope, Scheme scheme) {
        var region = scope.region();
        return REPORTS.SCHEME_ID
                .eq(scheme.id())
                .and(REPORTS.CURRENT)
                .andNot(REPORTS.CHECKED)
                .and(scope.on(REPORTS.REGION_CODE))
                .and(region == null ? noCondition() : REPORTS.REGION_CODE.ne(region.value()));
    }

    private record Key(String indicator, String region, String period) {}

    private static Key previous(FigureReport report) {
        var period = ReportingPeriod.parse(report.period()).orElseThrow().previous();
        return new Key(report.indicator(), report.region().value(), period.code());
    }

    private Map<Key, BigDecimal> before(Scope scope, Scheme scheme, List<FigureReport> reports) {
        if (reports.isEmpty()) return Map.of();
        var keys = reports.stream()
                .map(FigureChecks::previous)
                .map(key -> row(key.indicator(), key.region(), key.period()))
                .toList();
        var values = new HashMap<Key, BigDecimal>();
        sql.select(REPORTS.INDICATOR, REPORTS.REGION_CODE, REPORTS.PERIOD, REPORTS.VALUE)
                .from(REPORTS)
                .where(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(REPORTS.CURRENT)
                .and(scope.on(REPORTS.REGION_CODE))
                .and(row(REPORTS.INDICATOR, REPORTS.REGION_CODE, REPORTS.PERIOD).in(keys))
                .forEach(one -> values.put(new Key(one.value1(), one.value2(), one.value3()), one.value4()));
        return values;
    }

    /// What was found of entries, by their ids.
    public Map<Long, FigureCheck> of(Collection<FigureReport> reports) {
        return sql.selectFrom(CHECKS)
                .where(CHECKS.REPORT_ID.in(
                        reports.stream().map(FigureReport::id).toList()))
                .fetchMap(CHECKS.REPORT_ID, FigureChecks::check);
    }

    static FigureCheck check(ChecksRecord row) {
        return new FigureCheck(
                row.getConfirmed(), row.getReason(), row.getOfficeName(), row.getAccountName(), row.getCheckedAt());
    }

    /// Whether the person's office stands above the one that enters the figure and checks it.
    public boolean mayCheck(Actor actor, Scheme scheme, Cell cell) {
        return authority(actor, scheme, cell.region()) == null;
    }

    @Transactional
    public Decision<FigureReport> confirm(Actor actor, Scheme scheme, long report) {
        return look(actor, scheme, report, true, "");
    }

    /// The office that entered it sees the reason and corrects the figure.
    @Transactional
    public Decision<FigureReport> giveBack(Actor actor, Scheme scheme, long report, String reason) {
        return look(actor, scheme, report, false, reason.strip());
    }

    /// What became of several entries that were confirmed together.
    /// @param confirmed how many
    /// @param refused   why others were not
    public record Together(int confirmed, List<Refusal> refused) {}

    @Transactional
    public Together confirmAll(Actor actor, Scheme scheme, List<Long> reports) {
        int confirmed = 0;
        var refused = new ArrayList<Refusal>();
        for (var report : reports.stream().distinct().toList()) {
            switch (look(actor, scheme, report, true, "")) {
                case Decision.Done<FigureReport> _ -> confirmed++;
                case Decision.Refused<FigureReport>(var refusal) -> refused.add(refusal);
            }
        }
        return new Together(confirmed, refused);
    }

    private Decision<FigureReport> look(Actor actor, Scheme scheme, long id, boolean confirmed, String reason) {
        var found = find(actor.scope(), scheme, id);
        if (found.isEmpty()) return Decision.refused("indicator.check.unknown");
        var report = found.get();
        var authority = authority(actor, scheme, report.region());
        var office = actor.office();
        if (authority != null || office == null)
            return new Decision.Refused<>(
                    authority == null ? Refusal.of("indicator.check.no-right", actor.roleTitles()) : authority);
        var indicator = scheme.indicator(report.indicator());
        if (indicator.isEmpty()) return Decision.refused("indicator.figure.unknown");
        if (!confirmed && reason.length() < REASON_LENGTH)
            return Decision.refused(
                    Refusal.of("indicator.check.reason", REASON_LENGTH).at("reason"));
        if (!report.current()) return Decision.refused("indicator.check.replaced", divisions.name(report.region()));
        boolean first = sql.update(REPORTS)
                        .set(REPORTS.CHECKED, true)
                        .where(REPORTS.ID.eq(id))
                        .and(REPORTS.CURRENT)
                        .andNot(REPORTS.CHECKED)
                        .execute()
                == 1;
        if (!first) return Decision.refused(already(report));
        sql.insertInto(CHECKS)
                .set(CHECKS.REPORT_ID, id)
                .set(CHECKS.CONFIRMED, confirmed)
                .set(CHECKS.REASON, confirmed ? null : reason)
                .set(CHECKS.OFFICE_ID, office.id())
                .set(CHECKS.OFFICE_NAME, office.name())
                .set(CHECKS.ACCOUNT_ID, actor.accountId())
                .set(CHECKS.ACCOUNT_NAME, actor.name())
                .set(CHECKS.CHECKED_AT, clock.instant())
                .execute();
        write(actor, scheme, indicator.get(), report, confirmed, reason);
        return Decision.done(report);
    }

    private void write(
            Actor actor, Scheme scheme, Indicator indicator, FigureReport report, boolean confirmed, String reason) {
        var cell = new Cell(
                report.indicator(),
                report.region(),
                ReportingPeriod.parse(report.period()).orElseThrow());
        var words = (confirmed ? "核对通过" : "退回") + ReportedFigures.words(indicator, report);
        journal.write(
                actor,
                ReportedFigures.journalEntry(
                                divisions,
                                confirmed ? "figure.confirm" : "figure.give-back",
                                scheme,
                                indicator,
                                cell,
                                words)
                        .because(reason.isEmpty() ? null : reason));
    }

    private Refusal already(FigureReport report) {
        var check = of(List.of(report)).get(report.id());
        return check == null
                ? Refusal.of("indicator.check.replaced", divisions.name(report.region()))
                : Refusal.of(
                        "indicator.check.already",
                        check.officeName() + check.accountName(),
                        Ui.time(check.checkedAt()),
                        check.confirmed() ? "核对通过" : "退回");
    }

    private Optional<FigureReport> find(Scope scope, Scheme scheme, long id) {
        return sql.selectFrom(REPORTS)
                .where(REPORTS.ID.eq(id))
                .and(REPORTS.SCHEME_ID.eq(scheme.id()))
                .and(scope.on(REPORTS.REGION_CODE))
                .fetchOptional(FigureReport::of);
    }

    private @Nullable Refusal authority(Actor actor, Scheme scheme, RegionCode region) {
        if (!actor.may(Verb.DECIDE)) return Refusal.of("indicator.check.no-right", actor.roleTitles());
        var office = actor.office();
        if (office == null
                || !office.region().contains(region)
                || !office.level().isAbove(region.level()))
            return Refusal.of("indicator.check.not-above", divisions.name(region), actor.officeName());
        var named = reporting.others(scheme, office);
        return named.isEmpty() ? null : Refusal.of("indicator.check.department", Ui.join(named));
    }
}
