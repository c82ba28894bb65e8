package org.nongyou.production;

import static nongyoudb.production.Tables.MOVEMENTS;
import static nongyoudb.production.Tables.PURCHASES;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import nongyoudb.production.tables.records.PurchasesRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.RuleBooks;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The ledger of inputs (投入品台账): what was bought, what is left of it, what became of the packages. Nothing is used that
/// is not there. A purchase is its producer's: it is seen where the producer is registered, and in the townships and
/// villages where the producer has a base.
@Service
public class InputLedger {

    public static final String SUBJECT = "purchase";
    public static final int PAGE = 100;

    private static final BigDecimal MOST = new BigDecimal(10_000_000);

    private final DSLContext sql;
    private final FarmStore store;
    private final Grounds grounds;
    private final ProducerLists producers;
    private final Files files;
    private final RuleBooks books;
    private final Journal journal;
    private final Clock clock;

    InputLedger(
            DSLContext sql,
            FarmStore store,
            Grounds grounds,
            ProducerLists producers,
            Files files,
            RuleBooks books,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.grounds = grounds;
        this.producers = producers;
        this.files = files;
        this.books = books;
        this.journal = journal;
        this.clock = clock;
    }

    public Optional<Purchase> find(Scope scope, long id) {
        return sql.selectFrom(PURCHASES)
                .where(PURCHASES.ID.eq(id))
                .and(visible(scope))
                .fetchOptional(InputLedger::purchase);
    }

    /// The newest purchase first.
    public List<Purchase> list(Scope scope, PurchaseFilter filter, int offset, int limit) {
        return sql.selectFrom(PURCHASES)
                .where(condition(scope, filter))
                .orderBy(PURCHASES.BOUGHT_ON.desc(), PURCHASES.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(InputLedger::purchase);
    }

    /// All of them, some hundreds at a time.
    public void each(Scope scope, PurchaseFilter filter, Consumer<Purchase> to) {
        List<Purchase> page;
        var after = DSL.noCondition();
        var condition = condition(scope, filter);
        do {
            page = sql.selectFrom(PURCHASES)
                    .where(condition)
                    .and(after)
                    .orderBy(PURCHASES.BOUGHT_ON.desc(), PURCHASES.ID.desc())
                    .limit(1000)
                    .fetch(InputLedger::purchase);
            page.forEach(to);
            if (!page.isEmpty())
                after = DSL.row(PURCHASES.BOUGHT_ON, PURCHASES.ID)
                        .lt(page.getLast().boughtOn(), page.getLast().id());
        } while (page.size() == 1000);
    }

    /// At most [FarmLog#COUNTED].
    public int count(Scope scope, PurchaseFilter filter) {
        var some = DSL.select(DSL.inline(1))
                .from(PURCHASES)
                .where(condition(scope, filter))
                .limit(FarmLog.COUNTED)
                .asTable("some");
        return sql.select(DSL.count()).from(some).fetchSingle().value1();
    }

    /// Empty packages of an area and a year.
    /// @param bought   that were counted when they were bought
    /// @param returned of them
    public record Packages(long bought, long returned) {}

    /// @param region narrows the area; null: all of it
    /// @param year   of the purchase; null: all
    public Packages packages(Scope scope, @Nullable RegionCode region, @Nullable Integer year) {
        var found = sql.select(DSL.sum(PURCHASES.PACKAGES), DSL.sum(PURCHASES.PACKAGES_RETURNED))
                .from(PURCHASES)
                .where(PURCHASES.PACKAGES.isNotNull())
                .and(visible(scope.narrowedTo(region)))
                .and(
                        year == null
                                ? DSL.noCondition()
                                : PURCHASES.BOUGHT_ON.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .fetchSingle();
        return new Packages(whole(found.value1()), whole(found.value2()));
    }

    private static long whole(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.longValue();
    }

    private Condition visible(Scope scope) {
        return grounds.ofProducers(scope, PURCHASES.REGION_CODE, PURCHASES.PRODUCER_ID);
    }

    private Condition condition(Scope scope, PurchaseFilter filter) {
        var condition = visible(scope.narrowedTo(filter.region()));
        if (scope.region() == null && filter.region() != null)
            condition = condition.and(Scope.within(filter.region()).on(PURCHASES.REGION_CODE));
        if (filter.producerId() != null) condition = condition.and(PURCHASES.PRODUCER_ID.eq(filter.producerId()));
        if (filter.kind() != null)
            condition = condition.and(PURCHASES.KIND.eq(filter.kind().code()));
        if (!filter.name().isEmpty()) condition = condition.and(PURCHASES.NAME.contains(filter.name()));
        if (filter.stock()) condition = condition.and(PURCHASES.REMAINING.gt(BigDecimal.ZERO));
        return condition;
    }

    /// What is on the shelves of whose base it is, for a person who found the base in his area: a township's supervisor
    /// who writes for a household does not see the producer, which is registered with the county.
    public List<Purchase> stockAt(Base base) {
        return stock(List.of(base.producerId()));
    }

    /// The newest first.
    public List<Movement> movements(Purchase one) {
        return sql.selectFrom(MOVEMENTS)
                .where(MOVEMENTS.PURCHASE_ID.eq(one.id()))
                .orderBy(MOVEMENTS.ID.desc())
                .limit(500)
                .fetch(row -> new Movement(
                        row.getId(),
                        Movement.Kind.ofCode(row.getKind()).orElseThrow(),
                        FarmStore.plain(row.getAmount()),
                        row.getActId(),
                        row.getMovedOn(),
                        row.getNote(),
                        row.getRecordedBy(),
                        row.getRecordedAt()));
    }

    /// What is left on the shelves, of several producers.
    List<Purchase> stock(Collection<Long> producerIds) {
        if (producerIds.isEmpty()) return List.of();
        return sql.selectFrom(PURCHASES)
                .where(PURCHASES.PRODUCER_ID.in(producerIds))
                .and(PURCHASES.REMAINING.gt(BigDecimal.ZERO))
                .orderBy(PURCHASES.BOUGHT_ON.desc(), PURCHASES.ID.desc())
                .limit(500)
                .fetch(InputLedger::purchase);
    }

    /// Days on the labels of these purchases, where they were typed.
    Map<Long, Integer> labelDays(Collection<Long> purchases) {
        if (purchases.isEmpty()) return Map.of();
        var days = new HashMap<Long, Integer>();
        sql.select(PURCHASES.ID, PURCHASES.LABEL_DAYS)
                .from(PURCHASES)
                .where(PURCHASES.ID.in(purchases))
                .and(PURCHASES.LABEL_DAYS.isNotNull())
                .forEach(row -> days.put(row.value1(), row.value2()));
        return days;
    }

    /// Whom the person may write a purchase down for.
    public Optional<Producer> buyer(Scope scope, long id) {
        return grounds.buyer(scope, id);
    }

    /// To choose from: those registered in the area, in a township and a village also those who have a base in it.
    /// @param words of the name or code; empty for any
    public List<Buyer> buyers(Scope scope, String words, int limit) {
        var buyers = new LinkedHashMap<Long, Buyer>();
        for (var one : producers.list(scope, new ProducerFilter(null, null, words, false), 0, limit))
            buyers.put(one.id(), new Buyer(one.id(), one.name(), one.identifier()));
        if (Grounds.isSmall(scope))
            for (var one : grounds.find(scope, words, limit))
                buyers.putIfAbsent(
                        one.getProducerId(), new Buyer(one.getProducerId(), one.getProducerName(), one.getBaseName()));
        return List.copyOf(buyers.values());
    }

    /// 登记采购.
    @Transactional
    public Decision<Purchase> buy(Actor actor, NewPurchase form) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        var producer = buyer(actor.scope(), form.producerId()).orElse(null);
        if (producer == null) return Decision.refused("production.producer-unknown");
        store.lock(producer.id());
        var before = sql.selectFrom(PURCHASES)
                .where(PURCHASES.FORM_KEY.eq(form.formKey()))
                .and(PURCHASES.PRODUCER_ID.eq(producer.id()))
                .fetchOptional(InputLedger::purchase);
        if (before.isPresent()) return Decision.done(before.get());
        if (sql.fetchExists(PURCHASES, PURCHASES.FORM_KEY.eq(form.formKey())))
            return Decision.refused("production.client-taken");
        if (!producer.active()) return Decision.refused("production.producer-closed", producer.name());
        var faults = new ArrayList<Refusal>();
        var kind = InputKind.ofCode(form.kind()).orElse(null);
        if (kind == null) faults.add(Refusal.of("production.kind").at("kind"));
        var name = Typed.text(form.name(), "name", "名称", 60, faults);
        if (name.isEmpty()) faults.add(Refusal.of("production.name").at("name"));
        var dealer = Typed.text(form.dealer(), "dealer", "从哪里买的", 60, faults);
        if (dealer.isEmpty()) faults.add(Refusal.of("production.dealer").at("dealer"));
        var registration = Typed.text(form.registration(), "registration", "登记证号", 40, faults);
        var maker = Typed.text(form.maker(), "maker", "生产企业", 60, faults);
        var licence = Typed.text(form.dealerLicence(), "dealerLicence", "经营许可证号", 40, faults);
        var note = Typed.text(form.note(), "note", "备注", 200, faults);
        var on = Typed.day(form.boughtOn(), "boughtOn", today(), faults);
        var quantity = Typed.number(form.quantity(), "quantity", MOST, faults);
        var unit = Unit.of(form.unit()).orElse(null);
        if (unit == null) faults.add(Refusal.of("production.unit").at("unit"));
        var packages = form.packages().isBlank() ? null : Typed.whole(form.packages(), "packages", 100_000, faults);
        var labelDays = form.labelDays().isBlank() ? null : Typed.whole(form.labelDays(), "labelDays", 400, faults);
        if (form.fileId() != null && files.find(actor.scope(), form.fileId()).isEmpty())
            faults.add(Refusal.of("production.file-unknown").at("voucher"));
        if (kind == InputKind.PESTICIDE && on != null) {
            var book = books.current();
            var banned = new InputRules(book).bannedEverywhere(name, on).orElse(null);
            if (banned != null)
                faults.add(Refusal.of(
                                "production.buy-banned",
                                name,
                                banned.since(),
                                banned.provenance().document())
                        .at("name")
                        .citing(book.clause("ban").toString()));
        }
        if (!faults.isEmpty() || kind == null || on == null || quantity == null || unit == null)
            return Decision.refused(Refusal.joined(faults));
        var row = sql.newRecord(PURCHASES);
        row.setFormKey(form.formKey());
        row.setProducerId(producer.id());
        row.setProducerName(producer.name());
        row.setRegionCode(producer.region().value());
        row.setKind(kind.code());
        row.setName(name);
        row.setRegistration(registration);
        row.setMaker(maker);
        row.setSubstances(InputJudge.substances(books.current(), kind, name, FarmStore.empty(registration))
                .toArray(String[]::new));
        row.setLabelDays(labelDays);
        row.setDealer(dealer);
        row.setDealerLicence(licence);
        row.setFileId(form.fileId());
        row.setBoughtOn(on);
        row.setQuantity(quantity);
        row.setRemaining(quantity);
        row.setUnit(unit.name());
        row.setPackages(packages);
        row.setNote(note);
        row.setRecordedBy(actor.name());
        row.setRecordedAt(clock.instant());
        row.setDemo(actor.demo());
        row.insert();
        row.refresh();
        journal.write(
                actor,
                entry(
                        "input.buy",
                        row,
                        "登记采购" + kind.title() + "“" + name + "”" + Ui.number(quantity) + " " + unit.name() + "，"
                                + dealer));
        return Decision.done(purchase(row));
    }

    /// 退货、报损、交回空包装.
    /// @param formKey the same for a form that is sent twice
    @Transactional
    public Decision<Purchase> move(
            Actor actor, long id, Movement.Kind kind, String amount, String on, String note, UUID formKey) {
        if (!actor.may(Verb.RECORD)) return Decision.refused("production.no-right");
        if (!kind.byHand()) return Decision.refused("production.kind");
        var row = sql.selectFrom(PURCHASES)
                .where(PURCHASES.ID.eq(id))
                .and(visible(actor.scope()))
                .forUpdate()
                .fetchOne();
        if (row == null) return Decision.refused("production.purchase-unknown");
        if (sql.fetchExists(MOVEMENTS, MOVEMENTS.FORM_KEY.eq(formKey))) return Decision.done(purchase(row));
        var faults = new ArrayList<Refusal>();
        var day = Typed.day(on, "on", today(), faults);
        if (day != null && day.isBefore(row.getBoughtOn()))
            faults.add(Refusal.of("production.before-bought", row.getName(), row.getBoughtOn())
                    .at("on"));
        var words = Typed.text(note, "note", "备注", 200, faults);
        var moved = kind == Movement.Kind.PACKAGES
                ? toNumber(Typed.whole(amount, "amount", 100_000, faults))
                : Typed.number(amount, "amount", MOST, faults);
        if (kind == Movement.Kind.PACKAGES) {
            int out = purchase(row).packagesOut();
            if (moved != null && moved.intValue() > out)
                faults.add(Refusal.of("production.packages", row.getName(), out).at("amount"));
        } else if (moved != null && moved.compareTo(row.getRemaining()) > 0)
            faults.add(Refusal.of(
                            "production.above-stock",
                            row.getName(),
                            Ui.number(row.getRemaining()),
                            row.getUnit(),
                            Ui.number(moved))
                    .at("amount"));
        if (kind == Movement.Kind.SPOILED && words.isEmpty())
            faults.add(Refusal.of("production.reason").at("note"));
        if (!faults.isEmpty() || day == null || moved == null) return Decision.refused(Refusal.joined(faults));
        if (kind == Movement.Kind.PACKAGES) row.setPackagesReturned(row.getPackagesReturned() + moved.intValue());
        else row.setRemaining(row.getRemaining().subtract(moved));
        row.update();
        sql.insertInto(MOVEMENTS)
                .set(MOVEMENTS.PURCHASE_ID, id)
                .set(MOVEMENTS.KIND, kind.code())
                .set(MOVEMENTS.AMOUNT, moved)
                .set(MOVEMENTS.MOVED_ON, day)
                .set(MOVEMENTS.NOTE, words)
                .set(MOVEMENTS.FORM_KEY, formKey)
                .set(MOVEMENTS.RECORDED_BY, actor.name())
                .set(MOVEMENTS.RECORDED_AT, clock.instant())
                .execute();
        journal.write(
                actor,
                entry(
                        "input.move",
                        row,
                        "“" + row.getName() + "”" + kind.title() + " " + Ui.number(moved)
                                + (kind == Movement.Kind.PACKAGES ? " 个" : " " + row.getUnit())));
        return Decision.done(purchase(row));
    }

    private static @Nullable BigDecimal toNumber(@Nullable Integer whole) {
        return whole == null ? null : BigDecimal.valueOf(whole);
    }

    private static JournalEntry entry(String act, PurchasesRecord row, String summary) {
        return JournalEntry.of(act, new RegionCode(row.getRegionCode()), SUBJECT, row.getId(), row.getName(), summary);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    static Purchase purchase(PurchasesRecord row) {
        return new Purchase(
                row.getId(),
                row.getProducerId(),
                row.getProducerName(),
                new RegionCode(row.getRegionCode()),
                InputKind.ofCode(row.getKind()).orElseThrow(),
                row.getName(),
                FarmStore.empty(row.getRegistration()),
                row.getMaker(),
                Arrays.asList(row.getSubstances()),
                row.getLabelDays(),
                row.getDealer(),
                row.getDealerLicence(),
                row.getFileId(),
                row.getBoughtOn(),
                FarmStore.plain(row.getQuantity()),
                FarmStore.plain(row.getRemaining()),
                row.getUnit(),
                row.getPackages(),
                row.getPackagesReturned(),
                row.getNote(),
                row.getRecordedBy(),
                row.getDemo());
    }
}
