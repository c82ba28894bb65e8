package org.nongyou.compliance;

import static nongyoudb.compliance.Tables.LABELS;
import static nongyoudb.compliance.Tables.LABEL_ORDERS;
import static nongyoudb.compliance.Tables.LABEL_RANGES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import nongyoudb.compliance.tables.records.LabelOrdersRecord;
import nongyoudb.compliance.tables.records.LabelRangesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.job.Jobs;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.print.LabelPaper;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.statement.Copy;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Pre-printed labels (预印标签): ordered, printed, handed out, lost, spoiled. Activating them is issuing, see
/// [BulkIssuing]. Each public method that changes something is one official act.
@Service
public class Labels {

    /// In the journal: an order.
    public static final String SUBJECT = "label-order";

    public static final int PAGE = 100;
    public static final int COUNTED = 10_000;

    private static final int LONGEST = 200;
    private static final int AT_A_TIME = 1_000;

    private final DSLContext sql;
    private final LabelStore store;
    private final Producers producers;
    private final IssueBook issueBook;
    private final Jobs jobs;
    private final Journal journal;
    private final Clock clock;

    Labels(
            DSLContext sql,
            LabelStore store,
            Producers producers,
            IssueBook issueBook,
            Jobs jobs,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.producers = producers;
        this.issueBook = issueBook;
        this.jobs = jobs;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Read

    /// The highest numbers first.
    /// @param below only ranges that begin below this number, for the next page; null for the first
    public List<LabelRange> list(Scope scope, LabelFilter filter, @Nullable Long below, int limit) {
        return sql.selectFrom(LABEL_RANGES)
                .where(condition(scope, filter))
                .and(below == null ? DSL.noCondition() : LABEL_RANGES.FIRST_NO.lt(below))
                .orderBy(LABEL_RANGES.FIRST_NO.desc())
                .limit(limit)
                .fetch(LabelStore::range);
    }

    public void each(Scope scope, LabelFilter filter, Consumer<LabelRange> to) {
        List<LabelRange> page;
        Long below = null;
        do {
            page = list(scope, filter, below, AT_A_TIME);
            page.forEach(to);
            if (!page.isEmpty()) below = page.getLast().from();
        } while (page.size() == AT_A_TIME);
    }

    /// Counted no further than [#COUNTED].
    public int count(Scope scope, LabelFilter filter) {
        return sql.fetchCount(sql.selectOne()
                .from(LABEL_RANGES)
                .where(condition(scope, filter))
                .limit(COUNTED));
    }

    /// How many labels there are of each state.
    public Map<LabelState, Long> tally(Scope scope, LabelFilter filter) {
        var tally = new EnumMap<LabelState, Long>(LabelState.class);
        sql.select(
                        LABEL_RANGES.STATE,
                        sum(LABEL_RANGES.LAST_NO.sub(LABEL_RANGES.FIRST_NO).plus(1)))
                .from(LABEL_RANGES)
                .where(condition(scope, filter.with(null)))
                .groupBy(LABEL_RANGES.STATE)
                .forEach(row -> tally.put(
                        LabelState.ofCode(row.value1()).orElseThrow(),
                        row.value2().longValue()));
        return tally;
    }

    private static Condition condition(Scope scope, LabelFilter filter) {
        var where = LabelStore.visible(scope.narrowedTo(filter.region()));
        if (filter.state() != null)
            where = where.and(LABEL_RANGES.STATE.eq(filter.state().code()));
        if (filter.producerId() != null) where = where.and(LABEL_RANGES.PRODUCER_ID.eq(filter.producerId()));
        var number = filter.number();
        return number == null ? where : where.and(LabelStore.within(number, number));
    }

    /// The newest first.
    public List<LabelOrder> orders(Scope scope, int limit) {
        return sql.selectFrom(LABEL_ORDERS)
                .where(scope.on(LABEL_ORDERS.REGION_CODE, LABEL_ORDERS.PRODUCER_ID))
                .orderBy(LABEL_ORDERS.ID.desc())
                .limit(limit)
                .fetch(LabelStore::order);
    }

    public Optional<LabelOrder> order(Scope scope, long id) {
        return sql.selectFrom(LABEL_ORDERS)
                .where(LABEL_ORDERS.ID.eq(id))
                .and(scope.on(LABEL_ORDERS.REGION_CODE, LABEL_ORDERS.PRODUCER_ID))
                .fetchOptional(LabelStore::order);
    }

    /// What became of the label with this code; whoever has the code may know. Without who lost it and why.
    public Optional<LabelRange> look(CertificateCode code) {
        return store.find(code).map(LabelStore.Found::range);
    }

    /// Its certificate's day of issue, which names the partition; empty while it is none.
    Optional<LocalDate> activatedOn(CertificateCode code) {
        return look(code).map(LabelRange::activatedOn);
    }

    // --- Order and print

    private Optional<LabelOrdersRecord> ofForm(UUID form) {
        return sql.selectFrom(LABEL_ORDERS).where(LABEL_ORDERS.FORM_ID.eq(form)).fetchOptional();
    }

    private static Decision<LabelOrder> again(Actor actor, LabelOrdersRecord row) {
        return row.getAccountId() == actor.accountId()
                ? Decision.done(LabelStore.order(row))
                : Decision.refused("compliance.form");
    }

    /// 订印: by a producer for itself, or by an office for its producers. Numbers are allotted now, codes drawn with the
    /// print.
    @Transactional
    public Decision<LabelOrder> order(Actor actor, String formId, String count, String size) {
        if (!mayOrder(actor)) return Decision.refused("compliance.label-order-not-yours");
        var id = CommitmentWriter.uuid(formId);
        if (id == null) return Decision.refused("compliance.form");
        var known = ofForm(id);
        if (known.isPresent()) return again(actor, known.get());
        var faults = new ArrayList<Refusal>();
        int most = issueBook.setting("most-labels-in-order");
        var typed = count.strip();
        int wanted = typed.matches("\\d{1,7}") ? Integer.parseInt(typed) : 0;
        if (wanted < 1 || wanted > most)
            faults.add(
                    Refusal.of("compliance.label-count", Ui.number(most), typed).at("count"));
        var shape = LabelPaper.Size.ofCode(size).orElse(null);
        if (shape == null) faults.add(Refusal.of("compliance.label-size").at("size"));
        var producer = own(actor);
        if (producer != null && !producer.active()) faults.add(Refusal.of("compliance.closed", producer.name()));
        if (!faults.isEmpty() || shape == null) return Decision.refused(Refusal.joined(faults));
        // One after the other, so that each order's numbers lie in a row.
        sql.execute("lock table compliance.label_orders in share row exclusive mode");
        // A second click waited here for the first.
        var meanwhile = ofForm(id);
        if (meanwhile.isPresent()) return again(actor, meanwhile.get());
        long first = sql.select(coalesce(max(LABEL_ORDERS.LAST_NO), 0L).plus(1L))
                .from(LABEL_ORDERS)
                .fetchSingle()
                .value1();
        var row = sql.insertInto(LABEL_ORDERS)
                .set(LABEL_ORDERS.FORM_ID, id)
                .set(LABEL_ORDERS.ACCOUNT_ID, actor.accountId())
                .set(LABEL_ORDERS.OFFICE, actor.officeName())
                .set(LABEL_ORDERS.PRODUCER_ID, producer == null ? null : producer.id())
                .set(LABEL_ORDERS.PRODUCER_NAME, producer == null ? "" : producer.name())
                .set(LABEL_ORDERS.REGION_CODE, (producer == null ? actor.region() : producer.region()).value())
                .set(LABEL_ORDERS.SIZE, shape.code())
                .set(LABEL_ORDERS.FIRST_NO, first)
                .set(LABEL_ORDERS.LAST_NO, first + wanted - 1)
                .set(LABEL_ORDERS.ORDERED_AT, clock.instant())
                .set(LABEL_ORDERS.ORDERED_BY, actor.name())
                .set(LABEL_ORDERS.DEMO, actor.demo())
                .returning()
                .fetchSingle();
        var order = LabelStore.order(row);
        journal.write(
                actor,
                entry(
                        "label.order",
                        order.id(),
                        order.region(),
                        "订印预印标签 " + Ui.number(order.count()) + " 张，" + shape.title() + "，" + order.shown()));
        return Decision.done(order);
    }

    public boolean mayOrder(Actor actor) {
        return actor.isProducer() ? actor.may(Verb.CERTIFY) : actor.may(Verb.DECIDE);
    }

    private @Nullable Producer own(Actor actor) {
        var id = actor.producerId();
        return id == null ? null : producers.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    /// 印刷: draws the codes where that was not done yet and makes the file, as a job; again as often as is wanted,
    /// always
    /// with the same codes.
    /// @param site for the QR codes
    @Transactional
    public Decision<LabelOrder> print(Actor actor, long id, String site) {
        if (!mayOrder(actor)) return Decision.refused("compliance.label-order-not-yours");
        var order = order(actor.scope(), id).orElseThrow(NotFound::new);
        var running = order.jobId();
        if (running != null
                && jobs.find(actor, running).map(job -> !job.isOver()).orElse(false)) return Decision.done(order);
        long job = jobs.submit(
                actor,
                LabelPressJob.KIND,
                "印预印标签 " + Ui.number(order.count()) + " 张",
                Map.of("order", Long.toString(id), "site", site));
        sql.update(LABEL_ORDERS)
                .set(LABEL_ORDERS.JOB_ID, job)
                .where(LABEL_ORDERS.ID.eq(id))
                .execute();
        journal.write(
                actor,
                entry(
                        "label.print",
                        id,
                        order.region(),
                        (order.drawnAt() == null ? "印" : "再印") + "标签 " + order.shown()));
        return Decision.done(order(actor.scope(), id).orElseThrow());
    }

    /// Draws the codes of an order, once. What a producer ordered is handed to it with that.
    @Transactional
    public LabelOrder draw(Actor actor, long id) {
        var row = sql.selectFrom(LABEL_ORDERS)
                .where(LABEL_ORDERS.ID.eq(id))
                .and(actor.scope().on(LABEL_ORDERS.REGION_CODE, LABEL_ORDERS.PRODUCER_ID))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        if (row.getDrawnAt() != null) return LabelStore.order(row);
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var rows = new ArrayList<@Nullable Object[]>();
        for (long number = row.getFirstNo(); number <= row.getLastNo(); number++)
            rows.add(new Object[] {CertificateCode.freshLabel(today).value(), number});
        Copy.into(sql, LABELS, List.of(LABELS.CODE, LABELS.NO), rows);
        var own = row.getProducerId() != null;
        sql.insertInto(LABEL_RANGES)
                .set(LABEL_RANGES.ORDER_ID, id)
                .set(LABEL_RANGES.FIRST_NO, row.getFirstNo())
                .set(LABEL_RANGES.LAST_NO, row.getLastNo())
                .set(LABEL_RANGES.STATE, (own ? LabelState.HANDED : LabelState.STOCK).code())
                .set(LABEL_RANGES.PRODUCER_ID, row.getProducerId())
                .set(LABEL_RANGES.PRODUCER_NAME, row.getProducerName())
                .set(LABEL_RANGES.REGION_CODE, row.getRegionCode())
                .set(LABEL_RANGES.CHANGED_AT, clock.instant())
                .set(LABEL_RANGES.CHANGED_BY, actor.name())
                .set(LABEL_RANGES.DEMO, row.getDemo())
                .execute();
        row.setDrawnAt(clock.instant());
        row.update();
        return LabelStore.order(row);
    }

    List<CertificateCode> codes(LabelOrder order, long from, long to) {
        return store.codes(Math.max(order.from(), from), Math.min(order.to(), to));
    }

    // --- Hand out, lose, spoil

    /// 发放: from an office's stock to a producer of its area.
    /// @param to a producer's number
    @Transactional
    public Decision<List<LabelRange>> handOut(Actor actor, String first, String last, long to) {
        if (actor.isProducer() || !actor.may(Verb.DECIDE)) return Decision.refused("compliance.label-hand-not-yours");
        var producer = producers.find(actor.scope(), to).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (producer == null) faults.add(Refusal.of("compliance.label-producer").at("producer"));
        else if (!producer.active())
            faults.add(Refusal.of("compliance.closed", producer.name()).at("producer"));
        var span = Span.read(first, last, issueBook.setting("most-labels-in-order"), faults);
        if (!faults.isEmpty() || span == null || producer == null) return Decision.refused(Refusal.joined(faults));
        return act(actor, "label.hand-out", span, List.of(LabelState.STOCK), "compliance.label-not-stock", row -> {
            row.setState(LabelState.HANDED.code());
            row.setProducerId(producer.id());
            row.setProducerName(producer.name());
            row.setRegionCode(producer.region().value());
            return "发给" + producer.name();
        });
    }

    /// 报失、报废: by who has them, or by the office. They can never be activated again.
    @Transactional
    public Decision<List<LabelRange>> report(Actor actor, String first, String last, LabelState state, String reason) {
        if (!mayOrder(actor)) return Decision.refused("compliance.label-report-not-yours");
        var faults = new ArrayList<Refusal>();
        if (state != LabelState.LOST && state != LabelState.SPOILED)
            faults.add(Refusal.of("compliance.label-which").at("state"));
        var because = reason.strip();
        if (because.isEmpty()) faults.add(Refusal.of("compliance.label-reason").at("reason"));
        else if (because.length() > LONGEST)
            faults.add(Refusal.of("compliance.long", LONGEST).at("reason"));
        var span = Span.read(first, last, issueBook.setting("most-labels-in-order"), faults);
        if (!faults.isEmpty() || span == null) return Decision.refused(Refusal.joined(faults));
        var act = state == LabelState.LOST ? "label.lose" : "label.spoil";
        return act(actor, act, span, List.of(LabelState.STOCK, LabelState.HANDED), "compliance.label-not-open", row -> {
            row.setState(state.code());
            row.setReason(because);
            return state.title() + "，" + because;
        });
    }

    /// @param from number of the first
    record Span(long from, long to) {

        /// Null where something is wrong with the numbers, which is then among the faults.
        static @Nullable Span read(String first, String last, int most, List<Refusal> faults) {
            var from = number(first);
            var to = last.isBlank() ? from : number(last);
            if (from == null)
                faults.add(Refusal.of("compliance.label-number", first.strip()).at("from"));
            if (to == null)
                faults.add(Refusal.of("compliance.label-number", last.strip()).at("to"));
            if (from == null || to == null) return null;
            if (to < from) {
                faults.add(Refusal.of("compliance.label-order-of-numbers", LabelRange.shown(from), LabelRange.shown(to))
                        .at("to"));
                return null;
            }
            if (to - from >= most) {
                faults.add(Refusal.of("compliance.label-many", Ui.number(most)).at("to"));
                return null;
            }
            return new Span(from, to);
        }

        private static @Nullable Long number(String typed) {
            var text = typed.strip();
            return text.matches("\\d{1,15}") && Long.parseLong(text) > 0 ? Long.valueOf(text) : null;
        }
    }

    private interface Change {
        /// @return the rest of the sentence
        String on(LabelRangesRecord row);
    }

    private Decision<List<LabelRange>> act(
            Actor actor, String act, Span span, List<LabelState> allowed, String otherwise, Change change) {
        var held = store.hold(actor.scope(), span.from(), span.to());
        var fault = fault(held, span, allowed, otherwise);
        if (fault != null) return Decision.refused(fault);
        var said = new ArrayList<String>();
        store.change(held, span.from(), span.to(), row -> {
            said.add(change.on(row));
            row.setChangedAt(clock.instant());
            row.setChangedBy(actor.name());
        });
        var first = held.getFirst();
        journal.write(
                actor,
                entry(
                        act,
                        first.getOrderId(),
                        new RegionCode(first.getRegionCode()),
                        "标签 " + shown(span) + " " + said.getFirst()));
        return Decision.done(held.stream().map(LabelStore::range).toList());
    }

    private static String shown(Span span) {
        return LabelRange.shown(span.from()) + " – " + LabelRange.shown(span.to()) + "（"
                + Ui.number(BigDecimal.valueOf(span.to() - span.from() + 1)) + " 张）";
    }

    private static @Nullable Refusal fault(
            List<LabelRangesRecord> held, Span span, List<LabelState> allowed, String otherwise) {
        if (held.isEmpty())
            return Refusal.of("compliance.label-unknown", LabelRange.shown(span.from()), LabelRange.shown(span.to()))
                    .at("from");
        for (var one : held) {
            var range = LabelStore.range(one);
            if (allowed.contains(range.state())) continue;
            return Refusal.of(
                            otherwise,
                            LabelRange.shown(Math.max(span.from(), range.from())),
                            LabelRange.shown(Math.min(span.to(), range.to())),
                            range.state().title()
                                    + switch (range.state()) {
                                        case ACTIVE -> "（" + range.activatedOn() + "，" + range.product() + "）";
                                        case LOST, SPOILED -> "（" + range.reason() + "）";
                                        case HANDED -> "（" + range.producerName() + "）";
                                        case STOCK -> "";
                                    })
                    .at("from");
        }
        return null;
    }

    // --- Activation, for who issues

    /// Labels that may be activated now, held until the transaction ends.
    record Held(List<LabelRangesRecord> ranges, long from, long to, List<CertificateCode> codes) {}

    /// Why these cannot be activated, as far as can be said before anything is held.
    Optional<Refusal> activationFault(Actor actor, Span span) {
        var ranges = store.covering(actor.scope(), span.from(), span.to());
        return Optional.ofNullable(
                fault(ranges, span, List.of(LabelState.HANDED), "compliance.label-not-yours-to-activate"));
    }

    /// Of the person's own producer only, none activated, lost or spoiled.
    @Transactional(propagation = Propagation.MANDATORY)
    Decision<Held> holdForActivation(Actor actor, long from, long to) {
        var held = store.hold(actor.scope(), from, to);
        var fault =
                fault(held, new Span(from, to), List.of(LabelState.HANDED), "compliance.label-not-yours-to-activate");
        return fault != null ? Decision.refused(fault) : Decision.done(new Held(held, from, to, store.codes(from, to)));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void activated(Actor actor, Held held, long runId, String product, LocalDate on) {
        store.change(held.ranges(), held.from(), held.to(), row -> {
            row.setState(LabelState.ACTIVE.code());
            row.setActivatedOn(on);
            row.setRunId(runId);
            row.setProduct(product);
            row.setChangedAt(clock.instant());
            row.setChangedBy(actor.name());
        });
    }

    private static JournalEntry entry(String act, long order, RegionCode region, String summary) {
        return JournalEntry.of(act, region, SUBJECT, order, "预印标签第 " + order + " 单", summary);
    }
}
