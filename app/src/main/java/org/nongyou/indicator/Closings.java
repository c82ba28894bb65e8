package org.nongyou.indicator;

import static nongyoudb.indicator.Tables.CLOSING_RULES;
import static nongyoudb.indicator.Tables.REOPENINGS;
import static org.nongyou.kernel.Decision.refused;

import java.text.Normalizer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nongyoudb.indicator.tables.records.ClosingRulesRecord;
import nongyoudb.indicator.tables.records.ReopeningsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Until when figures are taken (关账). The office that answers for the scheme sets how many days after its end a span
/// closes; an office above those that enter opens a closed one again, for a reason and until a day.
@Service
public class Closings {

    /// A span is opened again for no longer than this, so that it does not stand open unseen.
    public static final int LONGEST_REOPENING = 30;

    private static final int REASON_LENGTH = 4;
    private static final int MOST_DAYS = 366;

    private final DSLContext sql;
    private final Reporting reporting;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    Closings(DSLContext sql, Reporting reporting, Divisions divisions, Journal journal, Clock clock) {
        this.sql = sql;
        this.reporting = reporting;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    /// @param days after a span's last day; null when spans do not close any more
    public record Rule(
            Frequency frequency,
            @Nullable Integer days,
            String basis,
            String officeName,
            String accountName,
            Instant setAt) {

        /// The last day on which figures are taken.
        public Optional<LocalDate> closes(ReportingPeriod period) {
            return Optional.ofNullable(days).map(after -> period.to().plusDays(after));
        }
    }

    /// @param until the last day
    public record Reopening(
            long id,
            ReportingPeriod period,
            RegionCode region,
            LocalDate until,
            String reason,
            String officeName,
            String accountName,
            Instant at) {}

    /// The rules that hold, by frequency.
    public Map<Frequency, Rule> rules(Scheme scheme) {
        var rules = new EnumMap<Frequency, Rule>(Frequency.class);
        sql.select()
                .distinctOn(CLOSING_RULES.FREQUENCY)
                .from(CLOSING_RULES)
                .where(CLOSING_RULES.SCHEME_ID.eq(scheme.id()))
                .orderBy(CLOSING_RULES.FREQUENCY, CLOSING_RULES.ID.desc())
                .forEach(row -> {
                    var rule = rule(row.into(CLOSING_RULES));
                    rules.put(rule.frequency(), rule);
                });
        return rules;
    }

    /// The newest reopenings that concern the scope: of its parts and of what lies around it.
    public List<Reopening> reopenings(Scope scope, Scheme scheme, int limit) {
        var region = scope.region();
        if (region == null) return List.of();
        return sql
                .selectFrom(REOPENINGS)
                .where(REOPENINGS.SCHEME_ID.eq(scheme.id()))
                .orderBy(REOPENINGS.ID.desc())
                .fetch(Closings::reopening)
                .stream()
                .filter(one -> region.contains(one.region()) || one.region().contains(region))
                .limit(limit)
                .toList();
    }

    /// A span whose figures are not taken any more.
    /// @param on the last day on which they were
    public record Closed(ReportingPeriod period, LocalDate on, Rule rule) {

        Refusal refusal() {
            return Refusal.of("indicator.figure.closed", period.title(), Ui.date(on), rule.officeName())
                    .citing(rule.basis());
        }
    }

    /// Why figures of a span are not taken today in a region; empty while they are.
    Optional<Refusal> closed(Scheme scheme, ReportingPeriod period, RegionCode region) {
        return Optional.ofNullable(closed(scheme, List.of(period), region).get(period))
                .map(Closed::refusal);
    }

    /// Those of the spans whose figures are not taken today in a region.
    Map<ReportingPeriod, Closed> closed(Scheme scheme, Collection<ReportingPeriod> periods, RegionCode region) {
        var today = LocalDate.now(clock);
        // Nobody needs to ask before a span is over.
        var over =
                periods.stream().filter(period -> period.to().isBefore(today)).collect(Collectors.toSet());
        if (over.isEmpty()) return Map.of();
        var rules = rules(scheme);
        var closed = new HashMap<ReportingPeriod, Closed>();
        for (var period : over) {
            var rule = rules.get(period.frequency());
            if (rule == null) continue;
            rule.closes(period)
                    .filter(day -> day.isBefore(today))
                    .ifPresent(day -> closed.put(period, new Closed(period, day, rule)));
        }
        if (closed.isEmpty()) return closed;
        sql
                .selectFrom(REOPENINGS)
                .where(REOPENINGS.SCHEME_ID.eq(scheme.id()))
                .and(REOPENINGS.PERIOD.in(
                        closed.keySet().stream().map(ReportingPeriod::code).toList()))
                .and(REOPENINGS.UNTIL.ge(today))
                .fetch(Closings::reopening)
                .stream()
                .filter(one -> one.region().contains(region))
                .forEach(one -> closed.remove(one.period()));
        return closed;
    }

    /// Whether the person's office answers for the scheme and sets its rules.
    public boolean maySet(Actor actor, Scheme scheme) {
        return setting(actor, scheme) == null;
    }

    /// @param days as typed; empty when spans shall not close any more
    @Transactional
    public Decision<Rule> set(Actor actor, Scheme scheme, Frequency frequency, String days, String basis) {
        var barred = setting(actor, scheme);
        var office = actor.office();
        if (barred != null || office == null)
            return refused(barred == null ? Refusal.of("indicator.closing.no-right", actor.roleTitles()) : barred);
        Integer after = null;
        var text = Normalizer.normalize(days, Normalizer.Form.NFKC).strip();
        if (!text.isEmpty()) {
            if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > MOST_DAYS)
                return refused(Refusal.of("indicator.closing.days", days.strip(), MOST_DAYS)
                        .at("days"));
            after = Integer.valueOf(text);
        }
        if (basis.strip().length() < REASON_LENGTH)
            return refused(Refusal.of("indicator.closing.basis", REASON_LENGTH).at("basis"));
        var row = sql.insertInto(CLOSING_RULES)
                .set(CLOSING_RULES.SCHEME_ID, scheme.id())
                .set(CLOSING_RULES.FREQUENCY, frequency.code())
                .set(CLOSING_RULES.DAYS, after)
                .set(CLOSING_RULES.BASIS, basis.strip())
                .set(CLOSING_RULES.OFFICE_ID, office.id())
                .set(CLOSING_RULES.OFFICE_NAME, office.name())
                .set(CLOSING_RULES.ACCOUNT_ID, actor.accountId())
                .set(CLOSING_RULES.ACCOUNT_NAME, actor.name())
                .set(CLOSING_RULES.SET_AT, clock.instant())
                .returning()
                .fetchSingle();
        var kept = rule(row);
        journal.write(
                actor,
                JournalEntry.of(
                                "figure.closing",
                                RegionCode.of(scheme.region()),
                                "figure",
                                scheme.id(),
                                scheme.title(),
                                frequency.title() + "填的数" + (after == null ? "不再按期关账" : "在期末后 " + after + " 天关账"))
                        .because(kept.basis()));
        return Decision.done(kept);
    }

    /// Whether the person's office may open closed spans of some area again.
    public boolean mayReopen(Actor actor, Scheme scheme) {
        var office = actor.office();
        return office != null && reopening(actor, scheme, office.region()) == null;
    }

    /// @param area  where figures are taken again
    /// @param until the last day, as typed
    @Transactional
    public Decision<Reopening> reopen(
            Actor actor, Scheme scheme, ReportingPeriod period, RegionCode area, String until, String reason) {
        var barred = reopening(actor, scheme, area);
        var office = actor.office();
        if (barred != null || office == null)
            return refused(barred == null ? Refusal.of("indicator.closing.no-right", actor.roleTitles()) : barred);
        var today = LocalDate.now(clock);
        var rule = rules(scheme).get(period.frequency());
        if (rule == null
                || rule.closes(period).filter(day -> day.isBefore(today)).isEmpty())
            return refused(Refusal.of("indicator.closing.open", period.title()).at("period"));
        var day = day(until);
        if (day == null || day.isBefore(today) || day.isAfter(today.plusDays(LONGEST_REOPENING)))
            return refused(
                    Refusal.of("indicator.closing.until", Ui.date(today), Ui.date(today.plusDays(LONGEST_REOPENING)))
                            .at("until"));
        if (reason.strip().length() < REASON_LENGTH)
            return refused(Refusal.of("indicator.closing.reason", REASON_LENGTH).at("reason"));
        var row = sql.insertInto(REOPENINGS)
                .set(REOPENINGS.SCHEME_ID, scheme.id())
                .set(REOPENINGS.PERIOD, period.code())
                .set(REOPENINGS.REGION_CODE, area.value())
                .set(REOPENINGS.UNTIL, day)
                .set(REOPENINGS.REASON, reason.strip())
                .set(REOPENINGS.OFFICE_ID, office.id())
                .set(REOPENINGS.OFFICE_NAME, office.name())
                .set(REOPENINGS.ACCOUNT_ID, actor.accountId())
                .set(REOPENINGS.ACCOUNT_NAME, actor.name())
                .set(REOPENINGS.REOPENED_AT, clock.instant())
                .returning()
                .fetchSingle();
        journal.write(
                actor,
                JournalEntry.of(
                                "figure.reopen",
                                area,
                                "figure",
                                scheme.id() + "/" + period.code(),
                                scheme.title() + "·" + period.title(),
                                "重新打开" + divisions.name(area) + period.title() + "的填报，到 " + Ui.date(day))
                        .because(reason.strip()));
        return Decision.done(reopening(row));
    }

    private @Nullable Refusal setting(Actor actor, Scheme scheme) {
        if (!actor.may(Verb.DECIDE)) return Refusal.of("indicator.closing.no-right", actor.roleTitles());
        var office = actor.office();
        var area = RegionCode.of(scheme.region());
        if (office == null || !office.region().equals(area))
            return Refusal.of(
                    "indicator.closing.other-office", scheme.title(), divisions.name(area), actor.officeName());
        return department(scheme, office);
    }

    private @Nullable Refusal reopening(Actor actor, Scheme scheme, RegionCode area) {
        if (!actor.may(Verb.DECIDE)) return Refusal.of("indicator.closing.no-right", actor.roleTitles());
        var office = actor.office();
        // A county does not open what it has to enter itself.
        if (office == null
                || !office.region().contains(area)
                || office.level().ordinal() > org.nongyou.kernel.Level.CITY.ordinal())
            return Refusal.of("indicator.closing.not-above", divisions.name(area), actor.officeName());
        return department(scheme, office);
    }

    private @Nullable Refusal department(Scheme scheme, Office office) {
        var named = reporting.others(scheme, office);
        return named.isEmpty() ? null : Refusal.of("indicator.closing.department", Ui.join(named));
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return TypedDay.parse(text.strip());
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    private static Rule rule(ClosingRulesRecord row) {
        return new Rule(
                Frequency.ofCode(row.getFrequency()).orElseThrow(),
                row.getDays(),
                row.getBasis(),
                row.getOfficeName(),
                row.getAccountName(),
                row.getSetAt());
    }

    private static Reopening reopening(ReopeningsRecord row) {
        return new Reopening(
                row.getId(),
                ReportingPeriod.parse(row.getPeriod()).orElseThrow(),
                new RegionCode(row.getRegionCode()),
                row.getUntil(),
                row.getReason(),
                row.getOfficeName(),
                row.getAccountName(),
                row.getReopenedAt());
    }
}
