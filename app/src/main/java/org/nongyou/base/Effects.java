package org.nongyou.base;

import static nongyoudb.base.Tables.BASES;
import static nongyoudb.base.Tables.EFFECTS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import nongyoudb.base.tables.records.EffectsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The effects of bases, reported year by year (示范带动); their lists are [EffectLists].
@Service
public class Effects {

    static final int FIRST_YEAR = 2000;
    private static final int MOST_HOUSEHOLDS = 1_000_000;
    private static final BigDecimal LARGEST_INCOME = new BigDecimal("10000000");
    private static final int LONGEST = 200;

    private final DSLContext sql;
    private final Journal journal;
    private final JsonMapper json;
    private final Clock clock;

    Effects(DSLContext sql, Journal journal, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /// All years of a base, the newest first; nothing for a base out of the scope.
    public List<Effect> of(Scope scope, long baseId) {
        return sql.selectFrom(EFFECTS)
                .where(EFFECTS.BASE_ID.eq(baseId))
                .and(scope.on(EFFECTS.REGION_CODE, EFFECTS.PRODUCER_ID))
                .orderBy(EFFECTS.YEAR.desc())
                .fetch(Effects::effect);
    }

    /// 填报, and for a year that has an entry 更正 with a reason: the journal keeps both.
    @Transactional
    public Decision<Effect> report(Actor actor, long baseId, EffectForm form) {
        if (!actor.may(Verb.REGISTER)) return Decision.refused("base.register.not-yours");
        // Locked, so that two people who enter the same year come one after the other.
        var base = sql.select(BASES.ID, BASES.NAME, BASES.REGION_CODE, BASES.PRODUCER_ID, BASES.ACTIVE)
                .from(BASES)
                .where(BASES.ID.eq(baseId))
                .and(actor.scope().on(BASES.REGION_CODE, BASES.PRODUCER_ID))
                .forUpdate()
                .fetchOne();
        if (base == null) return Decision.refused("base.unknown");
        if (!base.value5()) return Decision.refused("base.closed", base.value2());
        var problems = new ArrayList<Refusal>();
        var row = check(form, problems);
        var existing = row.getYear() == null
                ? null
                : sql.selectFrom(EFFECTS)
                        .where(EFFECTS.BASE_ID.eq(baseId))
                        .and(EFFECTS.YEAR.eq(row.getYear()))
                        .fetchOne();
        var reason = form.reason().strip();
        if (existing != null && reason.isEmpty())
            problems.add(Refusal.of("base.effect.reason", existing.getYear(), existing.getHouseholds())
                    .at("reason"));
        if (reason.length() > LONGEST)
            problems.add(Refusal.of("base.text.long", "更正原因", LONGEST).at("reason"));
        if (!problems.isEmpty()) return Decision.refused(Refusal.joined(problems));
        row.setBaseId(baseId);
        row.setRegionCode(base.value3());
        row.setProducerId(base.value4());
        row.setReportedBy(actor.accountId());
        row.setReportedByName(actor.name());
        row.setReportedAt(clock.instant());
        row.setDemo(actor.demo());
        var written = existing == null
                ? sql.insertInto(EFFECTS).set(row).returning().fetchSingle()
                : sql.update(EFFECTS)
                        .set(row)
                        .where(EFFECTS.ID.eq(existing.getId()))
                        .returning()
                        .fetchSingle();
        var effect = effect(written);
        journal.write(
                actor,
                JournalEntry.of(
                                existing == null ? "base.effect" : "base.effect-correct",
                                new RegionCode(base.value3()),
                                "base",
                                baseId,
                                base.value2(),
                                sentence(effect, existing == null ? null : reason))
                        .change(existing == null ? null : told(effect(existing)), told(effect)));
        return Decision.done(effect);
    }

    private static String sentence(Effect effect, @Nullable String corrected) {
        var growth = effect.growthPercent();
        return effect.year() + " 年带动农户 " + Ui.number(effect.households()) + " 户"
                + (growth == null ? "" : "，户均收入比上年" + Effect.growthWords(growth))
                + (corrected == null ? "" : "（更正：" + corrected + "）");
    }

    private String told(Effect effect) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("year", effect.year());
        values.put("households", effect.households());
        values.put("incomeBefore", effect.incomeBefore());
        values.put("income", effect.income());
        values.put("ways", effect.ways().stream().map(EffectWay::code).toList());
        values.put("note", effect.note());
        return json.writeValueAsString(values);
    }

    private EffectsRecord check(EffectForm form, List<Refusal> problems) {
        var row = new EffectsRecord();
        int thisYear = LocalDate.now(clock).getYear();
        var year = form.year().strip();
        if (year.matches("\\d{4}") && Integer.parseInt(year) >= FIRST_YEAR && Integer.parseInt(year) <= thisYear)
            row.setYear(Integer.valueOf(year));
        else problems.add(Refusal.of("base.effect.year", FIRST_YEAR, thisYear).at("year"));
        var households = form.households().strip().replace(",", "");
        if (households.matches("\\d{1,7}") && Integer.parseInt(households) <= MOST_HOUSEHOLDS)
            row.setHouseholds(Integer.valueOf(households));
        else
            problems.add((households.matches("\\d{7,20}")
                            ? Refusal.of("base.whole-large", households)
                            : households.matches("-\\d+")
                                    ? Refusal.of("base.whole-negative", households)
                                    : Refusal.of("base.whole-number"))
                    .at("households"));
        row.setIncomeBeforeYuan(yuan(form.incomeBefore(), "incomeBefore", problems));
        row.setIncomeYuan(yuan(form.income(), "income", problems));
        if (form.incomeBefore().isBlank() != form.income().isBlank())
            problems.add(Refusal.of("base.effect.incomes").at(form.income().isBlank() ? "income" : "incomeBefore"));
        var before = row.getIncomeBeforeYuan();
        if (before != null && before.signum() == 0)
            problems.add(Refusal.of("base.effect.income-zero").at("incomeBefore"));
        row.setWays(form.ways().stream()
                .flatMap(code -> EffectWay.ofCode(code).stream())
                .distinct()
                .sorted()
                .map(EffectWay::code)
                .toArray(String[]::new));
        var note = form.note().strip();
        if (note.length() > LONGEST)
            problems.add(Refusal.of("base.text.long", "说明", LONGEST).at("note"));
        row.setNote(note);
        return row;
    }

    private static @Nullable BigDecimal yuan(String typed, String field, List<Refusal> problems) {
        var text = typed.strip().replace(",", "");
        if (text.isEmpty()) return null;
        if (text.matches("\\d{1,10}(\\.\\d{1,2})?")) {
            var amount = new BigDecimal(text);
            if (amount.compareTo(LARGEST_INCOME) <= 0) return amount;
            problems.add(Refusal.of("base.whole-large", text).at(field));
        } else problems.add(Refusal.of("base.effect.yuan").at(field));
        return null;
    }

    /// A base that moves, or goes to another producer, takes its effects along.
    @EventListener
    void moved(BaseChanged changed) {
        sql.update(EFFECTS)
                .set(EFFECTS.REGION_CODE, BASES.REGION_CODE)
                .set(EFFECTS.PRODUCER_ID, BASES.PRODUCER_ID)
                .from(BASES)
                .where(EFFECTS.BASE_ID.eq(changed.baseId()))
                .and(BASES.ID.eq(EFFECTS.BASE_ID))
                .and(EFFECTS.REGION_CODE.ne(BASES.REGION_CODE).or(EFFECTS.PRODUCER_ID.ne(BASES.PRODUCER_ID)))
                .execute();
    }

    static Effect effect(EffectsRecord row) {
        return new Effect(
                row.getBaseId(),
                row.getYear(),
                row.getHouseholds(),
                row.getIncomeBeforeYuan(),
                row.getIncomeYuan(),
                ways(row.getWays()),
                row.getNote(),
                row.getReportedByName(),
                row.getReportedAt());
    }

    static List<EffectWay> ways(String[] codes) {
        return Arrays.stream(codes)
                .map(EffectWay::ofCode)
                .flatMap(Optional::stream)
                .toList();
    }
}
