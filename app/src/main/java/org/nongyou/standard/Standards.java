package org.nongyou.standard;

import static nongyoudb.standard.Tables.STANDARDS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;

import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nongyoudb.standard.tables.records.StandardsRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.SearchText;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The library of standards (标准库). A person sees those of his area, those of the areas above it, and the country's.
@Service
public class Standards {

    public static final int PAGE = 100;

    /// Where a number would only say "many".
    public static final int COUNTED = 10_000;

    private static final int LONGEST = 200;
    private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private final DSLContext sql;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    Standards(DSLContext sql, Files files, Journal journal, Clock clock) {
        this.sql = sql;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    /// Standards are public: a producer's person reads those of the place where he is.
    public static Scope reading(Actor actor) {
        return new Scope.Within(actor.region());
    }

    /// The newest entries first.
    public List<Standard> list(Scope scope, StandardFilter filter, int offset, int limit) {
        return sql.selectFrom(STANDARDS)
                .where(condition(scope, filter))
                .orderBy(STANDARDS.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(Standards::standard);
    }

    /// No more than [#COUNTED].
    public int count(Scope scope, StandardFilter filter) {
        return sql.select(org.jooq.impl.DSL.count())
                .from(selectOne()
                        .from(STANDARDS)
                        .where(condition(scope, filter))
                        .limit(COUNTED)
                        .asTable("some"))
                .fetchSingle()
                .value1();
    }

    public void each(Scope scope, StandardFilter filter, Consumer<Standard> to) {
        long before = Long.MAX_VALUE;
        List<Standard> page;
        do {
            page = sql.selectFrom(STANDARDS)
                    .where(condition(scope, filter))
                    .and(STANDARDS.ID.lt(before))
                    .orderBy(STANDARDS.ID.desc())
                    .limit(1_000)
                    .fetch(Standards::standard);
            page.forEach(to);
            if (!page.isEmpty()) before = page.getLast().id();
        } while (page.size() == 1_000);
    }

    public Optional<Standard> find(Scope scope, long id) {
        return sql.selectFrom(STANDARDS)
                .where(STANDARDS.ID.eq(id))
                .and(readable(scope))
                .fetchOptional(Standards::standard);
    }

    public Optional<Standard> find(Scope scope, StandardNumber number) {
        return sql.selectFrom(STANDARDS)
                .where(STANDARDS.NUMBER.eq(number.text()))
                .and(readable(scope))
                .fetchOptional(Standards::standard);
    }

    /// All editions of one standard, the newest first.
    public List<Standard> editions(Scope scope, Standard of) {
        return sql.selectFrom(STANDARDS)
                .where(STANDARDS.SERIES.eq(of.number().series()))
                .and(readable(scope))
                .orderBy(STANDARDS.YEAR.desc())
                .limit(PAGE)
                .fetch(Standards::standard);
    }

    private Condition condition(Scope scope, StandardFilter filter) {
        var today = today();
        return readable(scope)
                .and(
                        filter.kind() == null
                                ? noCondition()
                                : STANDARDS.KIND.eq(filter.kind().code()))
                .and(
                        filter.field() == null
                                ? noCondition()
                                : STANDARDS.FIELD.eq(filter.field().code()))
                .and(filter.state() == null ? noCondition() : state(filter.state(), today))
                .and(filter.words().isEmpty() ? noCondition() : SearchText.in(STANDARDS.SEARCH, filter.words()));
    }

    private static Condition state(Standard.State state, LocalDate day) {
        var holds = STANDARDS
                .DRAFT
                .isFalse()
                .and(STANDARDS.ENDED_ON.gt(day).or(STANDARDS.ENDED_ON.isNull().and(STANDARDS.REPLACED_BY.eq(""))));
        return switch (state) {
            case DRAFT -> STANDARDS.DRAFT.isTrue();
            case TO_COME -> holds.and(STANDARDS.IN_FORCE_FROM.gt(day));
            case IN_FORCE -> holds.and(STANDARDS.IN_FORCE_FROM.isNull().or(STANDARDS.IN_FORCE_FROM.le(day)));
            case REPLACED ->
                STANDARDS.REPLACED_BY.ne("").and(STANDARDS.ENDED_ON.isNull().or(STANDARDS.ENDED_ON.le(day)));
            case REPEALED -> STANDARDS.REPLACED_BY.eq("").and(STANDARDS.ENDED_ON.le(day));
        };
    }

    private static Condition readable(Scope scope) {
        var own = scope.region();
        if (own == null) return STANDARDS.REGION_CODE.eq(RegionCode.COUNTRY.value());
        if (own.equals(RegionCode.COUNTRY)) return scope.on(STANDARDS.REGION_CODE);
        var above = new ArrayList<String>();
        above.add(RegionCode.COUNTRY.value());
        for (var region : own.path()) above.add(region.value());
        return scope.on(STANDARDS.REGION_CODE).or(STANDARDS.REGION_CODE.in(above));
    }

    private static Standard standard(StandardsRecord row) {
        return new Standard(
                row.getId(),
                StandardNumber.of(row.getNumber()).orElseThrow(),
                row.getTitle(),
                Standard.Field.ofCode(row.getField()).orElseThrow(),
                row.getProduce(),
                row.getIssuer(),
                new RegionCode(row.getRegionCode()),
                row.getDraft(),
                row.getIssuedOn(),
                row.getInForceFrom(),
                row.getEndedOn(),
                row.getReplacedBy(),
                row.getSource(),
                row.getNote(),
                row.getFileId(),
                row.getRecordedBy(),
                row.getRevision(),
                row.getDemo());
    }

    // --- acts

    public static boolean mayRecord(Actor actor) {
        return actor.office() != null && actor.may(Verb.REPORT);
    }

    /// Whether this person's office looks after the standard: the area's own office or one above; of the country's, a
    /// province's.
    public static boolean looksAfter(Actor actor, Standard one) {
        return mayRecord(actor) && within(actor, one.number().kind(), one.region());
    }

    private static boolean within(Actor actor, StandardKind kind, RegionCode region) {
        var office = actor.office();
        if (office == null) return false;
        return switch (kind) {
            case NATIONAL, TRADE -> !Level.PROVINCE.isAbove(office.level());
            case LOCAL, GROUP, ENTERPRISE -> actor.region().contains(region);
        };
    }

    /// 登记: enters a standard, in force or as a draft.
    @Transactional
    public Decision<Standard> record(Actor actor, StandardForm form) {
        if (!mayRecord(actor)) return Decision.refused("standard.library-no-right");
        var faults = new ArrayList<Refusal>();
        var number = StandardNumber.of(form.number()).orElse(null);
        if (number == null) faults.add(Refusal.of("standard.number-form").at("number"));
        if (form.title().isEmpty())
            faults.add(Refusal.of("standard.title-needed").at("title"));
        var field = Standard.Field.ofCode(form.field()).orElse(null);
        if (field == null) faults.add(Refusal.of("standard.field-needed").at("field"));
        for (var entry : form.values().entrySet())
            if (entry.getValue().length() > LONGEST)
                faults.add(Refusal.of("standard.too-long", LONGEST).at(entry.getKey()));
        boolean draft = form.draft().equals("yes");
        var issued = day(form.issuedOn(), "issuedOn", faults);
        var from = day(form.fromOn(), "fromOn", faults);
        if (!draft && form.fromOn().isEmpty())
            faults.add(Refusal.of("standard.from-needed").at("fromOn"));
        if (draft && !form.fromOn().isEmpty())
            faults.add(Refusal.of("standard.draft-from").at("fromOn"));
        if (issued != null && from != null && from.isBefore(issued))
            faults.add(Refusal.of("standard.from-before-issue").at("fromOn"));
        var region = number == null ? null : region(actor, number);
        if (number != null && region == null)
            faults.add(Refusal.of("standard.number-area").at("number"));
        else if (number != null && region != null && !within(actor, number.kind(), region))
            faults.add(
                    Refusal.of("standard.library-area", number.kind().title()).at("number"));
        if (!faults.isEmpty() || number == null || field == null || region == null)
            return Decision.refused(Refusal.joined(faults));
        if (sql.fetchExists(STANDARDS, STANDARDS.NUMBER.eq(number.text())))
            return Decision.refused(
                    Refusal.of("standard.number-known", number.text()).at("number"));
        var row = new StandardsRecord();
        row.setNumber(number.text());
        row.setSeries(number.series());
        row.setKind(number.kind().code());
        row.setYear(number.year());
        row.setTitle(form.title());
        row.setField(field.code());
        row.setProduce(form.produce());
        row.setIssuer(form.issuer());
        row.setRegionCode(region.value());
        row.setDraft(draft);
        row.setIssuedOn(issued);
        row.setInForceFrom(from);
        row.setSource(form.source());
        row.setNote(form.note());
        row.setRecordedBy(actor.officeName() + " " + actor.name());
        row.setRecordedAt(clock.instant());
        row.setDemo(actor.demo());
        try {
            var kept = sql.insertInto(STANDARDS).set(row).returning().fetchSingle(Standards::standard);
            write(actor, "standard.record", kept, "登记标准 " + number.text() + "《" + form.title() + "》", null);
            return Decision.done(kept);
        } catch (IntegrityConstraintViolationException e) {
            return Decision.refused(
                    Refusal.of("standard.number-known", number.text()).at("number"));
        }
    }

    /// A local standard's number names its area; others lie where their issuer is.
    private static @Nullable RegionCode region(Actor actor, StandardNumber number) {
        return switch (number.kind()) {
            case NATIONAL, TRADE -> RegionCode.COUNTRY;
            case LOCAL ->
                RegionCode.parse(number.province()
                                + "0".repeat(6 - number.province().length()))
                        .orElse(null);
            case GROUP, ENTERPRISE -> actor.region();
        };
    }

    private static @Nullable LocalDate day(String text, String field, List<Refusal> faults) {
        if (text.isEmpty()) return null;
        try {
            var day = TypedDay.parse(text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) return day;
            faults.add(Refusal.of("standard.day-far", FIRST.getYear(), LAST.getYear())
                    .at(field));
        } catch (DateTimeException e) {
            faults.add(Refusal.of("standard.day-wrong").at(field));
        }
        return null;
    }

    /// 实施: a draft takes force on a day.
    @Transactional
    public Decision<Standard> putInForce(Actor actor, long id, String fromOn) {
        var one = find(reading(actor), id).orElse(null);
        if (one == null || !looksAfter(actor, one)) return Decision.refused("standard.library-no-right");
        if (!one.draft()) return Decision.refused("standard.not-draft");
        var faults = new ArrayList<Refusal>();
        var from = day(fromOn.strip(), "fromOn", faults);
        if (from == null && faults.isEmpty())
            faults.add(Refusal.of("standard.from-needed").at("fromOn"));
        if (from != null && one.issued() != null && from.isBefore(one.issued()))
            faults.add(Refusal.of("standard.from-before-issue").at("fromOn"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        sql.update(STANDARDS)
                .set(STANDARDS.DRAFT, false)
                .set(STANDARDS.IN_FORCE_FROM, from)
                .set(STANDARDS.REVISION, STANDARDS.REVISION.plus(1))
                .where(STANDARDS.ID.eq(id))
                .and(STANDARDS.REVISION.eq(one.revision()))
                .execute();
        write(actor, "standard.in-force", one, one.number().text() + " 从 " + from + " 起实施", null);
        return Decision.done(find(reading(actor), id).orElseThrow());
    }

    /// 代替或废止.
    /// @param replacedBy number of the successor; blank where it is repealed without one
    @Transactional
    public Decision<Standard> end(Actor actor, long id, String endedOn, String replacedBy, String reason) {
        var one = find(reading(actor), id).orElse(null);
        if (one == null || !looksAfter(actor, one)) return Decision.refused("standard.library-no-right");
        if (one.draft() || one.ended() != null || !one.replacedBy().isEmpty())
            return Decision.refused("standard.already-ended");
        var faults = new ArrayList<Refusal>();
        var ended = day(endedOn.strip(), "endedOn", faults);
        if (ended == null && faults.isEmpty())
            faults.add(Refusal.of("standard.day-wrong").at("endedOn"));
        if (ended != null && one.from() != null && ended.isBefore(one.from()))
            faults.add(Refusal.of("standard.end-before-force", one.from()).at("endedOn"));
        var successor = StandardNumber.of(replacedBy).orElse(null);
        if (!replacedBy.isBlank() && successor == null)
            faults.add(Refusal.of("standard.number-form").at("replacedBy"));
        if (successor != null && successor.text().equals(one.number().text()))
            faults.add(Refusal.of("standard.replaced-by-itself").at("replacedBy"));
        if (reason.isBlank()) faults.add(Refusal.of("standard.end-reason").at("reason"));
        if (reason.length() > LONGEST)
            faults.add(Refusal.of("standard.too-long", LONGEST).at("reason"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        sql.update(STANDARDS)
                .set(STANDARDS.ENDED_ON, ended)
                .set(STANDARDS.REPLACED_BY, successor == null ? "" : successor.text())
                .set(STANDARDS.REVISION, STANDARDS.REVISION.plus(1))
                .where(STANDARDS.ID.eq(id))
                .and(STANDARDS.REVISION.eq(one.revision()))
                .execute();
        write(
                actor,
                "standard.end",
                one,
                one.number().text() + " 从 " + ended + " 起"
                        + (successor == null ? "废止" : "由 " + successor.text() + " 代替"),
                reason.strip());
        return Decision.done(find(reading(actor), id).orElseThrow());
    }

    /// 附上原文.
    @Transactional
    public Decision<Standard> attach(Actor actor, long id, String name, InputStream content) {
        var one = find(reading(actor), id).orElse(null);
        if (one == null || !looksAfter(actor, one)) return Decision.refused("standard.library-no-right");
        return files.store(actor, actor.region(), null, name, content).then(file -> {
            sql.update(STANDARDS)
                    .set(STANDARDS.FILE_ID, file.id())
                    .set(STANDARDS.REVISION, STANDARDS.REVISION.plus(1))
                    .where(STANDARDS.ID.eq(id))
                    .execute();
            write(actor, "standard.attach", one, one.number().text() + " 附上文件 " + file.name(), null);
            return Decision.done(find(reading(actor), id).orElseThrow());
        });
    }

    private void write(Actor actor, String act, Standard one, String summary, @Nullable String reason) {
        journal.write(
                actor,
                JournalEntry.of(
                                act,
                                one.region().equals(RegionCode.COUNTRY) ? actor.region() : one.region(),
                                "standard",
                                one.id(),
                                one.number().text(),
                                summary)
                        .because(reason));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
