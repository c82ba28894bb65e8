package org.nongyou.procedure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nongyoudb.procedure.tables.records.CasesRecord;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.procedure.CaseAct.Doer;
import org.nongyou.procedure.CaseAct.Header;
import org.nongyou.procedure.CaseRules.Situation;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Days;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The official acts on cases (申报件), from the start to the end. An act locks its case, is decided by [CaseRules] on
/// what the last act left, and is written together with its row in the journal; a case outside the person's area throws
/// [NotFound]. What people fill in between two acts stands in [CasePapers].
@Service
public class Cases {

    static final String SUBJECT = "case";

    private final CaseStore store;
    private final Situations situations;
    private final Schemes schemes;
    private final Map<String, SubjectSource> subjects = new HashMap<>();
    private final List<ConclusionGuard> guards;
    private final Notices notices;
    private final Journal journal;
    private final ApplicationEventPublisher events;

    Cases(
            CaseStore store,
            Situations situations,
            Schemes schemes,
            List<SubjectSource> subjects,
            List<ConclusionGuard> guards,
            Notices notices,
            Journal journal,
            ApplicationEventPublisher events) {
        this.store = store;
        this.situations = situations;
        this.schemes = schemes;
        subjects.forEach(source -> this.subjects.put(source.kind(), source));
        this.guards = guards;
        this.notices = notices;
        this.journal = journal;
        this.events = events;
    }

    /// Starts a case at the procedure's first stage, by whoever may act there; an office may start for the applicant.
    @Transactional
    public Decision<Case> start(Actor actor, NewCase wanted) {
        var scheme = schemes.at(wanted.scheme());
        var procedure = scheme.procedure(wanted.procedureId()).orElse(null);
        if (procedure == null) return Decision.refused("case.no-procedure");
        var kindId = wanted.kind() != null ? wanted.kind() : onlyKind(procedure);
        if (procedure.lists() != null
                && (kindId == null || !procedure.lists().kinds().contains(kindId)))
            return Decision.refused(Refusal.of("case.kind-missing").at("kind"));
        var kind = kindId == null ? null : scheme.kind(kindId).orElse(null);
        if (kind != null && !kind.subject().code().equals(wanted.subjectKind()))
            return Decision.refused("case.subject-kind", kind.subject().title(), subjectTitle(wanted.subjectKind()));
        var source = subjects.get(wanted.subjectKind());
        var subject = source == null ? Optional.<CaseSubject>empty() : source.find(actor.scope(), wanted.subjectId());
        if (subject.isEmpty()) return Decision.refused("case.not-subject");
        return start(actor, wanted, scheme, procedure, kind, subject.get());
    }

    private Decision<Case> start(
            Actor actor, NewCase wanted, Scheme scheme, Procedure procedure, @Nullable Kind kind, CaseSubject subject) {
        var stage = procedure.first();
        // An office that starts for an applicant becomes the one to fill in the form.
        var createdOffice = stage.byApplicant() ? actor.officeId() : null;
        var now = situations.now();
        var row = new CasesRecord();
        row.setSchemeId(scheme.id());
        row.setSchemeVersion(scheme.version());
        row.setProcedureId(procedure.id());
        row.setKind(kind == null ? null : kind.id());
        row.setLevel(
                procedure.lists() == null ? null : procedure.lists().level().code());
        row.setClassId(wanted.classId());
        row.setSubjectKind(subject.kind());
        row.setSubjectId(subject.id());
        row.setTitle(subject.title());
        row.setProducerId(subject.producerId());
        row.setProducerName(subject.producerName());
        row.setRegionCode(subject.region().value());
        row.setStage(stage.id());
        row.setStageTitle(stage.title());
        row.setState("open");
        row.setCreatedBy(actor.accountId());
        row.setCreatedOffice(createdOffice);
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        row.setEnteredStageAt(now);
        row.setRevision(1);
        row.setDemo(actor.demo() || subject.demo());
        row.setForm(JSONB.valueOf(
                wanted.classId() == null
                        ? "{}"
                        : CaseStore.JSON.writeValueAsString(Map.of(CaseForm.CLASS, wanted.classId()))));
        row.setDueOn(situations.dueOn(scheme, stage));
        var turn = situations.turn(scheme, stage, subject.region(), createdOffice);
        row.setActingOfficeId(CaseStore.first(turn, createdOffice));
        row.setOtherOffices(CaseStore.others(turn));
        row.setWithApplicant(turn.applicant());
        boolean his = actor.isProducer()
                ? turn.applicant()
                        && actor.producerId() != null
                        && actor.producerId().equals(subject.producerId())
                : actor.office() != null
                        && turn.offices().stream()
                                .anyMatch(office -> Long.valueOf(office.id()).equals(actor.officeId()));
        if (!his)
            return refusedStart(
                    actor,
                    subject,
                    Refusal.of("case.start-not-here", stage.title(), turn.title())
                            .citing(CaseRules.cite(stage)));
        boolean mayBegin =
                stage.acts().keySet().stream().filter(Act::forward).anyMatch(act -> CaseRules.mayByRole(actor, act));
        if (!mayBegin) return refusedStart(actor, subject, Refusal.of("case.no-right", "申报"));
        row.setNumber(store.nextNumber(subject.region(), situations.today().getYear()));
        var inserted = store.insert(row);
        if (inserted.isEmpty()) {
            var open = store.openOne(scheme.id(), procedure.id(), subject.kind(), subject.id());
            return refusedStart(
                    actor,
                    subject,
                    Refusal.of(
                            "case.open-already",
                            open.map(one -> one.getNumber() + "（" + one.getStageTitle() + "）")
                                    .orElse("")));
        }
        var theCase = CaseStore.of(inserted.get());
        store.insertAct(
                theCase.id(),
                new CaseAct.Started(new Header(
                        1,
                        stage.id(),
                        stage.id(),
                        new Doer(actor.accountId(), actor.name(), actor.officeId(), actor.officeName(), null),
                        "",
                        now)));
        journal.write(
                actor, entry(theCase, "start", "开始申报：" + procedure.title()).change(null, stateJson(stage.id())));
        return Decision.done(theCase);
    }

    private Decision<Case> refusedStart(Actor actor, CaseSubject subject, Refusal refusal) {
        journal.writeRefused(
                actor,
                JournalEntry.of(
                                "case.start",
                                subject.region(),
                                subject.kind(),
                                subject.id(),
                                subject.title(),
                                "想开始申报，系统没有受理")
                        .because(refusal.message()));
        return Decision.refused(refusal);
    }

    /// Carries out an act of the scheme: 提交, 通过, 退回, 不通过, 撤回, 异议成立, 直接登记, 办结.
    @Transactional
    public Decision<Case> act(Actor actor, long caseId, ActForm form) {
        var now = lockWithActs(actor, caseId);
        var decision = CaseRules.decide(now, actor, form, situations.now()).then(act -> guarded(now, form.act(), act));
        return switch (decision) {
            case Decision.Refused<CaseAct>(var refusal) ->
                refused(actor, now, form.act().code(), form.act().title(), refusal);
            case Decision.Done<CaseAct>(var act) -> carryOut(actor, now, form.act(), act);
        };
    }

    private Decision<CaseAct> guarded(Situation now, Act act, CaseAct decided) {
        var end = now.endAfter(act);
        var against = new ArrayList<Refusal>();
        for (var guard : guards)
            against.addAll(end == null ? guard.against(now.theCase(), act) : guard.against(now.theCase(), end));
        return against.isEmpty() ? Decision.done(decided) : Decision.refused(Refusal.joined(against));
    }

    private Decision<Case> carryOut(Actor actor, Situation now, Act act, CaseAct decided) {
        var header = decided.header();
        var next = now.procedure().stage(header.to()).orElseThrow();
        var turn = situations.turn(now.scheme(), next, now.theCase());
        var due = situations.dueOn(now.scheme(), next);
        var line = journal.line(
                actor,
                entry(now.theCase(), decided.code(), sentence(now, decided, next, turn))
                        .because(header.opinion().isBlank() ? null : header.opinion())
                        .change(stateJson(now.stage().id()), stateJson(next.id())));
        store.move(now.theCase(), decided, next, turn, due, line);
        var before = now.theCase();
        var after = new Case(
                before.id(),
                before.number(),
                before.scheme(),
                before.procedureId(),
                before.kind(),
                before.level(),
                before.classId(),
                before.subjectKind(),
                before.subjectId(),
                before.title(),
                before.producerId(),
                before.producerName(),
                before.region(),
                next.id(),
                next.title(),
                next.end(),
                CaseStore.first(turn, before.createdOffice()),
                next.end() == null && turn.applicant(),
                header.at(),
                due,
                before.noticeId(),
                header.seq(),
                before.createdBy(),
                before.createdOffice(),
                before.createdAt(),
                before.demo());
        var end = next.end();
        if (end == null) events.publishEvent(new CaseMoved(after, act));
        else
            events.publishEvent(
                    new CaseConcluded(after, end, actor, situations.today(), adopted(now, act), header.opinion()));
        return Decision.done(after);
    }

    private static boolean adopted(Situation now, Act act) {
        return act == Act.ADOPT || now.acts().stream().anyMatch(one -> one instanceof CaseAct.Adopted);
    }

    private static String sentence(Situation now, CaseAct act, Stage next, Turn turn) {
        var what = now.stage().title() + "：" + act.title();
        var doer = act.header().by().recordedFor();
        if (doer != null) what = "录入" + doer + "的结果，" + what;
        if (next.end() != null) return what + "，" + next.title();
        return what + "，到“" + next.title() + "”，由" + turn.title() + "办";
    }

    /// 公示：opens the notice at the stage that asks for it.
    /// @param days as the acting office enters them; left out where the scheme itself gives the number
    @Transactional
    public Decision<Case> publicise(Actor actor, long caseId, int revision, @Nullable Integer days, String text) {
        var now = lockWithActs(actor, caseId);
        var barred = CaseRules.cannotPublicise(now, actor, revision);
        if (barred.isPresent()) return refused(actor, now, "publicise", "开始公示", barred.get());
        var stage = now.stage();
        int number = stage.notice() instanceof Days.Fixed fixed ? fixed.number() : days == null ? 0 : days;
        var title = now.theCase().title() + "：" + stage.title();
        var body = text.isBlank() ? noticeText(now) : text;
        var clause = CaseRules.cite(stage);
        var theCase = now.theCase();
        var id = Long.toString(theCase.id());
        var opened = stage.notice().calendar()
                ? notices.openPublicityForCalendarDays(
                        actor, title, body, clause, theCase.region(), SUBJECT, id, number)
                : notices.openPublicity(actor, title, body, clause, theCase.region(), SUBJECT, id, number);
        return switch (opened) {
            case Decision.Refused<Notice>(var refusal) -> refused(actor, now, "publicise", "开始公示", refusal);
            case Decision.Done<Notice>(var notice) -> {
                var endsOn = Objects.requireNonNull(notice.endsOn());
                var act = new CaseAct.Publicised(
                        CaseRules.header(now, actor, stage.id(), "", situations.now()), notice.id(), number, endsOn);
                store.insertAct(theCase.id(), act);
                store.publicise(
                        theCase.id(),
                        notice.id(),
                        endsOn,
                        act.header().seq(),
                        act.header().at());
                journal.write(
                        actor,
                        entry(
                                theCase,
                                "publicise",
                                stage.title() + "：开始公示，" + notice.length() + "，到 " + endsOn + " 止"));
                yield Decision.done(find(actor.scope(), theCase.id()).orElseThrow());
            }
        };
    }

    /// The text of a notice when the office writes none of its own.
    static String noticeText(Situation now) {
        var theCase = now.theCase();
        var kind = now.kind();
        var text = new StringBuilder("按照《" + now.scheme().title() + "》");
        if (kind != null && theCase.level() != null)
            text.append("，“")
                    .append(theCase.title())
                    .append("”拟列入")
                    .append(theCase.level().title())
                    .append(kind.title());
        else
            text.append("，“")
                    .append(theCase.title())
                    .append("”：")
                    .append(now.procedure().title());
        if (!theCase.producerName().isBlank()) text.append("，主体为").append(theCase.producerName());
        return text.append("，现予公示。公示期内有异议的，可以在本页面提出，写明事实和联系方式。").toString();
    }

    /// Hands cases to the offices that were established since they came to their step.
    /// @return how many were handed over
    @Transactional
    int handOver() {
        int handed = 0;
        for (var row : store.withoutOffice(10_000)) {
            var now = situations.step(row);
            if (now.turn().offices().isEmpty()) continue;
            store.handOver(row.getId(), now.turn());
            handed++;
        }
        return handed;
    }

    public Optional<Case> find(Scope scope, long id) {
        return store.read(scope, id).map(CaseStore::of);
    }

    private Situation lockWithActs(Actor actor, long caseId) {
        var locked = store.lockWithActs(actor.scope(), caseId).orElseThrow(NotFound::new);
        return situations.of(locked.row(), locked.acts());
    }

    private Decision<Case> refused(Actor actor, Situation now, String code, String title, Refusal refusal) {
        recordRefusal(journal, actor, now.theCase(), code, title, refusal);
        return Decision.refused(refusal);
    }

    static void recordRefusal(Journal journal, Actor actor, Case theCase, String code, String title, Refusal refusal) {
        var reasons = refusal.all();
        var summary = "点“" + title + "”，系统没有受理" + (reasons.size() > 1 ? "：" + reasons.size() + " 处要先处理" : "");
        journal.writeRefused(
                actor,
                entry(theCase, code, summary)
                        .because(String.join(
                                "；", reasons.stream().map(Refusal::message).toList())));
    }

    static JournalEntry entry(Case theCase, String code, String summary) {
        return JournalEntry.of("case." + code, theCase.region(), SUBJECT, theCase.id(), theCase.title(), summary);
    }

    private static String stateJson(String stage) {
        return "{\"stage\":\"" + stage + "\"}";
    }

    private static @Nullable String onlyKind(Procedure procedure) {
        return procedure.lists() != null && procedure.lists().kinds().size() == 1
                ? procedure.lists().kinds().getFirst()
                : null;
    }

    private static String subjectTitle(String kind) {
        return org.nongyou.scheme.Subject.ofCode(kind)
                .map(org.nongyou.scheme.Subject::title)
                .orElse("别的对象");
    }
}
