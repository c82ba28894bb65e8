package org.nongyou.production;

import static nongyoudb.production.Tables.PRODUCE_FIGURES;
import static nongyoudb.production.Tables.SETTINGS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Scope;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Values that no law fixes and the platform needs (生产参数、常见产量): how far records are looked back, what yield makes one
/// ask. They hold for everybody, so a province changes them, with the source; what stood before is in the journal.
@Service
public class ProductionRules {

    public static final String SUBJECT = "production-rule";

    private static final BigDecimal MOST = new BigDecimal(1_000_000);

    private final DSLContext sql;
    private final Journal journal;

    ProductionRules(DSLContext sql, Journal journal) {
        this.sql = sql;
        this.journal = journal;
    }

    /// @param says what it decides
    public record Setting(String key, BigDecimal value, String unit, String says, String source) {}

    /// The most that one 亩 usually yields in a season.
    /// @param kgAMu null: nobody said, and nothing is asked
    public record Yield(
            String produce, String family, @Nullable BigDecimal kgAMu, String source) {}

    public List<Setting> settings() {
        return sql.selectFrom(SETTINGS)
                .orderBy(SETTINGS.KEY)
                .fetch(row -> new Setting(
                        row.getKey(), FarmStore.plain(row.getValue()), row.getUnit(), row.getSays(), row.getSource()));
    }

    public List<Yield> yields() {
        return sql.selectFrom(PRODUCE_FIGURES)
                .orderBy(PRODUCE_FIGURES.FAMILY, PRODUCE_FIGURES.PRODUCE)
                .fetch(row -> new Yield(
                        row.getProduce(),
                        row.getFamily(),
                        row.getKgAMu() == null ? null : FarmStore.plain(row.getKgAMu()),
                        row.getSource()));
    }

    public static boolean mayChange(Actor actor) {
        return actor.office() != null
                && actor.may(Verb.SETTLE)
                && actor.scope() instanceof Scope.Within(var area)
                && area.level().ordinal() <= Level.PROVINCE.ordinal();
    }

    /// 改生产参数.
    @Transactional
    public Decision<Setting> change(Actor actor, String key, String value, String source) {
        if (!mayChange(actor)) return Decision.refused("production.rule-no-right");
        var row =
                sql.selectFrom(SETTINGS).where(SETTINGS.KEY.eq(key)).forUpdate().fetchOne();
        if (row == null) return Decision.refused("production.rule-unknown");
        var faults = new ArrayList<Refusal>();
        var number = Typed.number(value, "value", MOST, faults);
        if (number != null && number.stripTrailingZeros().scale() > 0)
            faults.add(Refusal.of("production.rule-whole").at("value"));
        var from = source(source, faults);
        if (!faults.isEmpty() || number == null) return Decision.refused(Refusal.joined(faults));
        var before = FarmStore.plain(row.getValue());
        row.setValue(number);
        row.setSource(from);
        row.update();
        write(
                actor,
                "production.setting",
                row.getSays(),
                "从 " + Ui.number(before) + " " + row.getUnit() + "改为 " + Ui.number(number) + " " + row.getUnit(),
                from);
        return Decision.done(new Setting(key, number, row.getUnit(), row.getSays(), from));
    }

    /// 改常见产量, of a produce that the platform knows or a new one.
    @Transactional
    public Decision<Yield> changeYield(Actor actor, String typed, String kgAMu, String source) {
        if (!mayChange(actor)) return Decision.refused("production.rule-no-right");
        var faults = new ArrayList<Refusal>();
        var produce = Typed.text(typed, "produce", "产品", 40, faults);
        if (produce.isEmpty()) faults.add(Refusal.of("production.rule-produce").at("produce"));
        var number = Typed.number(kgAMu, "kgAMu", MOST, faults);
        var from = source(source, faults);
        if (!faults.isEmpty() || number == null) return Decision.refused(Refusal.joined(faults));
        var row = sql.selectFrom(PRODUCE_FIGURES)
                .where(PRODUCE_FIGURES.PRODUCE.eq(produce))
                .forUpdate()
                .fetchOne();
        var before = row == null ? null : row.getKgAMu();
        if (row == null) {
            row = sql.newRecord(PRODUCE_FIGURES);
            row.setProduce(produce);
            row.setLetters(ProduceFigures.letters(produce));
        }
        row.setKgAMu(number);
        row.setSource(from);
        row.store();
        write(
                actor,
                "production.yield",
                produce + "的常见产量",
                (before == null ? "写上" : "从 " + Ui.number(before) + " 改为") + " " + Ui.number(number) + " 公斤/亩",
                from);
        return Decision.done(new Yield(produce, row.getFamily() == null ? "" : row.getFamily(), number, from));
    }

    private static String source(String typed, List<Refusal> faults) {
        var source = Typed.text(typed, "source", "依据", 200, faults);
        if (source.isEmpty()) faults.add(Refusal.of("production.rule-source").at("source"));
        return source;
    }

    private void write(Actor actor, String act, String title, String summary, String source) {
        journal.write(
                actor,
                JournalEntry.of(act, actor.region(), SUBJECT, 1L, title, title + "，" + summary)
                        .because(source));
    }
}
