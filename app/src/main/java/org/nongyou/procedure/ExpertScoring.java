package org.nongyou.procedure;

import static nongyoudb.procedure.Tables.CASES;
import static nongyoudb.procedure.Tables.EXPERT_SCORES;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.procedure.tables.records.ExpertScoresRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseRules.Situation;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/// Scoring by experts (专家评分): the office invites, each expert scores alone, the office closes and sees the mean.
@Service
public class ExpertScoring {

    private static final int MOST_EXPERTS = 30;

    private final DSLContext sql;
    private final CaseStore store;
    private final Situations situations;
    private final Accounts accounts;
    private final Journal journal;

    ExpertScoring(DSLContext sql, CaseStore store, Situations situations, Accounts accounts, Journal journal) {
        this.sql = sql;
        this.store = store;
        this.situations = situations;
        this.accounts = accounts;
        this.journal = journal;
    }

    /// Opens the scoring with the first invitation; later ones add experts.
    @Transactional
    public Decision<Case> invite(Actor actor, long caseId, InviteForm form) {
        var now = situations.of(store.lock(actor.scope(), caseId).orElseThrow(NotFound::new));
        var barred = CaseRules.cannotScore(now, actor, form.revision());
        if (barred.isPresent()) return refused(actor, now, "open-scoring", "请专家评分", barred.get());
        if (now.progress().closed() != null)
            return refused(actor, now, "open-scoring", "请专家评分", Refusal.of("case.score-closed"));
        var scoring = Objects.requireNonNull(now.stage().scoring());
        var sheet = sheet(now, scoring);
        var missing = new ArrayList<Refusal>();
        var opened = now.progress().opened();
        var number = opened != null ? Integer.valueOf(opened.experts()) : number(now, scoring, form);
        var pass = opened != null ? opened.pass() : pass(now, scoring, sheet, form);
        if (number == null || number < 1 || number > MOST_EXPERTS)
            missing.add(Refusal.of("case.experts-missing").at("number"));
        if (pass == null || pass.signum() < 0 || pass.compareTo(sheet.total()) > 0)
            missing.add(Refusal.of("case.pass-line-missing", CaseRules.plain(sheet.total()))
                    .at("pass"));
        var invited = scores(now).stream().map(ExpertScore::expertId).toList();
        var experts = new ArrayList<Actor>();
        for (var id : form.experts()) {
            var expert = accounts.actor(id).filter(one -> one.may(Verb.SCORE));
            if (expert.isEmpty()) missing.add(Refusal.of("case.expert-not", id).at("experts"));
            else if (invited.contains(id))
                missing.add(
                        Refusal.of("case.expert-already", expert.get().name()).at("experts"));
            else experts.add(expert.get());
        }
        if (form.experts().isEmpty()) missing.add(Refusal.of("case.expert-none").at("experts"));
        if (!missing.isEmpty()) return refused(actor, now, "open-scoring", "请专家评分", Refusal.joined(missing));
        var at = situations.now();
        for (var expert : experts) insert(now, sheet, expert, actor, at);
        var names = String.join("、", experts.stream().map(Actor::name).toList());
        if (opened == null) {
            var act = new CaseAct.ScoringOpened(
                    CaseRules.header(now, actor, now.stage().id(), "", at),
                    Objects.requireNonNull(number),
                    Objects.requireNonNull(pass));
            store.insertAct(caseId, act);
            store.revise(caseId, act.header().seq(), at);
        }
        journal.write(
                actor,
                Cases.entry(
                        now.theCase(),
                        opened == null ? "open-scoring" : "invite",
                        now.stage().title() + "：请" + names + "评分"));
        return Decision.done(now.theCase());
    }

    /// Keeps an expert's points so far; wrong ones are refused, missing ones are not asked for yet.
    @Transactional
    public Decision<ExpertScore> save(Actor expert, long caseId, Map<String, String> typed) {
        return change(expert, caseId, typed, false);
    }

    /// Hands in the sheet. It stays as it is from then on.
    @Transactional
    public Decision<ExpertScore> submit(Actor expert, long caseId, Map<String, String> typed) {
        return change(expert, caseId, typed, true);
    }

    private Decision<ExpertScore> change(Actor expert, long caseId, Map<String, String> typed, boolean submit) {
        // The case first, then the sheet: the same order as the close takes.
        var row = sql.selectFrom(CASES)
                .where(CASES.ID.eq(caseId))
                .forShare()
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var now = situations.of(row);
        var own = own(now, expert).orElseThrow(NotFound::new);
        if (!expert.may(Verb.SCORE)) return Decision.refused("case.no-right", "打分");
        if (own.submitted() || now.progress().closed() != null || now.progress().opened() == null)
            return Decision.refused("case.score-closed");
        var sheet = sheet(now, Objects.requireNonNull(now.stage().scoring()));
        var answers = new HashMap<>(own.answers());
        var faults = new ArrayList<Refusal>();
        for (var item : sheet.items()) {
            var text = typed.get(item.id());
            if (text == null) continue;
            if (text.isBlank()) {
                answers.remove(item.id());
                continue;
            }
            var points = number(text);
            var most = item.mostAnswered();
            if (points == null || points.signum() < 0 || points.compareTo(most) > 0 || points.scale() > 2)
                faults.add(Refusal.of("case.score-range", item.title(), CaseRules.plain(most))
                        .at("score-" + item.id()));
            else answers.put(item.id(), points);
        }
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var score = Score.of(sheet, now.facts().values(), answers);
        if (submit && !score.complete()) {
            var open = score.lines().stream()
                    .filter(line -> line.points() == null)
                    .map(line -> Refusal.of("case.score-open", line.item().title())
                            .citing(CaseRules.cite(line.item()))
                            .at("score-" + line.item().id()))
                    .toList();
            return Decision.refused(Refusal.joined(open));
        }
        var at = situations.now();
        sql.update(EXPERT_SCORES)
                .set(EXPERT_SCORES.ANSWERS, JSONB.valueOf(CaseStore.JSON.writeValueAsString(answers)))
                .set(EXPERT_SCORES.TOTAL, submit ? score.points() : null)
                .set(EXPERT_SCORES.SUBMITTED_AT, submit ? at : null)
                .where(EXPERT_SCORES.ID.eq(own.id()))
                .execute();
        if (submit)
            // How many points he gave stays with him until the close.
            journal.write(
                    expert, Cases.entry(now.theCase(), "score", now.stage().title() + "：交了评分"));
        return Decision.done(own(now, expert).orElseThrow());
    }

    /// Ends the scoring: the mean is taken as the scheme says, and the sheets are open to the office.
    @Transactional
    public Decision<Case> close(Actor actor, long caseId, int revision) {
        var now = situations.of(store.lock(actor.scope(), caseId).orElseThrow(NotFound::new));
        var barred = CaseRules.cannotScore(now, actor, revision);
        if (barred.isPresent()) return refused(actor, now, "close-scoring", "汇总评分", barred.get());
        var opened = now.progress().opened();
        if (opened == null) return refused(actor, now, "close-scoring", "汇总评分", Refusal.of("case.not-scored"));
        if (now.progress().closed() != null)
            return refused(actor, now, "close-scoring", "汇总评分", Refusal.of("case.score-closed"));
        var totals = scores(now).stream()
                .map(ExpertScore::total)
                .filter(Objects::nonNull)
                .toList();
        if (totals.size() < opened.experts())
            return refused(
                    actor,
                    now,
                    "close-scoring",
                    "汇总评分",
                    Refusal.of("case.expert-number", opened.experts() - totals.size(), opened.experts()));
        var scoring = Objects.requireNonNull(now.stage().scoring());
        var mean =
                Score.mean(totals, scoring.dropExtremes(), sheet(now, scoring).decimals());
        var act = new CaseAct.ScoringClosed(
                CaseRules.header(now, actor, now.stage().id(), "", situations.now()), mean, totals.size());
        store.insertAct(caseId, act);
        store.revise(caseId, act.header().seq(), act.header().at());
        journal.write(
                actor,
                Cases.entry(
                        now.theCase(),
                        "close-scoring",
                        now.stage().title() + "：" + totals.size() + " 位专家评分，平均 " + CaseRules.plain(mean) + " 分"
                                + (scoring.dropExtremes() && totals.size() >= 3 ? "（去掉最高、最低各一个）" : "")));
        return Decision.done(now.theCase());
    }

    /// What an invited expert sees: the case, its documents and his own sheet.
    public record Sheet(
            Case theCase,
            String stageTitle,
            ScoreSheet sheet,
            ExpertScore own,
            Score score,
            List<CaseDocument> documents,
            Facts facts,
            boolean open) {}

    /// @throws NotFound when the person was not invited to score this case at its present stage
    public Sheet sheet(Actor expert, long caseId) {
        var now = situations.of(store.read(caseId).orElseThrow(NotFound::new));
        var own = own(now, expert).orElseThrow(NotFound::new);
        var sheet = sheet(now, Objects.requireNonNull(now.stage().scoring()));
        return new Sheet(
                now.theCase(),
                now.stage().title(),
                sheet,
                own,
                Score.of(sheet, now.facts().values(), own.answers()),
                store.documents(caseId),
                now.facts(),
                now.progress().closed() == null && !own.submitted());
    }

    /// Whether the person was ever invited to this case, and so may read its documents.
    boolean invited(Actor actor, long caseId) {
        return actor.may(Verb.SCORE)
                && sql.fetchExists(
                        EXPERT_SCORES,
                        EXPERT_SCORES.CASE_ID.eq(caseId).and(EXPERT_SCORES.EXPERT_ID.eq(actor.accountId())));
    }

    /// The sheets of this round as somebody with the case on his desk may see them: sealed until the close.
    List<ExpertScore> shown(Situation now) {
        var scores = scores(now);
        return now.progress().closed() != null
                ? scores
                : scores.stream().map(ExpertScore::sealed).toList();
    }

    private Optional<ExpertScore> own(Situation now, Actor expert) {
        return scores(now).stream()
                .filter(score -> score.expertId() == expert.accountId())
                .findFirst();
    }

    private List<ExpertScore> scores(Situation now) {
        if (now.stage().scoring() == null) return List.of();
        return sql.selectFrom(EXPERT_SCORES)
                .where(EXPERT_SCORES.CASE_ID.eq(now.theCase().id()))
                .and(EXPERT_SCORES.STAGE.eq(now.stage().id()))
                .and(EXPERT_SCORES.ROUND.eq(now.progress().round()))
                .orderBy(EXPERT_SCORES.ID)
                .fetch(ExpertScoring::score);
    }

    private void insert(Situation now, ScoreSheet sheet, Actor expert, Actor by, Instant at) {
        sql.insertInto(EXPERT_SCORES)
                .set(EXPERT_SCORES.CASE_ID, now.theCase().id())
                .set(EXPERT_SCORES.ROUND, now.progress().round())
                .set(EXPERT_SCORES.STAGE, now.stage().id())
                .set(EXPERT_SCORES.EXPERT_ID, expert.accountId())
                .set(EXPERT_SCORES.EXPERT_NAME, expert.name())
                .set(EXPERT_SCORES.SHEET, sheet.id())
                .set(EXPERT_SCORES.INVITED_BY, by.accountId())
                .set(EXPERT_SCORES.INVITED_AT, at)
                .execute();
    }

    private @Nullable Integer number(Situation now, Stage.Scoring scoring, InviteForm form) {
        var figure = situations.figure(now.scheme(), scoring.experts());
        var text = figure != null
                ? figure
                : form.number() == null ? "" : form.number().toString();
        return text.matches("\\d{1,3}") ? Integer.valueOf(text) : null;
    }

    private @Nullable BigDecimal pass(Situation now, Stage.Scoring scoring, ScoreSheet sheet, InviteForm form) {
        var figure = situations.figure(now.scheme(), scoring.pass());
        if (figure != null) return number(figure);
        return form.pass() != null ? form.pass() : sheet.pass();
    }

    static @Nullable BigDecimal number(String text) {
        return text.strip().matches("\\d{1,6}(\\.\\d{1,4})?") ? new BigDecimal(text.strip()) : null;
    }

    private static ScoreSheet sheet(Situation now, Stage.Scoring scoring) {
        return now.scheme().score(scoring.sheet()).orElseThrow();
    }

    private Decision<Case> refused(Actor actor, Situation now, String code, String title, Refusal refusal) {
        Cases.recordRefusal(journal, actor, now.theCase(), code, title, refusal);
        return Decision.refused(refusal);
    }

    private static ExpertScore score(ExpertScoresRecord row) {
        return new ExpertScore(
                row.getId(),
                row.getExpertId(),
                row.getExpertName(),
                CaseStore.JSON.readValue(row.getAnswers().data(), new TypeReference<Map<String, BigDecimal>>() {}),
                row.getTotal(),
                row.getInvitedAt(),
                row.getSubmittedAt());
    }
}
