package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.FACTS;
import static nongyoudb.evaluation.Tables.MARKS;
import static nongyoudb.evaluation.Tables.SCORES;
import static nongyoudb.evaluation.Tables.SHEETS;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nongyoudb.evaluation.tables.records.SheetsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseForm;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The sheets of an evaluation: filled in at each stage by the office whose turn it is, and scored. Points come from
/// [Score]; here is who may say what when. What lies outside the person's area throws
/// [NotFound].
@Service
public class EvaluationSheets {

    static final String SUBJECT = "evaluation-sheet";
    private static final int LONGEST_NOTE = 1000;
    private static final int LONGEST_WORDS = 2000;
    static final int REASON = 4;
    /// Where an office acts as one.
    static final long OFFICE = 0;

    private final DSLContext sql;
    private final EvaluationStore store;
    private final Rounds rounds;
    private final Schemes schemes;
    private final SheetViews views;
    private final Journal journal;
    private final Clock clock;

    EvaluationSheets(
            DSLContext sql,
            EvaluationStore store,
            Rounds rounds,
            Schemes schemes,
            SheetViews views,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.rounds = rounds;
        this.schemes = schemes;
        this.views = views;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Filling in

    /// What a person's entry would change, read and judged.
    private record Entry(
            EvaluationSheet sheet,
            Round round,
            Way way,
            Stage stage,
            long scorer,
            Map<String, @Nullable BigDecimal> points,
            Map<String, Object> facts) {

        boolean scores() {
            return stage.equals(way.last());
        }
    }

    /// Keeps what was entered so far.
    /// @param words to go with the sheet once it is handed on
    @Transactional
    public Decision<EvaluationSheet> save(Actor actor, long id, Filling filling, String words) {
        return read(actor, id, filling).then(entry -> {
            var faults = new ArrayList<Refusal>();
            shortEnough(words, faults);
            if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
            write(actor, entry, filling);
            store.keepWords(id, entry.stage().id(), entry.scorer(), words.strip());
            return Decision.done(again(id));
        });
    }

    private static void shortEnough(String words, List<Refusal> faults) {
        if (words.length() > LONGEST_WORDS)
            faults.add(Refusal.of("evaluation.words-long", LONGEST_WORDS).at("words"));
    }

    /// Hands the sheet on: to the next stage, or as one of the scores.
    @Transactional
    public Decision<EvaluationSheet> handOn(Actor actor, long id, Filling filling, String words) {
        return read(actor, id, filling).then(entry -> {
            var after = merged(entry);
            var faults = new ArrayList<Refusal>();
            shortEnough(words, faults);
            var score = Score.of(entry.way().sheet(), after.facts(), after.answers());
            for (var line : score.lines())
                if (line.points() == null)
                    faults.add(Refusal.of("evaluation.item-open", line.item().title())
                            .citing(entry.way().clause(line.item()))
                            .at("item-" + line.item().id()));
            var proofs = store.proofs(id);
            for (var need : entry.stage().needs())
                if (proofs.stream().noneMatch(proof -> proof.about().equals(need)))
                    faults.add(Refusal.of("evaluation.need", need)
                            .citing(entry.way().clause(entry.stage()))
                            .at("proofs"));
            for (var fact : after.stated())
                if (entry.way().stages().indexOf(entry.stage()) == 0
                        && proofs.stream().noneMatch(proof -> proof.about().equals(fact)))
                    faults.add(Refusal.of("evaluation.fact-proof", title(entry.way(), fact))
                            .citing(entry.way().clause(entry.way().sheet()))
                            .at("proofs"));
            if (!faults.isEmpty()) return refused(actor, entry.sheet(), "提交评分表", Refusal.joined(faults));
            write(actor, entry, filling);
            // What an office says goes into the journal; what a scorer says stays beside his points.
            store.keepWords(id, entry.stage().id(), entry.scorer(), entry.scores() ? words.strip() : "");
            return Decision.done(entry.scores() ? give(actor, entry, score) : pass(actor, entry, score, words.strip()));
        });
    }

    /// What the sheet would say with the entry.
    private record Merged(Map<String, Object> facts, Map<String, BigDecimal> answers, Set<String> stated) {}

    private Merged merged(Entry entry) {
        var facts = views.values(views.facts(entry.round(), entry.way(), entry.sheet()));
        facts.putAll(entry.facts());
        var answers = EvaluationStore.answers(
                store.marks(entry.sheet().id()), entry.stage().id(), entry.scorer());
        entry.points().forEach((item, points) -> {
            if (points == null) answers.remove(item);
            else answers.put(item, points);
        });
        var stated = new TreeSet<>(entry.facts().keySet());
        store.facts(entry.way().scheme(), entry.sheet().id()).values().stream()
                .filter(fact -> !fact.told())
                .forEach(fact -> stated.add(fact.name()));
        return new Merged(facts, answers, stated);
    }

    private EvaluationSheet pass(Actor actor, Entry entry, Score score, String words) {
        var sheet = entry.sheet();
        var way = entry.way();
        var next = way.after(entry.stage());
        boolean first = entry.stage().equals(way.first());
        if (next.equals(way.last())) freeze(entry);
        var turn = rounds.offices(way, next, sheet.region()).findFirst();
        change(actor, sheet, row -> {
            row.setStage(next.id());
            row.setStageTitle(next.title());
            row.setOfficeId(turn.map(Office::id).orElse(null));
            row.setOfficeName(turn.map(Office::name).orElse(""));
            if (first) row.setOwnPoints(score.points());
            else row.setReviewPoints(score.points());
        });
        journal.write(
                actor,
                entry(
                                "evaluation.hand-on",
                                sheet,
                                entry.stage().title() + " " + Ui.number(score.points()) + " 分，到“" + next.title() + "”"
                                        + turn.map(office -> "，由" + office.name() + "办")
                                                .orElse(""))
                        .because(words.isBlank() ? null : words));
        return again(sheet.id());
    }

    /// What the platform tells is kept as it is now, so that all score by the same.
    private void freeze(Entry entry) {
        var at = now();
        views.told(entry.round(), entry.way(), entry.sheet())
                .forEach((name, fact) -> sql.insertInto(FACTS)
                        .set(FACTS.SHEET_ID, entry.sheet().id())
                        .set(FACTS.NAME, name)
                        .set(FACTS.VALUE, fact.typed())
                        .set(FACTS.LINK, fact.link())
                        .set(FACTS.TOLD, true)
                        .set(FACTS.AS_OF, at)
                        .onConflict(FACTS.SHEET_ID, FACTS.NAME)
                        .doUpdate()
                        .set(FACTS.VALUE, fact.typed())
                        .set(FACTS.LINK, fact.link())
                        .set(FACTS.TOLD, true)
                        .setNull(FACTS.ACCOUNT_ID)
                        .set(FACTS.ACCOUNT_NAME, "")
                        .set(FACTS.AS_OF, at)
                        .execute());
    }

    private EvaluationSheet give(Actor actor, Entry entry, Score score) {
        var sheet = entry.sheet();
        sql.insertInto(SCORES)
                .set(SCORES.SHEET_ID, sheet.id())
                .set(SCORES.SCORER, actor.accountId())
                .set(SCORES.SCORER_NAME, actor.name())
                .set(SCORES.POINTS, score.points())
                .set(SCORES.GIVEN_AT, now())
                .execute();
        var given = store.scores(sheet.id());
        boolean all = given.size() >= entry.round().scorers();
        change(actor, sheet, row -> {
            if (!all) return;
            row.setState(EvaluationSheet.State.SCORED.code());
            row.setTotal(mean(entry.way(), given));
        });
        // How many points he gave stays with him until all are in.
        journal.write(
                actor,
                entry(
                        "evaluation.score",
                        sheet,
                        entry.stage().title() + "：交了评分" + (all ? "，" + given.size() + " 份都齐了" : "")));
        return again(sheet.id());
    }

    static BigDecimal mean(Way way, List<GivenScore> given) {
        return Score.mean(
                given.stream().map(GivenScore::points).toList(),
                way.scoring().dropExtremes(),
                way.sheet().decimals());
    }

    /// Reads what was typed; all that is wrong is told at once, and nothing is kept then.
    private Decision<Entry> read(Actor actor, long id, Filling filling) {
        views.readable(actor, id);
        var sheet = store.lockSheet(SHEETS.ID.eq(id)).orElseThrow(NotFound::new);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var stage = way.stage(sheet.stage()).orElseThrow();
        boolean scoring = stage.equals(way.last());
        var barred = barred(actor, round, way, stage, sheet);
        if (barred.isPresent()) return refused(actor, sheet, "填评分表", barred.get());
        if (!scoring && filling.revision() != sheet.revision())
            return Decision.refused(
                    Refusal.of("evaluation.changed", Ui.text(sheet.updatedBy()), Ui.time(sheet.updatedAt())));
        var faults = new ArrayList<Refusal>();
        var points = new HashMap<String, @Nullable BigDecimal>();
        for (var item : way.sheet().items()) {
            var note = filling.notes().getOrDefault(item.id(), "");
            if (note.length() > LONGEST_NOTE)
                faults.add(Refusal.of("evaluation.note-long", item.title(), LONGEST_NOTE)
                        .at("note-" + item.id()));
            var typed = filling.points().get(item.id());
            if (typed == null || !item.rule().answered()) continue;
            if (typed.isBlank()) {
                points.put(item.id(), null);
                continue;
            }
            var most = item.mostAnswered();
            var number = typed.strip().matches("\\d{1,5}(\\.\\d{1,2})?") ? new BigDecimal(typed.strip()) : null;
            if (number == null || number.compareTo(most) > 0)
                faults.add(Refusal.of("evaluation.points", item.title(), Ui.number(most))
                        .citing(way.clause(item))
                        .at("item-" + item.id()));
            else points.put(item.id(), number);
        }
        var facts = new HashMap<String, Object>();
        var told = views.facts(round, way, sheet);
        for (var name : Score.factsOf(way.sheet())) {
            var typed = filling.facts().get(name);
            if (typed == null || typed.isBlank()) continue;
            var known = told.get(name);
            if (known != null && known.told() || scoring) continue;
            var definition = schemes.fact(way.scheme(), name).orElseThrow();
            var value = CaseForm.parse(definition, typed);
            if (value.isEmpty() || negative(value.get()))
                faults.add(Refusal.of("evaluation.fact-wrong", definition.title(), CaseForm.example(definition))
                        .at("fact-" + name));
            else facts.put(name, value.get());
        }
        return faults.isEmpty()
                ? Decision.done(
                        new Entry(sheet, round, way, stage, scoring ? actor.accountId() : OFFICE, points, facts))
                : Decision.refused(Refusal.joined(faults));
    }

    private static boolean negative(Object value) {
        return value instanceof Long whole && whole < 0 || value instanceof BigDecimal number && number.signum() < 0;
    }

    Optional<Refusal> barred(Actor actor, Round round, Way way, Stage stage, EvaluationSheet sheet) {
        var clause = way.clause(stage);
        if (sheet.state() != EvaluationSheet.State.OPEN || round.state() != Round.State.OPEN)
            return Optional.of(Refusal.of(
                            "evaluation.sheet-closed",
                            round.state() == Round.State.OPEN
                                    ? sheet.state().title()
                                    : round.state().title())
                    .citing(clause));
        if (stage.equals(way.last())) {
            if (!views.mayScore(actor, round, way, sheet))
                return Optional.of((round.experts().isEmpty()
                                ? Refusal.of("evaluation.not-your-turn", stage.title(), rounds.titles(way, stage))
                                : Refusal.of("evaluation.experts-score", stage.title(), round.scorers()))
                        .citing(clause));
            return sql.fetchExists(SCORES, SCORES.SHEET_ID.eq(sheet.id()).and(SCORES.SCORER.eq(actor.accountId())))
                    ? Optional.of(Refusal.of("evaluation.scored-already").citing(clause))
                    : Optional.empty();
        }
        if (!views.inTurn(actor, way, stage, sheet))
            return Optional.of(Refusal.of("evaluation.not-your-turn", stage.title(), rounds.titles(way, stage))
                    .citing(clause));
        return actor.may(Verb.DECIDE)
                ? Optional.empty()
                : Optional.of(Refusal.of("evaluation.no-right", stage.title()));
    }

    private void write(Actor actor, Entry entry, Filling filling) {
        var at = now();
        var sheet = entry.sheet().id();
        var present = store.marks(sheet);
        var rows = new ArrayList<nongyoudb.evaluation.tables.records.MarksRecord>();
        for (var item : entry.way().sheet().items()) {
            var before = present.stream()
                    .filter(mark -> mark.stage().equals(entry.stage().id())
                            && mark.scorer() == entry.scorer()
                            && mark.item().equals(item.id()))
                    .findFirst();
            var note = filling.notes().get(item.id());
            if (!entry.points().containsKey(item.id()) && (note == null || note.isBlank() && before.isEmpty()))
                continue;
            var row = sql.newRecord(MARKS);
            row.setSheetId(sheet);
            row.setStage(entry.stage().id());
            row.setScorer(entry.scorer());
            row.setItemId(item.id());
            row.setPoints(
                    entry.points().containsKey(item.id())
                            ? entry.points().get(item.id())
                            : before.map(Mark::points).orElse(null));
            row.setNote(note == null ? before.map(Mark::note).orElse("") : note.strip());
            row.setAccountId(actor.accountId());
            row.setAccountName(actor.name());
            row.setMarkedAt(at);
            rows.add(row);
        }
        if (!rows.isEmpty()) {
            sql.deleteFrom(MARKS)
                    .where(MARKS.SHEET_ID.eq(sheet))
                    .and(MARKS.STAGE.eq(entry.stage().id()))
                    .and(MARKS.SCORER.eq(entry.scorer()))
                    .and(MARKS.ITEM_ID.in(
                            rows.stream().map(row -> row.getItemId()).toList()))
                    .execute();
            sql.insertInto(MARKS).set(rows).execute();
        }
        entry.facts()
                .forEach((name, value) -> sql.insertInto(FACTS)
                        .set(FACTS.SHEET_ID, sheet)
                        .set(FACTS.NAME, name)
                        .set(FACTS.VALUE, SheetFact.typed(value))
                        .set(FACTS.TOLD, false)
                        .set(FACTS.ACCOUNT_ID, actor.accountId())
                        .set(FACTS.ACCOUNT_NAME, actor.name())
                        .set(FACTS.AS_OF, at)
                        .onConflict(FACTS.SHEET_ID, FACTS.NAME)
                        .doUpdate()
                        .set(FACTS.VALUE, SheetFact.typed(value))
                        .set(FACTS.TOLD, false)
                        .set(FACTS.ACCOUNT_ID, actor.accountId())
                        .set(FACTS.ACCOUNT_NAME, actor.name())
                        .set(FACTS.AS_OF, at)
                        .execute());
        if (!entry.scores()) change(actor, entry.sheet(), _ -> {});
    }

    /// The stage before has to look again. What was entered stays.
    @Transactional
    public Decision<EvaluationSheet> sendBack(Actor actor, long id, int revision, String words) {
        var sheet = held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var stage = way.stage(sheet.stage()).orElseThrow();
        var clause = way.clause(stage);
        if (sheet.state() != EvaluationSheet.State.OPEN || round.state() != Round.State.OPEN)
            return refused(
                    actor,
                    sheet,
                    "退回",
                    Refusal.of("evaluation.sheet-closed", sheet.state().title()).citing(clause));
        if (!views.inTurn(actor, way, stage, sheet))
            return refused(
                    actor,
                    sheet,
                    "退回",
                    Refusal.of("evaluation.not-your-turn", stage.title(), rounds.titles(way, stage))
                            .citing(clause));
        if (!actor.may(Verb.DECIDE)) return Decision.refused("evaluation.no-right", "退回");
        var before = way.before(stage);
        if (before.isEmpty())
            return Decision.refused(
                    Refusal.of("evaluation.no-return", stage.title()).citing(clause));
        if (revision != sheet.revision())
            return Decision.refused(
                    Refusal.of("evaluation.changed", Ui.text(sheet.updatedBy()), Ui.time(sheet.updatedAt())));
        if (words.strip().length() < REASON)
            return Decision.refused(Refusal.of("evaluation.reason").at("words"));
        if (words.length() > LONGEST_WORDS)
            return Decision.refused(
                    Refusal.of("evaluation.words-long", LONGEST_WORDS).at("words"));
        if (sql.fetchExists(SCORES, SCORES.SHEET_ID.eq(id)))
            return Decision.refused(Refusal.of("evaluation.return-scored").citing(clause));
        var turn = rounds.offices(way, before.get(), sheet.region()).findFirst();
        change(actor, sheet, row -> {
            row.setStage(before.get().id());
            row.setStageTitle(before.get().title());
            row.setOfficeId(turn.map(Office::id).orElse(null));
            row.setOfficeName(turn.map(Office::name).orElse(""));
        });
        // What the platform told is asked anew.
        sql.deleteFrom(FACTS).where(FACTS.SHEET_ID.eq(id)).and(FACTS.TOLD).execute();
        journal.write(
                actor,
                entry("evaluation.send-back", sheet, "退回到“" + before.get().title() + "”")
                        .because(words.strip()));
        return Decision.done(again(id));
    }

    // --- Common

    EvaluationSheet held(Actor actor, long id) {
        views.readable(actor, id);
        return store.lockSheet(SHEETS.ID.eq(id)).orElseThrow(NotFound::new);
    }

    EvaluationSheet again(long id) {
        return store.sheet(SHEETS.ID.eq(id)).orElseThrow();
    }

    void listed(Actor actor, EvaluationSheet sheet, long listing) {
        change(actor, sheet, row -> row.setListingId(listing));
    }

    void change(Actor actor, EvaluationSheet sheet, Consumer<SheetsRecord> how) {
        var row = sql.selectFrom(SHEETS).where(SHEETS.ID.eq(sheet.id())).fetchSingle();
        how.accept(row);
        row.setRevision(row.getRevision() + 1);
        row.setUpdatedBy(actor.name());
        row.setUpdatedAt(now());
        row.store();
    }

    private String title(Way way, String fact) {
        return schemes.fact(way.scheme(), fact).map(one -> one.title()).orElse(fact);
    }

    <T> Decision<T> refused(Actor actor, EvaluationSheet sheet, String act, Refusal refusal) {
        journal.writeRefused(
                actor,
                entry("evaluation.refused", sheet, "点“" + act + "”，系统没有受理")
                        .because(String.join(
                                "；",
                                refusal.all().stream().map(Refusal::message).toList())));
        return Decision.refused(refusal);
    }

    static JournalEntry entry(String act, EvaluationSheet sheet, String summary) {
        return JournalEntry.of(act, sheet.region(), SUBJECT, sheet.id(), sheet.title(), summary);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
