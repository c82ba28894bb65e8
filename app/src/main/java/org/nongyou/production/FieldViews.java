package org.nongyou.production;

import static nongyoudb.production.Tables.ACTS;
import static nongyoudb.production.Tables.ACT_INPUTS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nongyoudb.production.tables.records.ActInputsRecord;
import nongyoudb.production.tables.records.ActsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.Bases;
import org.nongyou.base.Plot;
import org.nongyou.identity.Actor;
import org.nongyou.region.Scope;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;

/// How the fields of a person stand now: for his phone, for the page of a base, for his workbench.
@Service
public class FieldViews {

    /// A phone of an office does not carry a whole county.
    private static final int MOST_BASES = 30;

    /// Days; hardly a label tells more.
    private static final int LATELY = 90;

    private static final int RECENT = 200;
    private static final int SHOWN = 30;

    private final DSLContext sql;
    private final FarmStore store;
    private final Seasons seasons;
    private final InputLedger ledger;
    private final Bases bases;
    private final BaseLists lists;
    private final RuleBooks books;
    private final Clock clock;

    FieldViews(
            DSLContext sql,
            FarmStore store,
            Seasons seasons,
            InputLedger ledger,
            Bases bases,
            BaseLists lists,
            RuleBooks books,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.seasons = seasons;
        this.ledger = ledger;
        this.bases = bases;
        this.lists = lists;
        this.books = books;
        this.clock = clock;
    }

    /// Of the person's bases that stand, at most 30.
    public FieldView field(Actor actor) {
        var scope = actor.scope();
        var grounds = new ArrayList<FieldView.Ground>();
        for (var row : lists.list(scope, BaseFilter.NONE, 0, MOST_BASES))
            bases.find(scope, row.id()).filter(Base::active).map(this::ground).ifPresent(grounds::add);
        var producers =
                grounds.stream().map(FieldView.Ground::producerId).distinct().toList();
        var recent = store.acts(sql.selectFrom(ACTS)
                .where(FarmStore.visible(scope))
                .and(ACTS.CURRENT)
                .orderBy(ACTS.DONE_ON.desc(), ACTS.ID.desc())
                .limit(RECENT)
                .fetch());
        var last = new LinkedHashMap<String, FarmAct>();
        for (var act : recent) last.putIfAbsent(act.baseId() + " " + act.kind(), act);
        return new FieldView(
                today(),
                grounds,
                ledger.stock(producers).stream()
                        .map(one -> new FieldView.Stock(
                                one.id(),
                                one.producerId(),
                                one.kind(),
                                one.name(),
                                one.registration(),
                                one.remaining(),
                                one.unit()))
                        .toList(),
                List.copyOf(last.values()),
                recent.stream().limit(SHOWN).toList());
    }

    /// The bases where something was used lately that may have to be waited for, at most five.
    public List<FieldView.Ground> treated(Scope scope) {
        var ids = sql.selectDistinct(ACTS.BASE_ID)
                .from(ACTS)
                .join(ACT_INPUTS)
                .on(ACT_INPUTS.ACT_ID.eq(ACTS.ID))
                .where(FarmStore.visible(scope))
                .and(ACTS.CURRENT)
                .and(ACTS.DONE_ON.ge(today().minusDays(LATELY)))
                .and(ACT_INPUTS.KIND.in(InputKind.PESTICIDE.code(), InputKind.VETERINARY.code()))
                .orderBy(ACTS.BASE_ID)
                .limit(5)
                .fetch(ACTS.BASE_ID);
        return ids.stream()
                .flatMap(id -> bases.find(scope, id).stream())
                .map(this::ground)
                .toList();
    }

    /// A base with its plots as they stand today.
    public FieldView.Ground ground(Base base) {
        var today = today();
        var book = books.current();
        var warmest = store.setting("warmest-water");
        var growing = seasons.growing(List.of(base.id()));
        var acts = store.on(
                base.id(),
                List.of(),
                today.minusDays(store.setting("look-back-days").longValue()),
                today);
        var inputs = store.inputs(acts.stream().map(ActsRecord::getId).toList());
        var labels = labels(inputs);
        var plots = new ArrayList<@Nullable Plot>(base.plots());
        if (plots.isEmpty()) plots.add(null);
        var judges = new LinkedHashMap<String, InputJudge>();
        return new FieldView.Ground(
                base.id(),
                base.name(),
                base.producerId(),
                base.producerName(),
                base.areaMu(),
                plots.stream()
                        .map(plot -> {
                            var season = growing.stream()
                                    .filter(one -> plot == null
                                            ? one.plotId() == null
                                            : Objects.equals(one.plotId(), plot.id()))
                                    .findFirst()
                                    .orElse(null);
                            var produce = season != null
                                    ? season.produce()
                                    : plot != null && !plot.crop().isBlank() ? plot.crop() : base.product();
                            var judge = judges.computeIfAbsent(produce, one -> new InputJudge(book, one, warmest));
                            return new FieldView.Spot(
                                    plot == null ? null : (Long) plot.id(),
                                    plot == null ? base.name() : plot.name(),
                                    plot == null ? base.areaMu() : plot.areaMu(),
                                    produce,
                                    season == null ? "" : season.variety(),
                                    season == null ? null : season.setOutOn(),
                                    wait(judge, acts, inputs, labels, plot, season, today));
                        })
                        .toList());
    }

    /// Waiting times of what was used for a batch, the latest day first.
    public List<HarvestWait> waits(BatchDossier dossier) {
        var judge = new InputJudge(books.current(), dossier.batch().produce(), store.setting("warmest-water"));
        var acts = dossier.uses().stream().map(InputUse::actId).distinct().toList();
        var inputs = store.inputs(acts);
        var rows = acts.isEmpty()
                ? List.<ActsRecord>of()
                : sql.selectFrom(ACTS).where(ACTS.ID.in(acts)).fetch();
        return judge.waits(rows, inputs, labels(inputs));
    }

    private Map<Long, Integer> labels(Map<Long, List<ActInputsRecord>> inputs) {
        return ledger.labelDays(inputs.values().stream()
                .flatMap(List::stream)
                .map(ActInputsRecord::getPurchaseId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private static @Nullable HarvestWait wait(
            InputJudge judge,
            List<ActsRecord> acts,
            Map<Long, List<ActInputsRecord>> inputs,
            Map<Long, Integer> labels,
            @Nullable Plot plot,
            @Nullable Season season,
            LocalDate today) {
        var on = acts.stream()
                .filter(act -> plot == null || FarmStore.share(act.getPlotIds(), new Long[] {plot.id()}))
                .filter(act -> season == null || !act.getDoneOn().isBefore(season.setOutOn()))
                .collect(Collectors.toList());
        return judge.waits(on, inputs, labels).stream()
                .filter(one -> one.blocks(today))
                .findFirst()
                .orElse(null);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
