package org.nongyou.production;

import static nongyoudb.production.Tables.SEASONS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nongyoudb.production.tables.records.ActsRecord;
import nongyoudb.production.tables.records.SeasonsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Plot;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.standard.RuleBook;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Seasons of plots (茬次). Sowing or transplanting begins one; it ends when somebody says so, or when the same crop is
/// sown
/// again after a harvest.
@Service
public class Seasons {

    public static final String SUBJECT = "season";

    private final DSLContext sql;
    private final FarmStore store;
    private final ProduceFigures figures;
    private final Journal journal;
    private final Clock clock;

    Seasons(DSLContext sql, FarmStore store, ProduceFigures figures, Journal journal, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.figures = figures;
        this.journal = journal;
        this.clock = clock;
    }

    /// The newest first.
    public List<Season> ofBase(Scope scope, long base) {
        return sql.selectFrom(SEASONS)
                .where(SEASONS.BASE_ID.eq(base))
                .and(scope.on(SEASONS.REGION_CODE, SEASONS.PRODUCER_ID))
                .orderBy(SEASONS.SET_OUT_ON.desc(), SEASONS.ID.desc())
                .limit(200)
                .fetch(Seasons::season);
    }

    public Optional<Season> find(Scope scope, long id) {
        return sql.selectFrom(SEASONS)
                .where(SEASONS.ID.eq(id))
                .and(scope.on(SEASONS.REGION_CODE, SEASONS.PRODUCER_ID))
                .fetchOptional(Seasons::season);
    }

    /// Those that grow now, of several bases.
    List<Season> growing(Collection<Long> bases) {
        if (bases.isEmpty()) return List.of();
        return sql.selectFrom(SEASONS)
                .where(SEASONS.BASE_ID.in(bases))
                .and(SEASONS.ENDED_ON.isNull())
                .orderBy(SEASONS.BASE_ID, SEASONS.PLOT_ID, SEASONS.SET_OUT_ON.desc())
                .limit(5000)
                .fetch(Seasons::season);
    }

    /// When the crop that stands on these plots on a day was set out: the earliest of them; empty where none is known.
    Optional<LocalDate> setOut(long base, Collection<Long> plots, String produce, LocalDate on) {
        return sql
                .selectFrom(SEASONS)
                .where(SEASONS.BASE_ID.eq(base))
                .and(SEASONS.PRODUCE.eq(produce))
                .and(SEASONS.SET_OUT_ON.le(on))
                .and(SEASONS.ENDED_ON.isNull().or(SEASONS.ENDED_ON.ge(on)))
                .fetch()
                .stream()
                .filter(one -> plots.isEmpty() || one.getPlotId() == null || plots.contains(one.getPlotId()))
                .map(SeasonsRecord::getSetOutOn)
                .min(LocalDate::compareTo);
    }

    /// Begins the season of each plot where it does not stand already.
    /// @return what must be told: the same family twice in a row
    List<String> setOut(Actor actor, RuleBook book, Base base, List<Plot> plots, ActsRecord act) {
        var warnings = new ArrayList<String>();
        var known = figures.all();
        var family = ProduceFigures.of(known, book, act.getProduce())
                .map(ProduceFigures.Figure::family)
                .orElse("");
        var grounds = new ArrayList<@Nullable Plot>(plots);
        if (grounds.isEmpty()) grounds.add(null);
        for (var plot : grounds) {
            var on = plot == null ? SEASONS.PLOT_ID.isNull() : SEASONS.PLOT_ID.eq(plot.id());
            var before = sql.selectFrom(SEASONS)
                    .where(SEASONS.BASE_ID.eq(base.id()))
                    .and(on)
                    .and(SEASONS.SET_OUT_ON.le(act.getDoneOn()))
                    .orderBy(SEASONS.SET_OUT_ON.desc(), SEASONS.ID.desc())
                    .limit(20)
                    .fetch();
            var stands = before.stream()
                    .filter(one -> one.getEndedOn() == null && one.getProduce().equals(act.getProduce()))
                    .findFirst()
                    .orElse(null);
            if (stands != null) {
                boolean again = act.getKind().equals(ActKind.SOW.code())
                        && store
                                .on(
                                        base.id(),
                                        plot == null ? List.of() : List.of(plot.id()),
                                        stands.getSetOutOn(),
                                        act.getDoneOn())
                                .stream()
                                .anyMatch(one -> one.getKind().equals(ActKind.HARVEST.code())
                                        && one.getProduce().equals(act.getProduce()));
                if (!again) continue;
                stands.setEndedOn(
                        act.getDoneOn().isAfter(stands.getSetOutOn())
                                ? act.getDoneOn().minusDays(1)
                                : stands.getSetOutOn());
                stands.update();
            }
            var warning = before.isEmpty() ? "" : rotation(known, book, before.getFirst(), act.getProduce(), family);
            if (!warning.isEmpty()) warnings.add((plot == null ? base.name() : plot.name()) + "：" + warning);
            var row = sql.newRecord(SEASONS);
            row.setProducerId(base.producerId());
            row.setProducerName(base.producerName());
            row.setBaseId(base.id());
            row.setBaseName(base.name());
            row.setRegionCode(base.region().value());
            row.setPlotId(plot == null ? null : (Long) plot.id());
            row.setPlotName(plot == null ? "" : plot.name());
            row.setAreaMu(plot == null ? base.areaMu() : plot.areaMu());
            row.setProduce(act.getProduce());
            row.setVariety(act.getVariety());
            row.setSetOutOn(act.getDoneOn());
            row.setConversion(
                    before.isEmpty()
                            ? Season.Conversion.CONVENTIONAL.code()
                            : before.getFirst().getConversion());
            row.setWarning(warning);
            row.setActId(act.getId());
            row.setRecordedBy(actor.name());
            row.setRecordedAt(clock.instant());
            row.setDemo(actor.demo());
            row.insert();
        }
        return warnings;
    }

    private static String rotation(
            List<ProduceFigures.Figure> known, RuleBook book, SeasonsRecord last, String produce, String family) {
        if (family.isEmpty()) return "";
        var before = ProduceFigures.of(known, book, last.getProduce())
                .map(ProduceFigures.Figure::family)
                .orElse("");
        return family.equals(before)
                ? "上一茬是" + last.getProduce() + "（" + last.getSetOutOn() + " 起），和" + produce + "同是" + family
                        + "，重茬容易得土传病"
                : "";
    }

    /// What the act had begun did not begin: it was corrected or withdrawn.
    void undo(long act) {
        sql.deleteFrom(SEASONS).where(SEASONS.ACT_ID.eq(act)).execute();
    }

    /// 结束一茬: the plot is cleared.
    @Transactional
    public Decision<Season> end(Actor actor, long id, LocalDate on) {
        var row = hold(actor, id);
        if (row == null) return Decision.refused("production.season-unknown");
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        if (row.getEndedOn() != null) return Decision.refused("production.season-ended", row.getEndedOn());
        if (on.isBefore(row.getSetOutOn()))
            return Decision.refused(Refusal.of("production.season-end-before", row.getSetOutOn())
                    .at("endedOn"));
        if (on.isAfter(today()))
            return Decision.refused(Refusal.of("production.future", on, today()).at("endedOn"));
        row.setEndedOn(on);
        row.update();
        journal.write(actor, entry("season.end", row, "结束" + name(row) + "这一茬，" + on));
        return Decision.done(season(row));
    }

    /// 改一茬的资料: how it is farmed, and what lies between it and others.
    @Transactional
    public Decision<Season> describe(
            Actor actor, long id, Season.Conversion conversion, @Nullable BigDecimal isolationM, String isolation) {
        var row = hold(actor, id);
        if (row == null) return Decision.refused("production.season-unknown");
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        if (isolationM != null && (isolationM.signum() < 0 || isolationM.compareTo(new BigDecimal(100_000)) > 0))
            return Decision.refused(Refusal.of("production.isolation").at("isolationM"));
        if (isolation.length() > 100)
            return Decision.refused(Refusal.of("production.long", "隔离带", 100).at("isolation"));
        row.setConversion(conversion.code());
        row.setIsolationM(isolationM);
        row.setIsolation(isolation.strip());
        row.update();
        journal.write(
                actor,
                entry(
                        "season.describe",
                        row,
                        "改" + name(row) + "的资料：" + conversion.title()
                                + (isolationM == null ? "" : "，隔离 " + Ui.number(isolationM) + " 米")));
        return Decision.done(season(row));
    }

    private static String name(SeasonsRecord row) {
        return (row.getPlotName().isEmpty() ? row.getBaseName() : row.getPlotName()) + row.getProduce();
    }

    private static JournalEntry entry(String act, SeasonsRecord row, String summary) {
        return JournalEntry.of(act, new RegionCode(row.getRegionCode()), SUBJECT, row.getId(), name(row), summary);
    }

    private @Nullable SeasonsRecord hold(Actor actor, long id) {
        return sql.selectFrom(SEASONS)
                .where(SEASONS.ID.eq(id))
                .and(actor.scope().on(SEASONS.REGION_CODE, SEASONS.PRODUCER_ID))
                .forUpdate()
                .fetchOne();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private static Season season(SeasonsRecord row) {
        return new Season(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                row.getPlotId(),
                row.getPlotName(),
                row.getAreaMu(),
                row.getProduce(),
                row.getVariety(),
                row.getSetOutOn(),
                row.getEndedOn(),
                Season.Conversion.ofCode(row.getConversion()).orElseThrow(),
                row.getIsolationM(),
                row.getIsolation(),
                row.getWarning());
    }
}
