package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SHEETS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nongyoudb.evaluation.tables.records.RoundsRecord;
import org.jooq.DSLContext;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.notice.Objections;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The result of an evaluation: the ranking is confirmed and publicised, then published, or taken back before that.
/// What lies outside the person's area throws [NotFound].
@Service
public class Ranking {

    private final DSLContext sql;
    private final EvaluationStore store;
    private final Rounds rounds;
    private final Schemes schemes;
    private final Notices notices;
    private final Objections objections;
    private final Journal journal;

    Ranking(
            DSLContext sql,
            EvaluationStore store,
            Rounds rounds,
            Schemes schemes,
            Notices notices,
            Objections objections,
            Journal journal) {
        this.sql = sql;
        this.store = store;
        this.rounds = rounds;
        this.schemes = schemes;
        this.notices = notices;
        this.objections = objections;
        this.journal = journal;
    }

    /// Confirms the ranking, once each sheet has a result or a reason to have none, and publicises it.
    /// @param typedDays of publicity, where neither the document nor a settlement says how many
    @Transactional
    public Decision<Round> confirm(Actor actor, long id, int revision, String typedDays) {
        var round = store.lockRound(actor.scope(), id).orElseThrow(NotFound::new);
        var way = rounds.way(round);
        var publication = way.publication().orElse(way.last());
        var clause = way.clause(publication);
        var barred = barred(actor, round, revision, Round.State.OPEN, "确认排名");
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause));
        var standing = rounds.standings(Scope.within(round.region()), List.of(round))
                .getOrDefault(id, new Rounds.Standing(0, 0, 0));
        if (!standing.complete())
            return Decision.refused(Refusal.of(
                            "evaluation.not-all-scored",
                            standing.sheets() - standing.scored() - standing.left(),
                            standing.scored())
                    .citing(clause));
        var days = schemes.days(round.scheme(), publication.notice())
                .or(() -> typedDays.strip().matches("\\d{1,3}")
                        ? Optional.of(Integer.valueOf(typedDays.strip()))
                        : Optional.empty())
                .orElse(0);
        if (days < 1 || days > 365)
            return Decision.refused(Refusal.of("evaluation.days").citing(clause).at("days"));
        store.rank(id);
        var text = "按照《" + schemes.at(round.scheme()).title() + "》" + String.join("、", publication.clauses()) + "，"
                + round.officeName() + "完成“" + round.title() + "”，" + standing.scored() + " 个参评对象的得分和排名现予公示："
                + draft(round) + "公示期内有异议的，可以在本页面提出，写明事实和联系方式。";
        var title = round.title() + "：结果公示";
        var key = Long.toString(id);
        var opened = publication.notice().calendar()
                ? notices.openPublicityForCalendarDays(
                        actor, title, text, clause, round.region(), Rounds.SUBJECT, key, days)
                : notices.openPublicity(actor, title, text, clause, round.region(), Rounds.SUBJECT, key, days);
        var notice = opened.orElseThrow();
        change(round, row -> {
            row.setState(Round.State.CONFIRMED.code());
            row.setNoticeId(notice.id());
            row.setConfirmedOn(rounds.today());
        });
        journal.write(
                actor,
                Rounds.entry(
                        "evaluation.confirm",
                        round,
                        "确认排名，" + standing.scored() + " 个参评，公示到 " + Ui.date(notice.endsOn())));
        return Decision.done(store.round(id).orElseThrow());
    }

    /// The first ones, as the notice tells them.
    private String draft(Round round) {
        var first = sql.select(SHEETS.RANK, SHEETS.TITLE, SHEETS.TOTAL)
                .from(SHEETS)
                .where(SHEETS.ROUND_ID.eq(round.id()))
                .and(SHEETS.RANK.le(10))
                .orderBy(SHEETS.RANK, SHEETS.ID)
                .limit(10)
                .fetch(row -> "第 " + row.value1() + " 名 " + row.value2() + " " + Ui.number(row.value3()) + " 分");
        return String.join("，", first) + "。";
    }

    /// Puts the result on the public page, when the publicity is over and nobody was found right against it.
    @Transactional
    public Decision<Round> publish(Actor actor, long id, int revision) {
        var round = store.lockRound(actor.scope(), id).orElseThrow(NotFound::new);
        var way = rounds.way(round);
        var clause = way.clause(way.publication().orElse(way.last()));
        var barred = barred(actor, round, revision, Round.State.CONFIRMED, "公布结果");
        if (barred.isPresent()) return Decision.refused(barred.get().citing(clause));
        var publicity = Optional.ofNullable(round.noticeId())
                .flatMap(objections::publicity)
                .orElseThrow();
        var faults = new ArrayList<Refusal>();
        if (!publicity.hasEnded())
            faults.add(Refusal.of(
                            "evaluation.notice-open", Ui.day(publicity.notice().endsOn()))
                    .citing(clause));
        if (publicity.unanswered() > 0)
            faults.add(
                    Refusal.of("evaluation.objections", publicity.unanswered()).citing(clause));
        if (publicity.upheld() > 0)
            faults.add(Refusal.of("evaluation.upheld", publicity.upheld()).citing(clause));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        change(round, row -> {
            row.setState(Round.State.PUBLISHED.code());
            row.setPublishedOn(rounds.today());
        });
        journal.write(actor, Rounds.entry("evaluation.publish", round, "公布“" + round.title() + "”的结果"));
        return Decision.done(store.round(id).orElseThrow());
    }

    /// Takes the confirmed ranking back before it is published, as when an objection is right; the notice is withdrawn
    /// where it still stands.
    @Transactional
    public Decision<Round> reopen(Actor actor, long id, int revision, String reason) {
        var round = store.lockRound(actor.scope(), id).orElseThrow(NotFound::new);
        var way = rounds.way(round);
        var barred = barred(actor, round, revision, Round.State.CONFIRMED, "收回排名");
        if (barred.isPresent())
            return Decision.refused(
                    barred.get().citing(way.clause(way.publication().orElse(way.last()))));
        if (reason.strip().length() < EvaluationSheets.REASON)
            return Decision.refused(Refusal.of("evaluation.reason").at("reason"));
        var notice = Optional.ofNullable(round.noticeId()).flatMap(notices::find);
        if (notice.filter(Notice::takesObjections).isPresent()) {
            var withdrawn = notices.withdraw(actor, notice.get().id(), reason);
            if (withdrawn instanceof Decision.Refused<Notice>(var refusal)) return Decision.refused(refusal);
        }
        change(round, row -> row.setState(Round.State.OPEN.code()));
        sql.update(SHEETS).setNull(SHEETS.RANK).where(SHEETS.ROUND_ID.eq(id)).execute();
        journal.write(
                actor,
                Rounds.entry("evaluation.reopen", round, "收回“" + round.title() + "”的排名")
                        .because(reason.strip()));
        return Decision.done(store.round(id).orElseThrow());
    }

    private Optional<Refusal> barred(Actor actor, Round round, int revision, Round.State state, String act) {
        if (!rounds.runs(actor, round))
            return Optional.of(Refusal.of("evaluation.other-office", act, round.officeName()));
        if (!actor.may(Verb.DECIDE) || !actor.may(Verb.PUBLISH))
            return Optional.of(Refusal.of("evaluation.no-right-publish", act));
        if (round.state() != state)
            return Optional.of(
                    Refusal.of("evaluation.not-now", act, round.state().title()));
        return revision == round.revision() ? Optional.empty() : Optional.of(Refusal.of("evaluation.round-changed"));
    }

    private void change(Round round, Consumer<RoundsRecord> how) {
        var row = sql.selectFrom(ROUNDS).where(ROUNDS.ID.eq(round.id())).fetchSingle();
        how.accept(row);
        row.setRevision(round.revision() + 1);
        row.store();
    }
}
