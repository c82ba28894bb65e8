package org.nongyou.production;

import static nongyoudb.production.Tables.MOVEMENTS;
import static nongyoudb.production.Tables.PURCHASES;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import nongyoudb.production.tables.records.PurchasesRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Plot;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Refusal;
import org.nongyou.standard.RuleBook;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// Looks at an entry before it is kept: whether it can be so, whether the rules allow it, whether the stock is there.
@Component
class EntryCheck {

    private static final int MOST_PLOTS = 200;
    private static final int MOST_INPUTS = 20;
    private static final int MOST_FILES = 9;
    private static final BigDecimal MOST = new BigDecimal(10_000_000);

    private final DSLContext sql;
    private final FarmStore store;
    private final Seasons seasons;
    private final InputLedger ledger;
    private final RuleBooks books;
    private final Files files;
    private final Clock clock;

    EntryCheck(
            DSLContext sql,
            FarmStore store,
            Seasons seasons,
            InputLedger ledger,
            RuleBooks books,
            Files files,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.seasons = seasons;
        this.ledger = ledger;
        this.books = books;
        this.files = files;
        this.clock = clock;
    }

    /// @param taken from the purchase, in its unit; null where it comes from none
    record Line(
            UsedInput used,
            List<String> substances,
            @Nullable BigDecimal taken) {}

    /// @param stock what every touched purchase will have left
    /// @param since from which day on what was done counts
    record Checked(
            RuleBook book,
            List<Plot> plots,
            BigDecimal areaMu,
            String produce,
            String variety,
            String operator,
            List<Line> lines,
            Map<Long, BigDecimal> stock,
            LocalDate since,
            List<String> warnings) {

        List<Long> plotIds() {
            return plots.stream().map(Plot::id).toList();
        }
    }

    /// @param old    what the entry corrects, or null
    /// @param faults filled with what is wrong; empty afterwards means that the entry may be kept
    Checked of(Actor actor, Base base, FarmEntry entry, @Nullable FarmAct old, List<Refusal> faults) {
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var book = books.current();
        var plots = plots(base, entry, faults);
        var day = Typed.past(entry.on(), today);
        if (day != null) faults.add(day.at("on"));
        if (plots.isEmpty() && !base.plots().isEmpty() && faults.isEmpty())
            faults.add(Refusal.of("production.plots").at("plots"));
        var area = plots.isEmpty()
                ? base.areaMu()
                : plots.stream().map(Plot::areaMu).reduce(BigDecimal.ZERO, BigDecimal::add);
        var growing = standing(base, plots, entry.on());
        var produce = produce(base, plots, entry, growing, faults);
        var variety = Typed.text(entry.variety(), "variety", "品种", 40, faults);
        if (variety.isEmpty())
            variety = growing.stream()
                    .filter(one -> one.produce().equals(produce))
                    .map(Season::variety)
                    .findFirst()
                    .orElse("");
        Typed.text(entry.purpose(), "purpose", "用途", 200, faults);
        Typed.text(entry.note(), "note", "备注", 500, faults);
        var operator = Typed.text(entry.operator(), "operator", "操作人", 40, faults);
        quantity(entry, faults);
        photographs(actor, entry, faults);
        var since = seasons.setOut(base.id(), plots.stream().map(Plot::id).toList(), produce, entry.on())
                .orElseGet(() ->
                        entry.on().minusDays(store.setting("look-back-days").longValue()));
        var warnings = new LinkedHashSet<String>();
        var stock = new HashMap<Long, BigDecimal>();
        var lines = lines(base, entry, old, book, stock, faults, warnings);
        var checked = new Checked(
                book,
                plots,
                area,
                produce,
                variety,
                operator.isEmpty() ? actor.name() : operator,
                lines,
                stock,
                since,
                new ArrayList<>());
        if (faults.isEmpty()) rules(actor, base, entry, old, checked, faults, warnings);
        checked.warnings().addAll(warnings);
        return checked;
    }

    private static List<Plot> plots(Base base, FarmEntry entry, List<Refusal> faults) {
        var known = base.plots().stream().collect(Collectors.toMap(Plot::id, Function.identity()));
        var ids = new LinkedHashSet<>(entry.plotIds());
        var plots = ids.stream().map(known::get).filter(Objects::nonNull).toList();
        if (plots.size() < ids.size())
            faults.add(Refusal.of("production.plot-unknown", base.name()).at("plots"));
        if (ids.size() > MOST_PLOTS)
            faults.add(Refusal.of("production.too-many-plots", MOST_PLOTS).at("plots"));
        return plots;
    }

    private List<Season> standing(Base base, List<Plot> plots, LocalDate on) {
        var ids = plots.stream().map(Plot::id).toList();
        return seasons.growing(List.of(base.id())).stream()
                .filter(one -> !one.setOutOn().isAfter(on))
                .filter(one -> one.plotId() == null || ids.contains(one.plotId()))
                .toList();
    }

    private static String produce(
            Base base, List<Plot> plots, FarmEntry entry, List<Season> growing, List<Refusal> faults) {
        var typed = Typed.text(entry.produce(), "produce", "产品", 40, faults);
        if (!typed.isEmpty()) return typed;
        if (!growing.isEmpty()) return growing.getFirst().produce();
        return plots.stream()
                .map(Plot::crop)
                .filter(crop -> !crop.isBlank())
                .findFirst()
                .orElse(
                        base.product().isBlank()
                                ? "未写"
                                : base.product().split("[、，,]")[0].strip());
    }

    private static void quantity(FarmEntry entry, List<Refusal> faults) {
        var quantity = entry.quantityKg();
        if (quantity == null) {
            if (entry.kind() == ActKind.HARVEST)
                faults.add(Refusal.of("production.harvest-quantity").at("quantity"));
            return;
        }
        if (quantity.signum() <= 0
                || quantity.compareTo(MOST) > 0
                || quantity.stripTrailingZeros().scale() > 3)
            faults.add(Refusal.of("production.number").at("quantity"));
    }

    private void photographs(Actor actor, FarmEntry entry, List<Refusal> faults) {
        if (entry.fileIds().size() > MOST_FILES)
            faults.add(Refusal.of("production.too-many-files", MOST_FILES).at("files"));
        else
            for (var file : entry.fileIds())
                if (files.find(actor.scope(), file).isEmpty()) {
                    faults.add(Refusal.of("production.file-unknown").at("files"));
                    return;
                }
    }

    private List<Line> lines(
            Base base,
            FarmEntry entry,
            @Nullable FarmAct old,
            RuleBook book,
            Map<Long, BigDecimal> stock,
            List<Refusal> faults,
            LinkedHashSet<String> warnings) {
        if (entry.inputs().size() > MOST_INPUTS) {
            faults.add(Refusal.of("production.too-many-inputs", MOST_INPUTS).at("inputs"));
            return List.of();
        }
        var lots = lots(base, entry, old, stock);
        var lines = new ArrayList<Line>();
        for (var used : entry.inputs()) {
            var name = Typed.text(used.name(), "inputs", "投入品名称", 60, faults);
            Typed.text(Objects.requireNonNullElse(used.method(), ""), "inputs", "用法", 100, faults);
            Typed.text(Objects.requireNonNullElse(used.registration(), ""), "inputs", "登记证号", 40, faults);
            var unit = Unit.of(used.unit()).orElse(null);
            var stopped = used.stoppedOn();
            if (stopped != null
                    && (stopped.isBefore(entry.on())
                            || stopped.isAfter(entry.on().plusYears(1))))
                faults.add(Refusal.of("production.stopped", entry.on()).at("inputs"));
            if (used.amount().signum() <= 0
                    || used.amount().compareTo(MOST) > 0
                    || used.amount().stripTrailingZeros().scale() > 3)
                faults.add(Refusal.of("production.number").at("inputs"));
            if (unit == null) faults.add(Refusal.of("production.unit").at("inputs"));
            if (!faults.isEmpty() || unit == null) continue;
            if (used.purchaseId() == null) {
                if (name.isEmpty()) {
                    faults.add(Refusal.of("production.name").at("inputs"));
                    continue;
                }
                warnings.add(name + "没有采购记录，来源不清，先补登采购。");
                lines.add(new Line(used, InputJudge.substances(book, used.kind(), name, used.registration()), null));
                continue;
            }
            var lot = lots.get(used.purchaseId());
            if (lot == null) {
                faults.add(Refusal.of("production.purchase-unknown").at("inputs"));
                continue;
            }
            if (entry.on().isBefore(lot.getBoughtOn())) {
                faults.add(Refusal.of("production.before-bought", lot.getName(), lot.getBoughtOn())
                        .at("inputs"));
                continue;
            }
            var taken = unit.in(Unit.of(lot.getUnit()).orElseThrow(), used.amount())
                    .map(one -> one.setScale(6, RoundingMode.HALF_UP))
                    .orElse(null);
            if (taken == null || taken.signum() == 0) {
                faults.add(Refusal.of("production.unit-differs", lot.getName(), lot.getUnit(), unit.name())
                        .at("inputs"));
                continue;
            }
            var left = Objects.requireNonNull(stock.get(lot.getId()));
            if (taken.compareTo(left) > 0) {
                faults.add(Refusal.of(
                                "production.above-stock",
                                lot.getName(),
                                Ui.number(left),
                                lot.getUnit(),
                                Ui.number(taken))
                        .at("inputs"));
                continue;
            }
            stock.put(lot.getId(), left.subtract(taken));
            lines.add(new Line(
                    new UsedInput(
                            InputKind.ofCode(lot.getKind()).orElseThrow(),
                            lot.getName(),
                            FarmStore.empty(lot.getRegistration()),
                            lot.getId(),
                            used.amount(),
                            unit.name(),
                            used.method(),
                            stopped),
                    List.of(lot.getSubstances()),
                    taken));
        }
        return lines;
    }

    /// The purchases that are touched, held; `stock` begins with what they have once the corrected act is undone.
    private Map<Long, PurchasesRecord> lots(
            Base base, FarmEntry entry, @Nullable FarmAct old, Map<Long, BigDecimal> stock) {
        var back = new HashMap<Long, BigDecimal>();
        if (old != null)
            sql.select(MOVEMENTS.PURCHASE_ID, MOVEMENTS.AMOUNT)
                    .from(MOVEMENTS)
                    .where(MOVEMENTS.PURCHASE_ID.in(old.inputs().stream()
                            .map(UsedInput::purchaseId)
                            .filter(Objects::nonNull)
                            .toList()))
                    .and(MOVEMENTS.ACT_ID.eq(old.id()))
                    .and(MOVEMENTS.KIND.eq(Movement.Kind.USED.code()))
                    .forEach(row -> back.merge(row.value1(), row.value2(), BigDecimal::add));
        var ids = new LinkedHashSet<>(back.keySet());
        entry.inputs().stream()
                .map(UsedInput::purchaseId)
                .filter(Objects::nonNull)
                .forEach(ids::add);
        if (ids.isEmpty()) return Map.of();
        var lots = sql.selectFrom(PURCHASES)
                .where(PURCHASES.ID.in(ids))
                .and(PURCHASES.PRODUCER_ID.eq(base.producerId()))
                .orderBy(PURCHASES.ID)
                .forUpdate()
                .fetchMap(PURCHASES.ID);
        lots.forEach((id, lot) -> stock.put(id, lot.getRemaining().add(back.getOrDefault(id, BigDecimal.ZERO))));
        return lots;
    }

    // --- By the rules

    private void rules(
            Actor actor,
            Base base,
            FarmEntry entry,
            @Nullable FarmAct old,
            Checked checked,
            List<Refusal> faults,
            LinkedHashSet<String> warnings) {
        var judge = new InputJudge(checked.book(), checked.produce(), store.setting("warmest-water"));
        var found = new ArrayList<Refusal>();
        boolean treats = checked.lines().stream()
                .anyMatch(line -> line.used().kind().ruled().isPresent());
        boolean harvests = entry.kind() == ActKind.HARVEST || entry.kind() == ActKind.SELL && judge.animal();
        if (!treats && !harvests) return;
        var acts = store.on(base.id(), checked.plotIds(), checked.since(), entry.on()).stream()
                .filter(act -> old == null || act.getId() != old.id())
                .toList();
        var inputs = store.inputs(acts.stream().map(act -> act.getId()).toList());
        if (treats) {
            var before = InputJudge.counts(acts, inputs);
            for (var line : checked.lines()) {
                long uses = line.substances().stream()
                        .mapToLong(one -> before.getOrDefault(one, 0L))
                        .max()
                        .orElse(0);
                var judged = judge.use(line.used(), line.substances(), entry.on(), uses, checked.areaMu());
                found.addAll(judged.refusals());
                warnings.addAll(judged.warnings());
            }
            spoilt(base, entry, checked, judge, warnings);
        }
        if (harvests) {
            var purchases = inputs.values().stream()
                    .flatMap(List::stream)
                    .map(line -> line.getPurchaseId())
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            judge.waits(acts, inputs, ledger.labelDays(purchases)).stream()
                    .filter(wait -> wait.blocks(entry.on()))
                    .findFirst()
                    .ifPresent(wait -> found.add((wait.earliest() == null
                                    ? Refusal.of("production.never-now", wait.usedOn(), wait.input(), wait.length())
                                    : Refusal.of(
                                            "production.too-early",
                                            wait.usedOn(),
                                            wait.input(),
                                            wait.length(),
                                            wait.earliest(),
                                            judge.animal() ? "出栏、上市" : "采收"))
                            .citing(wait.clause())
                            .at("on")));
        }
        if (found.isEmpty()) return;
        // An office that finds a breach writes down what it found; the gate of certificates stops what comes of it.
        var reason = entry.reason();
        if (!actor.isProducer() && reason != null && !reason.isBlank())
            found.forEach(one -> warnings.add("查实登记：" + one.message()));
        else faults.addAll(found);
    }

    /// A use that is written down late may lie before a harvest: that batch is told.
    private void spoilt(Base base, FarmEntry entry, Checked checked, InputJudge judge, LinkedHashSet<String> warnings) {
        for (var line : checked.lines()) {
            var lot = line.used().purchaseId();
            var label = lot == null ? null : ledger.labelDays(List.of(lot)).get(lot);
            var wait = judge.wait(0, entry.on(), List.of(), line.used(), line.substances(), label)
                    .orElse(null);
            var earliest = wait == null ? null : wait.earliest();
            if (earliest == null) continue;
            for (var act : store.on(base.id(), checked.plotIds(), entry.on(), earliest.minusDays(1)))
                if (act.getKind().equals(ActKind.HARVEST.code()))
                    warnings.add(act.getDoneOn() + " 采收的" + act.getProduce() + "还在"
                            + line.used().name() + "的间隔期内（最早 " + earliest + "），那一批不能开合格证、不能卖。");
        }
    }
}
