package org.nongyou.subsidy;

import static nongyoudb.subsidy.Tables.SUPPORTS;
import static org.jooq.impl.DSL.row;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nongyoudb.subsidy.tables.records.SupportsRecord;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The register of loans with interest subsidy, agricultural insurance and other programmes' money (扶持资金台账). An office
/// records what the bank, the insurer or the department granted, with what proves it; what is wrong is struck with a
/// reason, never changed.
@Service
public class Supports {

    public static final String SUBJECT = "support";

    private static final int LONGEST = 120;
    /// Ten billion yuan: no loan of a farm is larger.
    private static final BigDecimal MOST = new BigDecimal("10000000000");
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final int LONGEST_YEARS = 30;
    private static final int MOST_BASES = 500;

    private final DSLContext sql;
    private final Producers producers;
    private final Bases bases;
    private final BaseLists baseLists;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Supports(
            DSLContext sql,
            Producers producers,
            Bases bases,
            BaseLists baseLists,
            Files files,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.producers = producers;
        this.bases = bases;
        this.baseLists = baseLists;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    public static boolean mayRecord(Actor actor) {
        return actor.office() != null && actor.may(Verb.REPORT);
    }

    /// @param file what proves it, or null
    @Transactional
    public Decision<Support> record(Actor actor, SupportForm form, String fileName, @Nullable InputStream file) {
        return switch (go(actor, List.of(form), holders(actor, form), true).getFirst()) {
            case Decision.Refused<Support> refused -> refused;
            case Decision.Done<Support>(var done) -> {
                if (file == null) yield Decision.done(done);
                yield files.store(actor, done.region(), done.producerId(), fileName, file)
                        .then(stored -> Decision.done(sql.update(SUPPORTS)
                                .set(SUPPORTS.FILE_ID, stored.id())
                                .where(SUPPORTS.ID.eq(done.id()))
                                .returning()
                                .fetchSingle(Supports::support)));
            }
        };
    }

    private Map<String, Producer> holders(Actor actor, SupportForm form) {
        if (!form.producerId().matches("\\d{1,15}")) return byCode(actor, List.of(form));
        return producers
                .find(actor.scope(), Long.parseLong(form.producerId()))
                .map(one -> Map.of(form.producerId(), one))
                .orElse(Map.of());
    }

    /// Rows of an import, in the caller's transaction.
    public List<Decision<Support>> recordAll(Actor actor, List<SupportForm> forms) {
        return go(actor, forms, byCode(actor, forms), true);
    }

    /// What [#recordAll] would refuse, without writing: the preview of an import.
    public List<Optional<Refusal>> problems(Actor actor, List<SupportForm> forms) {
        return go(actor, forms, byCode(actor, forms), false).stream()
                .map(one -> switch (one) {
                    case Decision.Done<Support> _ -> Optional.<Refusal>empty();
                    case Decision.Refused<Support>(var refusal) -> Optional.of(refusal);
                })
                .toList();
    }

    private Map<String, Producer> byCode(Actor actor, List<SupportForm> forms) {
        return producers.byCreditCode(
                actor.scope(),
                forms.stream().map(SupportForm::producerId).distinct().toList());
    }

    private List<Decision<Support>> go(
            Actor actor, List<SupportForm> forms, Map<String, Producer> holders, boolean write) {
        if (!mayRecord(actor))
            return forms.stream()
                    .map(_ -> Decision.<Support>refused("subsidy.support.no-right"))
                    .toList();
        var rows = new ArrayList<SupportsRecord>();
        var faultsOf = new ArrayList<List<Refusal>>();
        for (var form : forms) {
            var faults = new ArrayList<Refusal>();
            rows.add(read(actor, form, holders.get(form.producerId()), faults));
            faultsOf.add(faults);
        }
        var known = write ? new HashSet<Key>() : known(rows);
        var decisions = new ArrayList<Decision<Support>>();
        for (int n = 0; n < rows.size(); n++) {
            var row = rows.get(n);
            var faults = faultsOf.get(n);
            // Where it is written, the index finds what is there already, in the file or before.
            if (faults.isEmpty() && !write && !known.add(Key.of(row)))
                faults.add(Refusal.of("subsidy.support.known", row.getProvider(), row.getNumber())
                        .at("number"));
            if (!faults.isEmpty()) {
                decisions.add(Decision.refused(Refusal.joined(faults)));
                continue;
            }
            if (!write) {
                row.setId(0L);
                decisions.add(Decision.done(support(row)));
                continue;
            }
            var written = sql.insertInto(SUPPORTS)
                    .set(row)
                    .onConflictDoNothing()
                    .returning()
                    .fetchOptional(Supports::support);
            if (written.isEmpty()) {
                decisions.add(Decision.refused(Refusal.of("subsidy.support.known", row.getProvider(), row.getNumber())
                        .at("number")));
                continue;
            }
            var done = written.get();
            journal.write(
                    actor,
                    entry(
                                    "support.record",
                                    done,
                                    "登记" + done.kind().title() + " " + Digits.grouped(done.amount()) + " 元，"
                                            + done.provider() + " " + done.number())
                            .because(done.basis().isEmpty() ? null : done.basis()));
            decisions.add(Decision.done(done));
        }
        return decisions;
    }

    /// What is recorded once.
    private record Key(String kind, String provider, String number) {
        static Key of(SupportsRecord row) {
            return new Key(row.getKind(), row.getProvider(), row.getNumber());
        }
    }

    /// Those of the rows that are kept already.
    private Set<Key> known(List<SupportsRecord> rows) {
        var whole = rows.stream()
                .filter(row -> row.getKind() != null)
                .map(row -> row(row.getKind(), row.getProvider(), row.getNumber()))
                .toList();
        return new HashSet<>(sql.select(SUPPORTS.KIND, SUPPORTS.PROVIDER, SUPPORTS.NUMBER)
                .from(SUPPORTS)
                .where(row(SUPPORTS.KIND, SUPPORTS.PROVIDER, SUPPORTS.NUMBER).in(whole))
                .and(SUPPORTS.VOIDED_ON.isNull())
                .fetch(Records.mapping(Key::new)));
    }

    private SupportsRecord read(Actor actor, SupportForm form, @Nullable Producer producer, List<Refusal> faults) {
        var row = new SupportsRecord();
        var kind = SupportKind.ofCode(form.kind()).orElse(null);
        if (kind == null) faults.add(Refusal.of("subsidy.support.kind").at("kind"));
        else row.setKind(kind.code());
        if (producer == null) faults.add(Refusal.of("subsidy.support.producer").at("producerId"));
        else {
            row.setProducerId(producer.id());
            row.setProducerName(producer.name());
            row.setRegionCode(producer.region().value());
            var base = base(actor, form.baseId().strip(), producer, faults);
            row.setBaseId(base == null ? null : base.id());
            row.setBaseName(base == null ? "" : base.name());
            if (base != null) row.setRegionCode(base.region().value());
        }
        row.setTitle(text(form.title(), "title", "名称", true, faults));
        row.setProvider(text(form.provider(), "provider", "谁给的", true, faults));
        row.setNumber(text(form.number(), "number", "编号", true, faults).replaceAll("\\s", ""));
        row.setBasis(text(form.basis(), "basis", "依据", false, faults));
        row.setNote(text(form.note(), "note", "备注", false, faults));
        var amount = yuan(form.amount(), "amount", kind == null ? "金额" : kind.amountTitle(), true, faults);
        var granted = form.publicMoney().isBlank()
                ? Money.ZERO
                : yuan(form.publicMoney(), "publicMoney", kind == null ? "财政资金" : kind.publicTitle(), false, faults);
        if (amount != null) row.setAmountFen(amount.fen());
        if (granted != null) row.setPublicFen(granted.fen());
        if (amount != null && granted != null && granted.compareTo(amount) > 0)
            faults.add(Refusal.of("subsidy.support.public-more", Digits.grouped(granted), Digits.grouped(amount))
                    .at("publicMoney"));
        var from = day(form.from(), "from", faults);
        var to = day(form.to(), "to", faults);
        if (from != null && from.isAfter(today()))
            faults.add(Refusal.of("subsidy.support.future", Ui.date(from), Ui.date(today()))
                    .at("from"));
        if (from != null && to != null && to.isBefore(from))
            faults.add(Refusal.of("subsidy.support.order", Ui.date(to), Ui.date(from))
                    .at("to"));
        if (from != null && to != null && to.isAfter(from.plusYears(LONGEST_YEARS)))
            faults.add(Refusal.of("subsidy.support.long", LONGEST_YEARS).at("to"));
        row.setFromOn(from);
        row.setToOn(to);
        row.setYear(from == null ? 0 : from.getYear());
        row.setRecordedBy(actor.accountId());
        row.setRecordedByName(actor.name());
        row.setOfficeName(actor.officeName());
        row.setRecordedAt(clock.instant());
        row.setVoidedBecause("");
        row.setDemo(actor.demo());
        return row;
    }

    private @Nullable BaseRow base(Actor actor, String typed, Producer producer, List<Refusal> faults) {
        if (typed.isEmpty()) return null;
        var base = typed.matches("\\d{1,18}")
                ? bases.findRow(actor.scope(), Long.parseLong(typed)).orElse(null)
                : baseLists.list(actor.scope(), BaseFilter.ofProducer(producer.id()), 0, MOST_BASES).stream()
                        .filter(one -> one.name().equals(typed))
                        .findFirst()
                        .orElse(null);
        if (base == null || base.producerId() != producer.id()) {
            faults.add(
                    Refusal.of("subsidy.support.base", typed, producer.name()).at("baseId"));
            return null;
        }
        return base;
    }

    private static String text(String typed, String field, String title, boolean needed, List<Refusal> faults) {
        var text = typed.strip();
        if (needed && text.isEmpty())
            faults.add(Refusal.of("subsidy.support.needed", title).at(field));
        if (text.length() > LONGEST)
            faults.add(Refusal.of("subsidy.support.long-text", title, LONGEST).at(field));
        return text;
    }

    private static @Nullable Money yuan(
            String typed, String field, String title, boolean positive, List<Refusal> faults) {
        var text = typed.strip().replace(",", "").replace("，", "");
        if (text.isEmpty()) {
            faults.add(Refusal.of("subsidy.support.needed", title).at(field));
            return null;
        }
        if (text.length() > LONGEST || !text.matches("[-－]?\\d+(\\.\\d{1,2})?")) {
            faults.add(Refusal.of("subsidy.support.yuan", title, shortened(typed.strip()))
                    .at(field));
            return null;
        }
        if (!Character.isDigit(text.charAt(0))) {
            faults.add(Refusal.of("subsidy.support.minus", title, shortened(typed.strip()))
                    .at(field));
            return null;
        }
        var amount = new BigDecimal(text);
        if (amount.compareTo(MOST) > 0) {
            faults.add(Refusal.of("subsidy.support.absurd", title, Digits.grouped(amount))
                    .at(field));
            return null;
        }
        if (positive && amount.signum() == 0) {
            faults.add(Refusal.of("subsidy.support.zero", title).at(field));
            return null;
        }
        return Money.yuan(amount);
    }

    private static String shortened(String text) {
        return text.length() <= 30 ? text : text.substring(0, 30) + "……";
    }

    private static @Nullable LocalDate day(String typed, String field, List<Refusal> faults) {
        var text = typed.strip();
        try {
            if (text.isEmpty()) faults.add(Refusal.of("subsidy.support.day").at(field));
            else {
                var day = TypedDay.parse(text);
                if (!day.isBefore(FIRST)) return day;
                faults.add(Refusal.of("subsidy.support.day-wrong", text).at(field));
            }
        } catch (DateTimeException e) {
            faults.add(Refusal.of("subsidy.support.day-wrong", text).at(field));
        }
        return null;
    }

    /// What was recorded wrongly counts no more.
    @Transactional
    public Decision<Support> strike(Actor actor, long id, String reason) {
        var row = sql.selectFrom(SUPPORTS)
                .where(SUPPORTS.ID.eq(id))
                .and(actor.scope().on(SUPPORTS.REGION_CODE, SUPPORTS.PRODUCER_ID))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        if (!mayRecord(actor)) return Decision.refused("subsidy.support.no-right");
        if (row.getVoidedOn() != null) return Decision.refused("subsidy.support.struck", Ui.date(row.getVoidedOn()));
        if (reason.isBlank() || reason.strip().length() > LONGEST)
            return Decision.refused(
                    Refusal.of("subsidy.support.reason", LONGEST).at("reason"));
        var done = sql.update(SUPPORTS)
                .set(SUPPORTS.VOIDED_ON, today())
                .set(SUPPORTS.VOIDED_BECAUSE, reason.strip())
                .where(SUPPORTS.ID.eq(id))
                .returning()
                .fetchSingle(Supports::support);
        journal.write(
                actor,
                entry("support.strike", done, "作废" + done.kind().title() + " " + done.number())
                        .because(reason.strip()));
        return Decision.done(done);
    }

    private static JournalEntry entry(String act, Support one, String summary) {
        return JournalEntry.of(act, one.region(), SUBJECT, one.id(), one.producerName(), summary);
    }

    static Support support(SupportsRecord row) {
        return new Support(
                row.getId(),
                SupportKind.ofCode(row.getKind()).orElseThrow(),
                row.getProducerId(),
                row.getProducerName(),
                row.getBaseId(),
                row.getBaseName(),
                new RegionCode(row.getRegionCode()),
                row.getTitle(),
                row.getProvider(),
                row.getNumber(),
                new Money(row.getAmountFen()),
                new Money(row.getPublicFen()),
                row.getFromOn(),
                row.getToOn(),
                row.getBasis(),
                row.getNote(),
                row.getFileId(),
                row.getVoidedOn(),
                row.getVoidedBecause(),
                row.getRecordedByName(),
                row.getOfficeName(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
