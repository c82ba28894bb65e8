package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CORRECTIONS;
import static nongyoudb.evaluation.Tables.FACTS;
import static nongyoudb.evaluation.Tables.MARKS;
import static nongyoudb.evaluation.Tables.PROOFS;
import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SCORES;
import static nongyoudb.evaluation.Tables.SHEETS;
import static org.jooq.impl.DSL.select;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
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
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseForm;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.ScoreSheet;
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
    private static final int MOST_PROOFS = 60;
    static final int REASON = 4;
    /// Where an office acts as one.
    private static final long OFFICE = 0;

    private final DSLContext sql;
    private final EvaluationStore store;
    private final Rounds rounds;
    private final Schemes schemes;
    private final List<FactSource> sources;
    private final Files files;
    private final Journal journal;
    private final Clock clock;

    EvaluationSheets(
            DSLContext sql,
            EvaluationStore store,
            Rounds rounds,
            Schemes schemes,
            List<FactSource> sources,
            Files files,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.rounds = rounds;
        this.schemes = schemes;
        this.sources = sources;
        this.files = files;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reading

    /// A sheet with all that belongs to it, as the person may see it.
    /// @param score   by the marks of the stage at which it stands, or by what was given at last
    /// @param stage   whose marks `score` counts
    /// @param scorer  and whose
    /// @param facts   told and stated, by name
    /// @param mayFill whether the person may fill it in now
    /// @param maySend whether he may send it back
    public record View(
            EvaluationSheet sheet,
            Round round,
            Way way,
            Score score,
            Stage stage,
            long scorer,
            List<Mark> marks,
            Map<String, SheetFact> facts,
            List<SheetProof> proofs,
            List<GivenScore> scores,
            List<Correction> corrections,
            boolean mayFill,
            boolean maySend) {

        public View {
            marks = List.copyOf(marks);
            proofs = List.copyOf(proofs);
            scores = List.copyOf(scores);
            corrections = List.copyOf(corrections);
        }

        public @Nullable Mark mark(String stage, long scorer, String item) {
            return marks.stream()
                    .filter(one -> one.stage().equals(stage)
                            && one.scorer() == scorer
                            && one.item().equals(item))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// @throws NotFound when it lies outside, or the expert was not asked to score it
    public View view(Actor actor, long id) {
        var sheet = readable(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var stage = way.stage(sheet.stage()).orElseThrow();
        boolean scoring = stage.equals(way.last());
        boolean whole = round.state() != Round.State.OPEN || rounds.runs(actor, round);
        boolean expert = round.experts().contains(actor.accountId());
        boolean given = sheet.state() == EvaluationSheet.State.SCORED;
        var all = store.marks(id);
        var scorer = scoring ? actor.accountId() : OFFICE;
        // The scores are sealed until all are in; and for those who are evaluated, until the ranking is confirmed.
        var marks = all.stream()
                .filter(mark ->
                        !mark.stage().equals(way.last().id()) || mark.scorer() == actor.accountId() || given && whole)
                .toList();
        var shown = stage;
        if (scoring && !(given && whole) && !expert && !mayScore(actor, round, way, sheet)) {
            shown = way.stages().get(Math.max(0, way.stages().size() - 2));
            scorer = OFFICE;
        } else if (scoring && given && whole) {
            var first = all.stream()
                    .filter(mark -> mark.stage().equals(way.last().id()))
                    .map(Mark::scorer)
                    .toList();
            if (!first.contains(scorer)) scorer = first.isEmpty() ? OFFICE : first.getFirst();
        }
        var facts = facts(round, way, sheet);
        boolean open = round.state() == Round.State.OPEN && sheet.state() == EvaluationSheet.State.OPEN;
        var scores = given && whole ? store.scores(id) : List.<GivenScore>of();
        boolean scoredAlready = scoring
                && open
                && sql.fetchExists(SCORES, SCORES.SHEET_ID.eq(id).and(SCORES.SCORER.eq(actor.accountId())));
        boolean turn = open
                && (scoring ? mayScore(actor, round, way, sheet) && !scoredAlready : mayFill(actor, way, stage, sheet));
        return new View(
                whole ? sheet : sheet.sealed(),
                round,
                way,
                Score.of(way.sheet(), values(facts), EvaluationStore.answers(marks, shown.id(), scorer)),
                shown,
                scorer,
                marks,
                facts,
                store.proofs(id),
                scores,
                store.corrections(CORRECTIONS.SHEET_ID.eq(id)),
                turn,
                open && way.before(stage).isPresent() && mayFill(actor, way, stage, sheet));
    }

    EvaluationSheet readable(Actor actor, long id) {
        if (actor.may(Verb.READ)) {
            var own = store.sheet(SHEETS.ID.eq(id).and(actor.scope().on(SHEETS.REGION_CODE)));
            if (own.isPresent()) return own.get();
        }
        return store.sheet(SHEETS.ID.eq(id).and(asked(actor))).orElseThrow(NotFound::new);
    }

    /// Sheets of evaluations to which the expert was called, once they have come to be scored.
    private Condition asked(Actor actor) {
        return actor.may(Verb.SCORE)
                ? SHEETS.ROUND_ID.in(select(ROUNDS.ID)
                        .from(ROUNDS)
                        .where(ROUNDS.EXPERTS.contains(new Long[] {actor.accountId()}))
                        .and(ROUNDS.OFFICE_ID.eq(SHEETS.OFFICE_ID)))
                : DSL.falseCondition();
    }

    private boolean mayFill(Actor actor, Way way, Stage stage, EvaluationSheet sheet) {
        return actor.may(Verb.DECIDE) && inTurn(actor, way, stage, sheet);
    }

    private boolean inTurn(Actor actor, Way way, Stage stage, EvaluationSheet sheet) {
        return rounds.offices(way, stage, sheet.region())
                .anyMatch(office -> Long.valueOf(office.id()).equals(actor.officeId()));
    }

    private boolean mayScore(Actor actor, Round round, Way way, EvaluationSheet sheet) {
        return round.experts().isEmpty()
                ? mayFill(actor, way, way.last(), sheet)
                : actor.may(Verb.SCORE) && round.experts().contains(actor.accountId());
    }

    /// What the platform tells of the subject now, or told when the scoring began; and what people state where it tells
    /// nothing.
    Map<String, SheetFact> facts(Round round, Way way, EvaluationSheet sheet) {
        var kept = store.facts(way.scheme(), sheet.id());
        boolean scoring = sheet.stage().equals(way.last().id());
        if (!scoring) told(round, way, sheet).forEach(kept::put);
        return kept;
    }

    private Map<String, SheetFact> told(Round round, Way way, EvaluationSheet sheet) {
        var wanted = Score.factsOf(way.sheet());
        var facts = new HashMap<String, SheetFact>();
        if (wanted.isEmpty()) return facts;
        var on = asOf(round);
        for (var source : sources) {
            if (source.supplies().stream().noneMatch(wanted::contains)) continue;
            source.values(sheet.subjectKind(), sheet.subjectId(), wanted, on)
                    .forEach((name, fact) -> facts.put(name, new SheetFact(name, fact.value(), fact.link(), true, "")));
        }
        return facts;
    }

    /// The end of the year that is evaluated, or today while it lasts.
    private LocalDate asOf(Round round) {
        var end = LocalDate.of(round.year(), 12, 31);
        return end.isBefore(today()) ? end : today();
    }

    Map<String, Object> values(Map<String, SheetFact> facts) {
        var values = new HashMap<String, Object>();
        facts.forEach((name, fact) -> values.put(name, fact.value()));
        return values;
    }

    /// The facts that people have to state, as no module tells them.
    public Set<String> stated(View view) {
        var names = new TreeSet<>(Score.factsOf(view.way().sheet()));
        names.removeIf(name -> name.indexOf('.') < 0
                || Optional.ofNullable(view.facts().get(name))
                        .map(SheetFact::told)
                        .orElse(false));
        return names;
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
    @Transactional
    public Decision<EvaluationSheet> save(Actor actor, long id, Filling filling) {
        return read(actor, id, filling).then(entry -> {
            write(actor, entry, filling);
            return Decision.done(again(id));
        });
    }

    /// Hands the sheet on: to the next stage, or as one of the scores.
    @Transactional
    public Decision<EvaluationSheet> handOn(Actor actor, long id, Filling filling, String words) {
        return read(actor, id, filling).then(entry -> {
            var after = merged(entry);
            var faults = new ArrayList<Refusal>();
            if (words.length() > LONGEST_WORDS)
                faults.add(Refusal.of("evaluation.words-long", LONGEST_WORDS).at("words"));
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
            return Decision.done(entry.scores() ? give(actor, entry, score) : pass(actor, entry, score, words.strip()));
        });
    }

    /// What the sheet would say with the entry.
    private record Merged(Map<String, Object> facts, Map<String, BigDecimal> answers, Set<String> stated) {}

    private Merged merged(Entry entry) {
        var facts = values(facts(entry.round(), entry.way(), entry.sheet()));
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
        told(entry.round(), entry.way(), entry.sheet())
                .forEach((name, fact) -> sql.insertInto(FACTS)
                        .set(FACTS.SHEET_ID, entry.sheet().id())
                        .set(FACTS.NAME, name)
                        .set(FACTS.VALUE, EvaluationStore.written(fact.value()))
                        .set(FACTS.LINK, fact.link())
                        .set(FACTS.TOLD, true)
                        .set(FACTS.AS_OF, at)
                        .onConflict(FACTS.SHEET_ID, FACTS.NAME)
                        .doUpdate()
                        .set(FACTS.VALUE, EvaluationStore.written(fact.value()))
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
        readable(actor, id);
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
            boolean entered =
                    item.rule() instanceof ScoreSheet.Rule.Judge || item.rule() instanceof ScoreSheet.Rule.Asked;
            if (typed == null || !entered) continue;
            if (typed.isBlank()) {
                points.put(item.id(), null);
                continue;
            }
            var most = item.rule() instanceof ScoreSheet.Rule.Asked ? BigDecimal.ONE : item.points();
            var number = typed.strip().matches("\\d{1,5}(\\.\\d{1,2})?") ? new BigDecimal(typed.strip()) : null;
            if (number == null || number.compareTo(most) > 0)
                faults.add(Refusal.of("evaluation.points", item.title(), Ui.number(most))
                        .citing(way.clause(item))
                        .at("item-" + item.id()));
            else points.put(item.id(), number);
        }
        var facts = new HashMap<String, Object>();
        var told = facts(round, way, sheet);
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

    private Optional<Refusal> barred(Actor actor, Round round, Way way, Stage stage, EvaluationSheet sheet) {
        var clause = way.clause(stage);
        if (sheet.state() != EvaluationSheet.State.OPEN || round.state() != Round.State.OPEN)
            return Optional.of(Refusal.of(
                            "evaluation.sheet-closed",
                            round.state() == Round.State.OPEN
                                    ? sheet.state().title()
                                    : round.state().title())
                    .citing(clause));
        if (stage.equals(way.last())) {
            if (!mayScore(actor, round, way, sheet))
                return Optional.of((round.experts().isEmpty()
                                ? Refusal.of("evaluation.not-your-turn", stage.title(), rounds.titles(way, stage))
                                : Refusal.of("evaluation.experts-score", stage.title(), round.scorers()))
                        .citing(clause));
            return sql.fetchExists(SCORES, SCORES.SHEET_ID.eq(sheet.id()).and(SCORES.SCORER.eq(actor.accountId())))
                    ? Optional.of(Refusal.of("evaluation.scored-already").citing(clause))
                    : Optional.empty();
        }
        if (!inTurn(actor, way, stage, sheet))
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
                        .set(FACTS.VALUE, EvaluationStore.written(value))
                        .set(FACTS.TOLD, false)
                        .set(FACTS.ACCOUNT_ID, actor.accountId())
                        .set(FACTS.ACCOUNT_NAME, actor.name())
                        .set(FACTS.AS_OF, at)
                        .onConflict(FACTS.SHEET_ID, FACTS.NAME)
                        .doUpdate()
                        .set(FACTS.VALUE, EvaluationStore.written(value))
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
        if (!inTurn(actor, way, stage, sheet))
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

    /// Leaves somebody out of the ranking, with the reason.
    @Transactional
    public Decision<EvaluationSheet> leaveOut(Actor actor, long id, int revision, String reason) {
        var sheet = held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var barred = ofTheOffice(actor, round, sheet, revision, "定为不参评");
        if (barred.isPresent()) return refused(actor, sheet, "定为不参评", barred.get());
        if (sheet.state() != EvaluationSheet.State.OPEN)
            return Decision.refused("evaluation.sheet-closed", sheet.state().title());
        if (reason.strip().length() < REASON)
            return Decision.refused(Refusal.of("evaluation.reason").at("reason"));
        change(actor, sheet, row -> {
            row.setState(EvaluationSheet.State.LEFT.code());
            row.setLeftBecause(reason.strip());
            row.setOfficeId(null);
            row.setOfficeName("");
        });
        journal.write(actor, entry("evaluation.leave-out", sheet, "不参评").because(reason.strip()));
        return Decision.done(again(id));
    }

    /// Has a scored sheet scored anew before the ranking is confirmed; the scores so far are put aside in the journal.
    @Transactional
    public Decision<EvaluationSheet> scoreAnew(Actor actor, long id, int revision, String reason) {
        var sheet = held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var barred = ofTheOffice(actor, round, sheet, revision, "重评");
        if (barred.isPresent()) return refused(actor, sheet, "重评", barred.get());
        if (sheet.state() == EvaluationSheet.State.OPEN) return Decision.refused("evaluation.not-scored");
        if (reason.strip().length() < REASON)
            return Decision.refused(Refusal.of("evaluation.reason").at("reason"));
        var way = rounds.way(round);
        var given = store.scores(id);
        sql.deleteFrom(SCORES).where(SCORES.SHEET_ID.eq(id)).execute();
        var stage = way.stage(sheet.stage()).orElseThrow();
        var turn = rounds.offices(way, stage, sheet.region()).findFirst();
        change(actor, sheet, row -> {
            row.setState(EvaluationSheet.State.OPEN.code());
            row.setLeftBecause("");
            row.setTotal(null);
            row.setRank(null);
            row.setOfficeId(turn.map(Office::id).orElse(null));
            row.setOfficeName(turn.map(Office::name).orElse(""));
        });
        var points = String.join(
                "、",
                given.stream()
                        .map(one -> one.name() + " " + Ui.number(one.points()) + " 分")
                        .toList());
        journal.write(
                actor,
                entry("evaluation.score-anew", sheet, "重评" + (given.isEmpty() ? "" : "，原来" + points))
                        .because(reason.strip()));
        return Decision.done(again(id));
    }

    private Optional<Refusal> ofTheOffice(Actor actor, Round round, EvaluationSheet sheet, int revision, String act) {
        if (!rounds.runs(actor, round))
            return Optional.of(Refusal.of("evaluation.other-office", act, round.officeName()));
        if (!actor.may(Verb.DECIDE)) return Optional.of(Refusal.of("evaluation.no-right", act));
        if (round.state() != Round.State.OPEN)
            return Optional.of(
                    Refusal.of("evaluation.not-now", act, round.state().title()));
        return revision == sheet.revision()
                ? Optional.empty()
                : Optional.of(Refusal.of("evaluation.changed", Ui.text(sheet.updatedBy()), Ui.time(sheet.updatedAt())));
    }

    // --- Proofs

    /// @param about an item's id, a fact's name or a needed document's title
    @Transactional
    public Decision<EvaluationSheet> attach(Actor actor, long id, String about, String name, InputStream content) {
        var sheet = held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var stage = way.stage(sheet.stage()).orElseThrow();
        var barred = barred(actor, round, way, stage, sheet);
        if (barred.isPresent()) return Decision.refused(barred.get());
        boolean known = way.sheet().item(about).isPresent()
                || Score.factsOf(way.sheet()).contains(about)
                || stage.needs().contains(about);
        if (!known) return Decision.refused(Refusal.of("evaluation.proof-about").at("proofs"));
        if (sql.fetchCount(PROOFS, PROOFS.SHEET_ID.eq(id)) >= MOST_PROOFS)
            return Decision.refused(
                    Refusal.of("evaluation.proofs-many", MOST_PROOFS).at("proofs"));
        return files.store(actor, sheet.region(), null, name, content).then(file -> {
            sql.insertInto(PROOFS)
                    .set(PROOFS.SHEET_ID, id)
                    .set(PROOFS.ABOUT, about)
                    .set(PROOFS.FILE_ID, file.id())
                    .set(PROOFS.STAGE, stage.id())
                    .set(PROOFS.ADDED_BY, actor.accountId())
                    .set(PROOFS.ADDED_BY_NAME, actor.name())
                    .set(PROOFS.ADDED_AT, now())
                    .execute();
            return Decision.done(sheet);
        });
    }

    /// Takes away a file as long as the sheet is at the stage at which it was handed in.
    @Transactional
    public Decision<EvaluationSheet> detach(Actor actor, long id, long proof) {
        var sheet = held(actor, id);
        var round = store.round(sheet.roundId()).orElseThrow();
        var way = rounds.way(round);
        var barred = barred(actor, round, way, way.stage(sheet.stage()).orElseThrow(), sheet);
        if (barred.isPresent()) return Decision.refused(barred.get());
        int gone = sql.deleteFrom(PROOFS)
                .where(PROOFS.ID.eq(proof))
                .and(PROOFS.SHEET_ID.eq(id))
                .and(PROOFS.STAGE.eq(sheet.stage()))
                .execute();
        return gone == 0 ? Decision.refused(Refusal.of("evaluation.proof-kept").at("proofs")) : Decision.done(sheet);
    }

    // --- Common

    EvaluationSheet held(Actor actor, long id) {
        readable(actor, id);
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

    public LocalDate day() {
        return rounds.today();
    }

    private LocalDate today() {
        return rounds.today();
    }
}
