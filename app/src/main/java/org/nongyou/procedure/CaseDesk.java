package org.nongyou.procedure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Workdays;
import org.nongyou.procedure.CaseRules.Situation;
import org.nongyou.procedure.CaseView.Attached;
import org.nongyou.procedure.CaseView.PublicityView;
import org.nongyou.procedure.CaseView.ScoringView;
import org.nongyou.procedure.CaseView.Step;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Lays a case on somebody's desk: everything that its page shows, read in one look.
@Service
public class CaseDesk {

    private final CaseStore store;
    private final Situations situations;
    private final ExpertScoring scoring;
    private final Map<String, SubjectSource> subjects = new HashMap<>();
    private final List<ConclusionGuard> guards;
    private final Files files;
    private final Accounts accounts;
    private final Divisions divisions;
    private final Workdays workdays;

    CaseDesk(
            CaseStore store,
            Situations situations,
            ExpertScoring scoring,
            List<SubjectSource> subjects,
            List<ConclusionGuard> guards,
            Files files,
            Accounts accounts,
            Divisions divisions,
            Workdays workdays) {
        this.store = store;
        this.situations = situations;
        this.scoring = scoring;
        subjects.forEach(source -> this.subjects.put(source.kind(), source));
        this.guards = guards;
        this.files = files;
        this.accounts = accounts;
        this.divisions = divisions;
        this.workdays = workdays;
    }

    /// @throws NotFound outside the person's area
    @Transactional(readOnly = true)
    public CaseView view(Actor actor, long caseId) {
        if (!actor.may(Verb.READ)) throw new NotFound();
        var row = store.read(actor.scope(), caseId).orElseThrow(NotFound::new);
        var now = situations.of(row);
        var theCase = now.theCase();
        boolean mine = theCase.open() && CaseRules.notHisTurn(now, actor).isEmpty();
        var available = CaseRules.available(now, actor);
        var forward = available.stream().filter(Act::forward).findFirst();
        var rounds = new TreeMap<>(store.answers(caseId, now.stage().id()));
        rounds.remove(now.progress().round());
        return new CaseView(
                theCase,
                now.scheme(),
                now.procedure(),
                now.stage(),
                now.kind(),
                subject(actor, theCase),
                divisions.path(theCase.region()),
                now.turn().title(),
                mine,
                CasePapers.mayEdit(now.step(), actor).isEmpty(),
                mine && actor.may(Verb.DECIDE),
                available,
                forward.map(act -> CaseRules.standing(now, act)).orElse(List.<Refusal>of()),
                theCase.open() && theCase.dueOn() != null ? workdays.due(situations.today(), theCase.dueOn()) : null,
                steps(now),
                now.inspection().orElse(null),
                rounds,
                now.facts(),
                now.answers(),
                toState(now),
                now.form(),
                row.getSavedAt(),
                CaseForm.asked(now.scheme(), now.procedure(), theCase.kind()),
                attached(caseId),
                publicity(now, actor),
                scoring(now, actor),
                situations.openDoubts(now.scheme(), now.procedure(), theCase.kind()),
                remarks(now));
    }

    /// The documents of a case, for whoever may read the case or was invited to score it.
    public List<Attached> attachedFor(Actor actor, long caseId) {
        boolean reads =
                actor.may(Verb.READ) && store.read(actor.scope(), caseId).isPresent();
        if (!reads && !scoring.invited(actor, caseId)) throw new NotFound();
        return attached(caseId);
    }

    /// One of them.
    public StoredFile document(Actor actor, long caseId, long documentId) {
        return attachedFor(actor, caseId).stream()
                .filter(one -> one.document().id() == documentId)
                .map(Attached::file)
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private List<Attached> attached(long caseId) {
        var documents = store.documents(caseId);
        var found = files.ofMatter(documents.stream().map(CaseDocument::fileId).toList());
        return documents.stream()
                .map(document ->
                        Optional.ofNullable(found.get(document.fileId())).map(file -> new Attached(document, file)))
                .flatMap(Optional::stream)
                .toList();
    }

    private @Nullable CaseSubject subject(Actor actor, Case theCase) {
        var source = subjects.get(theCase.subjectKind());
        return source == null
                ? null
                : source.find(actor.scope(), theCase.subjectId()).orElse(null);
    }

    private List<String> remarks(Situation now) {
        var remarks = new ArrayList<String>();
        for (var act : now.stage().acts().keySet()) {
            var end = now.endAfter(act);
            if (end != null && act.forward())
                for (var guard : guards) remarks.addAll(guard.remarks(now.theCase(), end));
        }
        return remarks;
    }

    /// Facts that requirements ask for and no module tells; those of the checklist stand at their items.
    private static List<FactDefinition> toState(Situation now) {
        var wanted = new TreeSet<String>();
        now.stage()
                .require()
                .forEach(requirement -> wanted.addAll(requirement.that().facts()));
        boolean lists = now.stage().acts().keySet().stream()
                .anyMatch(act -> now.endAfter(act) == org.nongyou.scheme.End.LISTED);
        var kind = now.kind();
        if (kind != null && lists)
            kind.require()
                    .forEach(requirement -> wanted.addAll(requirement.that().facts()));
        if (now.stage().scoring() != null) wanted.addAll(Wanted.atStage(now.scheme(), now.stage()));
        var inChecklist = new TreeSet<String>();
        now.inspection()
                .ifPresent(inspection -> inspection.lines().forEach(line -> {
                    inChecklist.addAll(line.toState());
                    line.facts().forEach(fact -> inChecklist.add(fact.name()));
                }));
        return wanted.stream()
                .filter(name -> !inChecklist.contains(name))
                .filter(name -> now.facts()
                        .of(name)
                        .map(fact -> fact.origin() == Facts.Origin.REVIEWER)
                        .orElse(true))
                .map(name -> Wanted.definition(now.scheme(), name))
                .toList();
    }

    private @Nullable PublicityView publicity(Situation now, Actor actor) {
        var notice = now.stage().notice();
        if (!notice.asked()) return null;
        var unit = switch (notice) {
            case Days.None _ -> "";
            case Days.Fixed fixed -> fixed.count().title();
            case Days.ByOffice open -> open.count().title();
        };
        boolean asks = notice instanceof Days.ByOffice;
        var mayOpen =
                CaseRules.cannotPublicise(now, actor, now.progress().seq()).isEmpty();
        return new PublicityView(
                now.publicity(),
                mayOpen,
                asks,
                situations.noticeDays(now.scheme(), now.stage()),
                unit,
                Cases.noticeText(now));
    }

    private @Nullable ScoringView scoring(Situation now, Actor actor) {
        var wanted = now.stage().scoring();
        if (wanted == null) return null;
        var sheet = now.scheme().score(wanted.sheet()).orElseThrow();
        var opened = now.progress().opened();
        var closed = now.progress().closed();
        boolean may = CaseRules.cannotScore(now, actor, now.progress().seq()).isEmpty();
        var scores = scoring.shown(now);
        var invited = scores.stream().map(ExpertScore::expertId).toList();
        var experts = may && closed == null
                ? accounts.experts(actor.scope()).stream()
                        .filter(expert -> !invited.contains(expert.accountId()))
                        .map(expert -> new CaseView.Expert(expert.accountId(), expert.name(), expert.officeName()))
                        .toList()
                : List.<CaseView.Expert>of();
        return new ScoringView(
                sheet,
                opened != null,
                closed != null,
                opened != null ? Integer.toString(opened.experts()) : situations.figure(now.scheme(), wanted.experts()),
                opened != null
                        ? CaseRules.plain(opened.pass())
                        : Optional.ofNullable(situations.figure(now.scheme(), wanted.pass()))
                                .orElse(sheet.pass() == null ? null : CaseRules.plain(sheet.pass())),
                closed == null ? null : closed.mean(),
                wanted.dropExtremes(),
                scores,
                may && closed == null,
                may && opened != null && closed == null,
                experts);
    }

    /// The usual way from the first stage to the good end, with what happened so far; a case off that way has its
    /// present stage in its place.
    private List<Step> steps(Situation now) {
        var way = way(now.procedure());
        var here = now.stage();
        int at = way.indexOf(here);
        var last = new LinkedHashMap<String, CaseAct>();
        for (var act : now.acts()) if (act.moves()) last.put(act.header().from(), act);
        var steps = new ArrayList<Step>();
        if (at < 0) {
            for (var stage : way) if (last.containsKey(stage.id())) steps.add(done(stage, last.get(stage.id())));
            steps.add(now(now, here));
            return steps;
        }
        for (int i = 0; i < way.size(); i++) {
            var stage = way.get(i);
            var act = last.get(stage.id());
            if (i < at && act != null) steps.add(done(stage, act));
            else if (i == at) steps.add(now(now, stage));
            else
                steps.add(new Step(
                        stage.title(),
                        Step.State.LATER,
                        stage.end() != null
                                ? ""
                                : situations
                                        .turn(now.scheme(), stage, now.theCase())
                                        .title(),
                        "待定"));
        }
        return steps;
    }

    private static Step done(Stage stage, CaseAct act) {
        var header = act.header();
        return new Step(
                stage.title(),
                Step.State.DONE,
                header.by().officeName(),
                Ui.dayOf(header.at()) + " " + header.by().name());
    }

    private static Step now(Situation now, Stage stage) {
        var theCase = now.theCase();
        if (stage.end() != null)
            return new Step(stage.title(), Step.State.DONE, "", Ui.dayOf(theCase.enteredStageAt()));
        return new Step(
                stage.title(),
                Step.State.NOW,
                now.turn().title(),
                theCase.dueOn() == null ? Ui.dayOf(theCase.enteredStageAt()) + "起" : Ui.day(theCase.dueOn()) + "前");
    }

    static List<Stage> way(Procedure procedure) {
        var way = new LinkedHashSet<Stage>();
        Optional<Stage> stage = Optional.of(procedure.first());
        while (stage.isPresent() && way.add(stage.get()))
            stage = stage.get().acts().entrySet().stream()
                    .filter(entry -> entry.getKey().forward())
                    .findFirst()
                    .flatMap(entry -> procedure.stage(entry.getValue()));
        return List.copyOf(way);
    }
}
