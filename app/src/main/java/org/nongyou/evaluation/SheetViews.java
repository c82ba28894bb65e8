package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.CORRECTIONS;
import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SCORES;
import static nongyoudb.evaluation.Tables.SHEETS;
import static org.jooq.impl.DSL.select;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.FactSource;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;

/// The sheets of an evaluation as each person may see them: whose turn it is, what the platform tells, which scores are
/// still sealed. What lies outside the person's area throws [NotFound].
@Service
public class SheetViews {

    private final DSLContext sql;
    private final EvaluationStore store;
    private final Rounds rounds;
    private final List<FactSource> sources;

    SheetViews(DSLContext sql, EvaluationStore store, Rounds rounds, List<FactSource> sources) {
        this.sql = sql;
        this.store = store;
        this.rounds = rounds;
        this.sources = sources;
    }

    /// A sheet with all that belongs to it, as the person may see it.
    /// @param score   by the marks of the stage at which it stands, or by what was given at last
    /// @param stage   whose marks `score` counts
    /// @param scorer  and whose
    /// @param facts   told and stated, by name
    /// @param words   what the person, or his office, wrote so far to go with the sheet
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
            String words,
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
        var scorer = scoring ? actor.accountId() : EvaluationSheets.OFFICE;
        // The scores are sealed until all are in; and for those who are evaluated, until the ranking is confirmed.
        var marks = all.stream()
                .filter(mark ->
                        !mark.stage().equals(way.last().id()) || mark.scorer() == actor.accountId() || given && whole)
                .toList();
        var shown = stage;
        if (scoring && !(given && whole) && !expert && !mayScore(actor, round, way, sheet)) {
            shown = way.stages().get(Math.max(0, way.stages().size() - 2));
            scorer = EvaluationSheets.OFFICE;
        } else if (scoring && given && whole) {
            var first = all.stream()
                    .filter(mark -> mark.stage().equals(way.last().id()))
                    .map(Mark::scorer)
                    .toList();
            if (!first.contains(scorer)) scorer = first.isEmpty() ? EvaluationSheets.OFFICE : first.getFirst();
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
                turn ? store.words(id, stage.id(), scoring ? actor.accountId() : EvaluationSheets.OFFICE) : "",
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

    boolean mayFill(Actor actor, Way way, Stage stage, EvaluationSheet sheet) {
        return actor.may(Verb.DECIDE) && inTurn(actor, way, stage, sheet);
    }

    boolean inTurn(Actor actor, Way way, Stage stage, EvaluationSheet sheet) {
        return rounds.offices(way, stage, sheet.region())
                .anyMatch(office -> Long.valueOf(office.id()).equals(actor.officeId()));
    }

    boolean mayScore(Actor actor, Round round, Way way, EvaluationSheet sheet) {
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

    Map<String, SheetFact> told(Round round, Way way, EvaluationSheet sheet) {
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
        return end.isBefore(rounds.today()) ? end : rounds.today();
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

    /// Today, by the one clock.
    public LocalDate day() {
        return rounds.today();
    }
}
