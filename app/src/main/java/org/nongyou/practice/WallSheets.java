package org.nongyou.practice;

import static nongyoudb.practice.Tables.SHEETS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.practice.tables.records.SheetsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Bases;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.PublicCode;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Scope;
import org.nongyou.standard.StandardNumber;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The sheets that bases produce by. A new version takes the place of the one before, which stays to be read.
@Service
public class WallSheets {

    public static final int PAGE = 100;
    public static final int COUNTED = 10_000;

    private static final int LONGEST = 100;
    private static final int LONGEST_BODY = 4_000;

    private final DSLContext sql;
    private final Bases bases;
    private final Journal journal;
    private final Clock clock;

    WallSheets(DSLContext sql, Bases bases, Journal journal, Clock clock) {
        this.sql = sql;
        this.bases = bases;
        this.journal = journal;
        this.clock = clock;
    }

    /// Those in use, the newest first.
    public List<Sheet> list(Scope scope, @Nullable SheetKind kind, String words, int offset, int limit) {
        return sql.selectFrom(SHEETS)
                .where(condition(scope, kind, words))
                .orderBy(SHEETS.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(WallSheets::sheet);
    }

    /// No more than [#COUNTED].
    public int count(Scope scope, @Nullable SheetKind kind, String words) {
        return sql.fetchCount(
                selectOne().from(SHEETS).where(condition(scope, kind, words)).limit(COUNTED));
    }

    private static Condition condition(Scope scope, @Nullable SheetKind kind, String words) {
        return scope.on(SHEETS.REGION_CODE, SHEETS.PRODUCER_ID)
                .and(SHEETS.ENDED_ON.isNull())
                .and(kind == null ? noCondition() : SHEETS.KIND.eq(kind.code()))
                .and(words.isBlank() ? noCondition() : SearchText.in(SHEETS.SEARCH, words));
    }

    public Optional<Sheet> find(Scope scope, long id) {
        return sql.selectFrom(SHEETS)
                .where(SHEETS.ID.eq(id))
                .and(scope.on(SHEETS.REGION_CODE, SHEETS.PRODUCER_ID))
                .fetchOptional(WallSheets::sheet);
    }

    /// What hangs on the wall is for anybody to read.
    public Optional<Sheet> open(String code) {
        return sql.selectFrom(SHEETS)
                .where(SHEETS.CODE.eq(PublicCode.typed(code)))
                .fetchOptional(WallSheets::sheet);
    }

    /// Those in use on a base that the caller has already found in his area.
    public List<Sheet> ofBase(long baseId) {
        return sql.selectFrom(SHEETS)
                .where(SHEETS.BASE_ID.eq(baseId))
                .and(SHEETS.ENDED_ON.isNull())
                .orderBy(SHEETS.PRODUCE, SHEETS.KIND.desc(), SHEETS.ID)
                .fetch(WallSheets::sheet);
    }

    public List<Sheet> versions(Scope scope, Sheet of) {
        return sql.selectFrom(SHEETS)
                .where(SHEETS.BASE_ID.eq(of.baseId()))
                .and(SHEETS.KIND.eq(of.kind().code()))
                .and(SHEETS.PRODUCE.eq(of.produce()))
                .and(scope.on(SHEETS.REGION_CODE, SHEETS.PRODUCER_ID))
                .orderBy(SHEETS.VERSION.desc())
                .fetch(WallSheets::sheet);
    }

    private static Sheet sheet(SheetsRecord row) {
        return new Sheet(
                row.getId(),
                row.getCode(),
                SheetKind.ofCode(row.getKind()).orElseThrow(),
                row.getBaseId(),
                row.getBaseName(),
                new org.nongyou.region.RegionCode(row.getRegionCode()),
                row.getProduce(),
                row.getTitle(),
                row.getBody(),
                row.getStandards(),
                row.getVersion(),
                row.getIssuedOn(),
                row.getEndedOn(),
                row.getEndedReason(),
                row.getOfficeName(),
                row.getRecordedBy(),
                row.getDemo());
    }

    /// 发布: the first version of its kind for the produce, or the next.
    /// @param typed base, kind, produce, title, body, standards
    @Transactional
    public Decision<Sheet> issue(Actor actor, Map<String, String> typed) {
        var baseId = text(typed, "base");
        var base = baseId.matches("\\d{1,18}")
                ? bases.find(actor.scope(), Long.parseLong(baseId)).orElse(null)
                : null;
        if (!actor.may(Verb.REGISTER) || base == null || !base.active()) return Decision.refused("practice.no-right");
        var faults = new ArrayList<Refusal>();
        var kind = SheetKind.ofCode(text(typed, "kind")).orElse(null);
        if (kind == null) faults.add(Refusal.of("practice.kind").at("kind"));
        for (var field : List.of("produce", "title", "body"))
            if (text(typed, field).isEmpty())
                faults.add(Refusal.of("practice.needed").at(field));
        for (var field : List.of("produce", "title", "standards"))
            if (text(typed, field).length() > LONGEST)
                faults.add(Refusal.of("practice.too-long", LONGEST).at(field));
        if (text(typed, "body").length() > LONGEST_BODY)
            faults.add(Refusal.of("practice.too-long", LONGEST_BODY).at("body"));
        var standards = standards(text(typed, "standards"), faults);
        if (!faults.isEmpty() || kind == null) return Decision.refused(Refusal.joined(faults));
        // Two who issue at once take their versions one after the other.
        sql.execute("select pg_advisory_xact_lock(?, ?)", "practice-sheet".hashCode(), (int) base.id());
        var before = sql.selectFrom(SHEETS)
                .where(SHEETS.BASE_ID.eq(base.id()))
                .and(SHEETS.KIND.eq(kind.code()))
                .and(SHEETS.PRODUCE.eq(text(typed, "produce")))
                .orderBy(SHEETS.VERSION.desc())
                .limit(1)
                .fetchOptional(WallSheets::sheet)
                .orElse(null);
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        if (before != null && before.inUse())
            sql.update(SHEETS)
                    .set(SHEETS.ENDED_ON, today)
                    .set(SHEETS.ENDED_REASON, "由第 " + (before.version() + 1) + " 版代替")
                    .where(SHEETS.ID.eq(before.id()))
                    .execute();
        var row = new SheetsRecord();
        row.setCode(PublicCode.next());
        row.setKind(kind.code());
        row.setBaseId(base.id());
        row.setBaseName(base.name());
        row.setProducerId(base.producerId());
        row.setRegionCode(base.region().value());
        row.setProduce(text(typed, "produce"));
        row.setTitle(text(typed, "title"));
        row.setBody(text(typed, "body"));
        row.setStandards(standards);
        row.setVersion(before == null ? 1 : before.version() + 1);
        row.setIssuedOn(today);
        row.setOfficeName(actor.officeName());
        row.setRecordedBy(actor.name());
        row.setDemo(actor.demo());
        var issued = sql.insertInto(SHEETS).set(row).returning().fetchSingle(WallSheets::sheet);
        write(
                actor,
                "practice.issue",
                issued,
                "发布" + kind.title() + "“" + issued.title() + "”第 " + issued.version() + " 版",
                null);
        return Decision.done(issued);
    }

    private static String standards(String typed, List<Refusal> faults) {
        var numbers = new ArrayList<String>();
        for (var one : Arrays.stream(typed.split("[、，,;；\\n]"))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .toList())
            StandardNumber.of(one)
                    .ifPresentOrElse(
                            number -> numbers.add(number.text()),
                            () -> faults.add(
                                    Refusal.of("practice.standard", one).at("standards")));
        return String.join("、", numbers);
    }

    /// 停用.
    @Transactional
    public Decision<Sheet> withdraw(Actor actor, long id, String reason) {
        var one = find(actor.scope(), id).orElse(null);
        if (one == null || !actor.may(Verb.REGISTER)) return Decision.refused("practice.no-right");
        if (!one.inUse()) return Decision.refused("practice.ended");
        if (reason.isBlank() || reason.length() > LONGEST)
            return Decision.refused(Refusal.of("practice.reason", LONGEST).at("reason"));
        sql.update(SHEETS)
                .set(SHEETS.ENDED_ON, LocalDate.ofInstant(clock.instant(), Ui.ZONE))
                .set(SHEETS.ENDED_REASON, reason.strip())
                .where(SHEETS.ID.eq(id))
                .and(SHEETS.ENDED_ON.isNull())
                .execute();
        write(actor, "practice.withdraw", one, "停用" + one.kind().title() + "“" + one.title() + "”", reason.strip());
        return Decision.done(find(actor.scope(), id).orElseThrow());
    }

    private void write(Actor actor, String act, Sheet one, String summary, @Nullable String reason) {
        journal.write(
                actor,
                JournalEntry.of(act, one.region(), "practice-sheet", one.id(), one.title(), summary)
                        .because(reason));
    }

    private static String text(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "").strip();
    }
}
