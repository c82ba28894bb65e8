package org.nongyou.procedure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Publicity;
import org.nongyou.procedure.CaseAct.Doer;
import org.nongyou.procedure.CaseAct.Header;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Requirement;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeItem;
import org.nongyou.scheme.Stage;
import org.nongyou.web.Ui;

/// The rules of every step, without a database. The same functions tell a page which acts to show and the server which
/// to carry out.
final class CaseRules {

    private CaseRules() {}

    /// The step at which a case stands and whose turn it is: all that keeping a text, a document or an answer depends
    /// on.
    record Step(Case theCase, Scheme scheme, Procedure procedure, Stage stage, Turn turn) {

        @Nullable
        Kind kind() {
            return theCase.kind() == null ? null : scheme.kind(theCase.kind()).orElse(null);
        }
    }

    /// Everything that a decision depends on.
    /// @param facts      those that the expressions of the stage, and of the kind at the end, ask for
    /// @param answers    of this round
    /// @param publicity  of the open notice of this stage, or null
    /// @param openDoubts doubts on procedure, kind and checklists that nobody has settled
    record Situation(
            Case theCase,
            List<CaseAct> acts,
            Progress progress,
            Scheme scheme,
            Procedure procedure,
            Stage stage,
            Turn turn,
            CaseForm form,
            Facts facts,
            Map<String, Answer> answers,
            List<CaseDocument> documents,
            @Nullable Publicity publicity,
            List<Doubt> openDoubts) {

        Step step() {
            return new Step(theCase, scheme, procedure, stage, turn);
        }

        @Nullable
        Kind kind() {
            return step().kind();
        }

        Optional<Inspection> inspection() {
            if (stage.checklist() == null) return Optional.empty();
            return scheme.checklist(stage.checklist())
                    .map(list -> Inspection.of(scheme, list, facts, answers, documents));
        }

        /// How the case would end after an act, or null when it goes on.
        @Nullable
        End endAfter(Act act) {
            return stage.after(act).flatMap(procedure::stage).map(Stage::end).orElse(null);
        }
    }

    /// Whether the person may do anything at this stage of this case; empty when so.
    static Optional<Refusal> notHisTurn(Situation now, Actor actor) {
        return notHisTurn(now.step(), actor);
    }

    static Optional<Refusal> notHisTurn(Step now, Actor actor) {
        if (now.turn().isOf(actor, now.theCase())) return Optional.empty();
        return Optional.of(
                Refusal.of("case.other-office", now.stage().title(), now.turn().title())
                        .citing(cite(now.stage())));
    }

    /// The acts that the person may do here and now, in the order of the scheme. What an act still needs, such as a
    /// document, is told when it is tried.
    static List<Act> available(Situation now, Actor actor) {
        if (!now.theCase().open() || notHisTurn(now, actor).isPresent()) return List.of();
        return now.stage().acts().keySet().stream()
                .filter(act -> mayByRole(actor, act))
                .filter(act -> notSeparate(now, actor).isEmpty())
                .toList();
    }

    static boolean mayByRole(Actor actor, Act act) {
        return switch (act) {
            case SUBMIT, WITHDRAW -> actor.may(Verb.APPLY);
            case ADOPT -> actor.may(Verb.APPLY) || actor.may(Verb.DECIDE);
            case PASS, RETURN, REJECT, UPHOLD, CONCLUDE -> actor.may(Verb.DECIDE);
        };
    }

    /// Decides an act. The order of the reasons is what the person should hear first: an old page, the end, whose turn
    /// it is, what can be done here; then all that is missing at once.
    static Decision<CaseAct> decide(Situation now, Actor actor, ActForm form, Instant at) {
        var act = form.act();
        var barred = barred(now, actor, form.revision());
        if (barred.isPresent()) return Decision.refused(barred.get());
        var to = now.stage().after(act).orElse(null);
        if (to == null)
            return Decision.refused(
                    Refusal.of("case.act-not-here", now.stage().title(), act.title(), titles(now.stage()))
                            .citing(cite(now.stage())));
        if (!mayByRole(actor, act)) return Decision.refused(noRight(act));
        var same = notSeparate(now, actor);
        if (same.isPresent()) return Decision.refused(same.get());
        var missing = new ArrayList<Refusal>();
        if (act.forward()) missing.addAll(standing(now, act));
        if (act == Act.UPHOLD && (now.publicity() == null || now.publicity().upheld() == 0))
            missing.add(Refusal.of("case.no-upheld-objection").citing(cite(now.stage())));
        if (form.opinion().isBlank() && asksOpinion(now.stage(), act))
            missing.add(Refusal.of("case.opinion-missing", act.title()).at("opinion"));
        if (form.opinion().length() > 2000)
            missing.add(Refusal.of("case.opinion-long").at("opinion"));
        if (!missing.isEmpty()) return Decision.refused(Refusal.joined(missing));
        var header = header(now, actor, to, form.opinion(), at);
        return Decision.done(
                switch (act) {
                    case SUBMIT -> new CaseAct.Submitted(header);
                    case PASS ->
                        new CaseAct.Passed(
                                header,
                                now.inspection().map(Inspection::points).orElse(null),
                                now.progress().closed() == null
                                        ? null
                                        : now.progress().closed().mean());
                    case RETURN -> new CaseAct.Returned(header);
                    case REJECT -> new CaseAct.Rejected(header);
                    case WITHDRAW -> new CaseAct.Withdrawn(header);
                    case UPHOLD -> new CaseAct.Upheld(header);
                    case ADOPT -> new CaseAct.Adopted(header);
                    case CONCLUDE -> new CaseAct.Concluded(header);
                });
    }

    /// 公示: what must hold before the notice is opened. The days are the notice's own matter.
    static Optional<Refusal> cannotPublicise(Situation now, Actor actor, int revision) {
        var barred = barred(now, actor, revision);
        if (barred.isPresent()) return barred;
        if (!now.stage().notice().asked())
            return Optional.of(
                    Refusal.of("case.no-publicity-here", now.stage().title()).citing(cite(now.stage())));
        if (!actor.may(Verb.DECIDE)) return Optional.of(Refusal.of("case.no-right", "开始公示"));
        if (now.progress().notice() != null)
            return Optional.of(Refusal.of(
                    "case.publicised-already", Ui.day(now.progress().notice().endsOn())));
        return notSeparate(now, actor);
    }

    /// What must hold before experts are invited.
    static Optional<Refusal> cannotScore(Situation now, Actor actor, int revision) {
        var barred = barred(now, actor, revision);
        if (barred.isPresent()) return barred;
        if (now.stage().scoring() == null)
            return Optional.of(
                    Refusal.of("case.no-scoring-here", now.stage().title()).citing(cite(now.stage())));
        if (!actor.may(Verb.DECIDE)) return Optional.of(Refusal.of("case.no-right", "组织专家评分"));
        return notSeparate(now, actor);
    }

    static Optional<Refusal> barred(Situation now, Actor actor, int revision) {
        if (revision != now.progress().seq()) {
            var last = now.acts().getLast();
            return Optional.of(Refusal.of(
                    "case.already-done",
                    last.header().by().name(),
                    Ui.time(last.header().at()),
                    last.title(),
                    now.theCase().stageTitle()));
        }
        return barred(now.step(), actor);
    }

    /// What holds for whatever somebody does on a case: it is open, and it is his turn.
    static Optional<Refusal> barred(Step now, Actor actor) {
        if (!now.theCase().open())
            return Optional.of(Refusal.of("case.ended", now.theCase().stageTitle()));
        return notHisTurn(now, actor);
    }

    static Refusal noRight(Act act) {
        return Refusal.of("case.no-right", act.title());
    }

    /// All that stands in the way of carrying the case on from here, found in one look.
    static List<Refusal> standing(Situation now, Act act) {
        var stage = now.stage();
        var missing = new ArrayList<Refusal>();
        if (stage.id().equals(now.procedure().start()))
            missing.addAll(now.form().missing(now));
        for (var need : stage.needs()) {
            boolean there = now.documents().stream()
                    .anyMatch(document -> document.stage().equals(stage.id())
                            && document.item() == null
                            && document.need().equals(need));
            if (!there)
                missing.add(Refusal.of("case.document-missing", need)
                        .citing(cite(stage))
                        .at("need-" + stage.needs().indexOf(need)));
        }
        now.inspection().ifPresent(inspection -> missing.addAll(inspection.standing()));
        missing.addAll(scoringStands(now));
        missing.addAll(publicityStands(now));
        for (var requirement : stage.require()) unmet(now, requirement, stage).ifPresent(missing::add);
        if (now.endAfter(act) == End.LISTED) {
            var kind = now.kind();
            if (kind != null)
                for (var requirement : kind.require())
                    unmet(now, requirement, kind).ifPresent(missing::add);
            for (var doubt : now.openDoubts())
                missing.add(Refusal.of(
                        "case.doubt-open",
                        doubt.title(),
                        doubt.text(),
                        now.scheme().issuer()));
        }
        return missing;
    }

    private static List<Refusal> scoringStands(Situation now) {
        if (now.stage().scoring() == null) return List.of();
        var opened = now.progress().opened();
        var closed = now.progress().closed();
        var clause = cite(now.stage());
        if (opened == null)
            return List.of(Refusal.of("case.not-scored").citing(clause).at("scoring"));
        if (closed == null)
            return List.of(Refusal.of("case.scoring-open").citing(clause).at("scoring"));
        if (closed.mean().compareTo(opened.pass()) < 0)
            return List.of(Refusal.of("case.score-short", plain(closed.mean()), plain(opened.pass()))
                    .citing(clause)
                    .at("scoring"));
        return List.of();
    }

    private static List<Refusal> publicityStands(Situation now) {
        if (!now.stage().notice().asked()) return List.of();
        var publicity = now.publicity();
        var clause = cite(now.stage());
        if (now.progress().notice() == null || publicity == null)
            return List.of(Refusal.of("case.not-publicised").citing(clause).at("publicity"));
        var missing = new ArrayList<Refusal>();
        if (!publicity.hasEnded())
            missing.add(
                    Refusal.of("case.publicity-runs", Ui.day(publicity.notice().endsOn()))
                            .citing(clause)
                            .at("publicity"));
        if (publicity.unanswered() > 0)
            missing.add(Refusal.of("case.objection-unanswered", publicity.unanswered())
                    .citing(clause)
                    .at("publicity"));
        if (publicity.upheld() > 0)
            missing.add(Refusal.of("case.objection-upheld", publicity.upheld())
                    .citing(clause)
                    .at("publicity"));
        return missing;
    }

    private static Optional<Refusal> unmet(Situation now, Requirement requirement, SchemeItem item) {
        var holds = now.facts().judge(requirement.that());
        if (holds.isEmpty()) {
            var names = requirement.that().missingFrom(now.facts().values());
            return Optional.of(Refusal.of(
                            "case.fact-unknown",
                            requirement.otherwise(),
                            String.join(
                                    "、",
                                    names.stream()
                                            .map(name -> Wanted.title(now.scheme(), name))
                                            .toList()))
                    .citing(cite(item))
                    .at("fact-" + names.iterator().next()));
        }
        return holds.get()
                ? Optional.empty()
                : Optional.of(
                        Refusal.of("case.requirement", requirement.otherwise()).citing(cite(item)));
    }

    /// Where the document separates steps, neither a body nor a person acts at two of them.
    static Optional<Refusal> notSeparate(Situation now, Actor actor) {
        var separate = now.procedure().separate();
        if (!separate.contains(now.stage().id())) return Optional.empty();
        var doer = doer(now, actor);
        for (var act : now.acts()) {
            var header = act.header();
            if (!act.moves() || header.from().equals(now.stage().id()) || !separate.contains(header.from())) continue;
            boolean sameBody = header.by().body().equals(doer.body());
            boolean samePerson = doer.recordedFor() == null
                    && header.by().recordedFor() == null
                    && header.by().accountId() == actor.accountId();
            if (sameBody || samePerson)
                return Optional.of(Refusal.of(
                                "case.separate",
                                now.stage().title(),
                                now.procedure()
                                        .stage(header.from())
                                        .map(Stage::title)
                                        .orElse(header.from()),
                                header.by().name())
                        .citing(cite(now.procedure())));
        }
        return Optional.empty();
    }

    /// Whoever sends a case back or turns it down says why; an acceptance says what was found.
    static boolean asksOpinion(Stage stage, Act act) {
        return switch (act) {
            case RETURN, REJECT, UPHOLD -> true;
            case PASS -> stage.checklist() != null;
            case SUBMIT, WITHDRAW, ADOPT, CONCLUDE -> false;
        };
    }

    static Header header(Situation now, Actor actor, String to, String opinion, Instant at) {
        return new Header(now.progress().seq() + 1, now.stage().id(), to, doer(now, actor), opinion, at);
    }

    static Doer doer(Situation now, Actor actor) {
        return new Doer(
                actor.accountId(),
                actor.name(),
                actor.officeId(),
                actor.officeName(),
                now.turn().recordedFor());
    }

    private static String titles(Stage stage) {
        return String.join("、", stage.acts().keySet().stream().map(Act::title).toList());
    }

    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    static @Nullable String cite(SchemeItem item) {
        return cite(item.clauses());
    }

    static @Nullable String cite(List<String> clauses) {
        return clauses.isEmpty() ? null : "方案 " + String.join("、", clauses);
    }
}
