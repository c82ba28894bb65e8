package org.nongyou.procedure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.procedure.tables.records.CasesRecord;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseRules.Step;
import org.nongyou.procedure.CaseStore.NewDocument;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The papers of a case (案卷): the application, the documents and the reviewers' answers, filled in between two
/// acts by whoever's turn it is. None of it moves the case or stands in the journal; the next act judges it. A case
/// outside the person's area throws [NotFound].
@Service
public class CasePapers {

    /// Of one field of a form, in characters.
    private static final int LONGEST = 2000;

    /// For documents that nobody asked for by name.
    public static final String OTHER_DOCUMENT = "其他材料";

    private static final int LONGEST_NEED = 100;

    private final CaseStore store;
    private final Situations situations;
    private final Files files;

    CasePapers(CaseStore store, Situations situations, Files files) {
        this.store = store;
        this.situations = situations;
        this.files = files;
    }

    /// Keeps what the applicant typed so far. Only changed fields come in; a field that somebody else changed since the
    /// page was shown is not overwritten but handed back.
    /// @param changed field to its new value, as typed
    /// @param was     field to what the page showed before; a field left out is saved without that question
    @Transactional
    public Decision<Saved> saveForm(Actor actor, long caseId, Map<String, String> changed, Map<String, String> was) {
        var row = lock(actor, caseId);
        var now = situations.step(row);
        var barred = mayEdit(now, actor);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var accepted = new HashMap<String, String>();
        var theirs = new HashMap<String, String>();
        var form = CaseStore.form(row);
        var allowed = formKeys(now);
        var faults = new ArrayList<Refusal>();
        changed.forEach((key, typed) -> {
            var value = typed.strip();
            if (!allowed.contains(key)) return;
            if (value.length() > LONGEST) {
                faults.add(Refusal.of(
                                "case.fact-long",
                                Wanted.title(now.scheme(), key.substring(CaseForm.FACT.length())),
                                LONGEST)
                        .at(key));
                return;
            }
            var present = form.value(key);
            var shown = was.get(key);
            if (shown != null && !shown.equals(present) && !value.equals(present)) theirs.put(key, present);
            else accepted.put(key, value);
        });
        var at = situations.now();
        if (!accepted.isEmpty()) store.saveForm(caseId, form.with(accepted), at);
        return faults.isEmpty() ? Decision.done(new Saved(at, theirs)) : Decision.refused(Refusal.joined(faults));
    }

    private static List<String> formKeys(Step now) {
        var keys = new ArrayList<>(List.of(CaseForm.CLASS, CaseForm.COMMITMENT));
        for (var fact :
                CaseForm.asked(now.scheme(), now.procedure(), now.theCase().kind()))
            keys.add(CaseForm.FACT + fact.definition().name());
        return keys;
    }

    /// Whether the person may change the application now: at the first stage, when it is his turn.
    static Optional<Refusal> mayEdit(Step now, Actor actor) {
        var barred = CaseRules.barred(now, actor);
        if (barred.isPresent()) return barred;
        if (!now.stage().id().equals(now.procedure().start()) || !actor.may(Verb.APPLY) && !actor.may(Verb.DECIDE))
            return Optional.of(Refusal.of("case.no-right", "改申报内容"));
        return Optional.empty();
    }

    /// Hands in a document at the present stage.
    @Transactional
    public Decision<CaseDocument> attach(Actor actor, long caseId, Upload upload) {
        return attachAll(actor, caseId, List.of(upload)).getFirst();
    }

    /// The same for several; each is judged by itself.
    /// @return one decision for each, in the same order
    @Transactional
    public List<Decision<CaseDocument>> attachAll(Actor actor, long caseId, List<Upload> uploads) {
        var now = situations.step(lock(actor, caseId));
        var barred = cannotAttach(now, actor);
        if (barred.isPresent())
            return uploads.stream()
                    .map(_ -> Decision.<CaseDocument>refused(barred.get()))
                    .toList();
        var here = uploads.stream()
                .filter(one -> one.item().isBlank() || itemHere(now, one.item()))
                .toList();
        var theCase = now.theCase();
        var stored = files.storeAll(
                actor,
                theCase.region(),
                theCase.producerId(),
                here.stream()
                        .map(one -> new Files.Incoming(one.name(), one.content()))
                        .toList());
        var added = new ArrayList<NewDocument>();
        for (int i = 0; i < here.size(); i++) {
            if (stored.get(i) instanceof Decision.Done<StoredFile>(var file))
                added.add(new NewDocument(
                        need(here.get(i)), blankToNull(here.get(i).item()), file.id()));
        }
        var documents = store.addDocuments(caseId, now.stage().id(), added, actor.accountId(), situations.now())
                .iterator();
        var results = stored.iterator();
        return uploads.stream()
                .map(one -> one.item().isBlank() || itemHere(now, one.item())
                        ? results.next().then(_ -> Decision.done(documents.next()))
                        : Decision.<CaseDocument>refused("case.item-not-here"))
                .toList();
    }

    private static Optional<Refusal> cannotAttach(Step now, Actor actor) {
        var barred = CaseRules.barred(now, actor);
        if (barred.isPresent()) return barred;
        return actor.may(Verb.APPLY) || actor.may(Verb.DECIDE)
                ? Optional.empty()
                : Optional.of(Refusal.of("case.no-right", "传材料"));
    }

    private static String need(Upload upload) {
        var need = upload.need().isBlank() ? OTHER_DOCUMENT : upload.need().strip();
        return need.length() > LONGEST_NEED ? need.substring(0, LONGEST_NEED) : need;
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }

    /// Takes a wrong upload out of the case, as long as the case is still at the stage at which it was handed in.
    @Transactional
    public Decision<Case> detach(Actor actor, long caseId, long documentId) {
        var now = situations.step(lock(actor, caseId));
        var barred = CaseRules.barred(now, actor);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (!store.removeDocument(caseId, documentId, now.stage().id(), actor.accountId(), situations.now()))
            throw new NotFound();
        return Decision.done(now.theCase());
    }

    /// Keeps a reviewer's answer to an item, or his statement of a fact, for the present round.
    @Transactional
    public Decision<Case> answer(Actor actor, long caseId, AnswerForm form) {
        return answerAll(actor, caseId, List.of(form));
    }

    /// The same for several, all or none. Of two for one item the later holds.
    @Transactional
    public Decision<Case> answerAll(Actor actor, long caseId, List<AnswerForm> forms) {
        var now = situations.step(lock(actor, caseId));
        var barred = CaseRules.barred(now, actor);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (!actor.may(Verb.DECIDE)) return Decision.refused("case.no-right", "填核对结果");
        var wrong = forms.stream().flatMap(form -> wrong(now, form).stream()).toList();
        if (!wrong.isEmpty()) return Decision.refused(Refusal.joined(wrong));
        var answers = new LinkedHashMap<String, Answer>();
        for (var form : forms)
            answers.put(
                    form.item(),
                    new Answer(
                            form.item(),
                            form.met(),
                            value(form),
                            form.note().strip(),
                            actor.accountId(),
                            situations.now()));
        if (!answers.isEmpty()) store.saveAnswers(caseId, now.stage().id(), situations.round(now), answers.values());
        return Decision.done(now.theCase());
    }

    private static Optional<Refusal> wrong(Step now, AnswerForm form) {
        if (!itemHere(now, form.item())) return Optional.of(Refusal.of("case.item-not-here"));
        if (form.note().length() > 1000)
            return Optional.of(Refusal.of("case.answer-too-long").at("note-" + form.item()));
        var value = value(form);
        if (value == null) return Optional.empty();
        var fact = Wanted.definition(now.scheme(), form.item());
        return CaseForm.parse(fact, value).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of("case.fact-wrong", fact.title(), CaseForm.example(fact))
                        .at("fact-" + form.item()));
    }

    private static @Nullable String value(AnswerForm form) {
        return form.value() == null || form.value().isBlank()
                ? null
                : form.value().strip();
    }

    private static boolean itemHere(Step now, String item) {
        var checklist = now.stage().checklist();
        boolean inList = checklist != null
                && now.scheme()
                        .checklist(checklist)
                        .flatMap(list -> list.item(item))
                        .isPresent();
        if (inList || Wanted.atStage(now.scheme(), now.stage()).contains(item)) return true;
        var kind = now.kind();
        return kind != null && Wanted.ofKind(kind).contains(item);
    }

    private CasesRecord lock(Actor actor, long caseId) {
        return store.lock(actor.scope(), caseId).orElseThrow(NotFound::new);
    }
}
