package org.nongyou.subsidy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nongyoudb.subsidy.tables.records.ClaimsRecord;
import nongyoudb.subsidy.tables.records.DocumentsRecord;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.PaperNumber;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseForm;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.NewCase;
import org.nongyou.procedure.Upload;
import org.nongyou.producer.Producer;
import org.nongyou.producer.Producers;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Act;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// The claims (补助申请): entered by the applicant, or by the office for him, and handed in into the scheme's procedure.
/// What lies outside the person's area throws [NotFound].
@Service
public class Claims {

    /// What a case is about.
    static final String SUBJECT = "claim";

    /// Bases and sites are the same places.
    static final String PLACE = "place";

    private static final int MOST_LINES = 50;

    /// Within this time the same form sent again is the same claim.
    private static final Duration ONE_FORM = Duration.ofMinutes(1);

    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_TEXT = 2000;

    private final ClaimStore store;
    private final Assessments assessments;
    private final Schemes schemes;
    private final Producers producers;
    private final Bases bases;
    private final Cases cases;
    private final CasePapers papers;
    private final Files files;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Claims(
            ClaimStore store,
            Assessments assessments,
            Schemes schemes,
            Producers producers,
            Bases bases,
            Cases cases,
            CasePapers papers,
            Files files,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.assessments = assessments;
        this.schemes = schemes;
        this.producers = producers;
        this.bases = bases;
        this.cases = cases;
        this.papers = papers;
        this.files = files;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    // --- Reading

    public Optional<Claim> find(Scope scope, long id) {
        return store.find(scope, id);
    }

    public List<ClaimLine> lines(Claim claim) {
        return store.lines(claim.id());
    }

    public List<ClaimDocument> documents(Claim claim) {
        var rows = store.documents(claim.id());
        var stored =
                files.ofMatter(rows.stream().map(DocumentsRecord::getFileId).toList());
        var documents = new ArrayList<ClaimDocument>();
        for (var row : rows) {
            var file = stored.get(row.getFileId());
            if (file != null) documents.add(new ClaimDocument(row.getId(), row.getTitle(), file, row.getSent()));
        }
        return documents;
    }

    /// What the claim comes to as it is entered now.
    public Assessed assess(Claim claim) {
        return assessments.assess(claim, store.lines(claim.id()), claim.editable() ? today() : claim.claimedOn());
    }

    // --- Filling in

    /// Begins a claim with its first line. A form that was sent twice begins one: the draft of the last minute in which
    /// nothing was entered yet is given again.
    @Transactional
    public Decision<Claim> open(Actor actor, NewClaim wanted) {
        if (!actor.may(Verb.APPLY)) return Decision.refused("subsidy.no-right");
        var scheme = schemes.find(wanted.scheme()).orElse(null);
        var rule = scheme == null ? null : scheme.subsidy(wanted.rule()).orElse(null);
        if (scheme == null || rule == null)
            return Decision.refused(Refusal.of("subsidy.no-rule").at("rule"));
        var producer = producers.find(actor.scope(), wanted.producerId()).orElse(null);
        if (producer == null)
            return Decision.refused(Refusal.of("subsidy.no-producer").at("producer"));
        if (!new RegionCode(scheme.region()).contains(producer.region()))
            return Decision.refused(Refusal.of("subsidy.outside-scheme", producer.name(), scheme.title())
                    .citing(String.join("、", rule.clauses()))
                    .at("producer"));
        var before = store.untouched(actor, scheme, rule, producer.id(), now().minus(ONE_FORM));
        if (before.isPresent()) return Decision.done(before.get());
        var id = store.insert(row(actor, scheme, rule, producer));
        var claim = store.find(actor.scope(), id).orElseThrow();
        store.insert(claim, 1, rule, group(rule), new ClaimStore.Item("", "", null, producer.region()));
        return Decision.done(claim);
    }

    private ClaimsRecord row(Actor actor, Scheme scheme, Subsidy rule, Producer producer) {
        var now = now();
        var row = new ClaimsRecord();
        row.setSchemeId(scheme.id());
        row.setSchemeVersion(scheme.version());
        row.setProcedureId(rule.procedure());
        row.setProducerId(producer.id());
        row.setProducerName(producer.name());
        row.setTitle(rule.title());
        row.setRegionCode(producer.region().value());
        row.setClaimedOn(today());
        row.setClaimYear(today().getYear());
        row.setState(ClaimState.DRAFT.code());
        row.setCreatedBy(actor.accountId());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        row.setDemo(actor.demo() || producer.demo());
        return row;
    }

    private static String group(Subsidy rule) {
        return rule.item().equals("base") || rule.item().equals("site") ? PLACE : rule.item();
    }

    /// Another line under a rule that the same procedure pays.
    @Transactional
    public Decision<Claim> addLine(Actor actor, long id, String rule) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var scheme = schemes.at(claim.scheme());
        var one = scheme.subsidy(rule)
                .filter(found -> found.procedure().equals(claim.procedureId()))
                .orElse(null);
        if (one == null) return Decision.refused(Refusal.of("subsidy.no-rule").at("rule"));
        var lines = store.lines(id);
        if (lines.size() >= MOST_LINES) return Decision.refused("subsidy.too-many-lines", MOST_LINES);
        int next = lines.isEmpty() ? 1 : lines.getLast().line() + 1;
        store.insert(claim, next, one, group(one), new ClaimStore.Item("", "", null, assessments.home(claim)));
        return Decision.done(touched(actor, claim, claim.facts(), claim.committed()));
    }

    @Transactional
    public Decision<Claim> removeLine(Actor actor, long id, int line) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        store.remove(id, line);
        return Decision.done(touched(actor, claim, claim.facts(), claim.committed()));
    }

    /// Keeps what is entered, as typed.
    /// @param typed     facts of the claim and the applicant, by name
    /// @param items     by line; a line left out keeps its own
    /// @param lineFacts by line and name
    @Transactional
    public Decision<Claim> save(
            Actor actor,
            long id,
            Map<String, String> typed,
            Map<Integer, NewItem> items,
            Map<Integer, Map<String, String>> lineFacts,
            boolean committed) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var faults = new ArrayList<Refusal>();
        for (var line : store.lines(id)) {
            var wanted = items.get(line.line());
            if (wanted != null)
                switch (item(actor, claim, line, wanted)) {
                    case Decision.Done<ClaimStore.Item>(var item) -> store.setItem(id, line.line(), item);
                    case Decision.Refused<ClaimStore.Item>(var refusal) ->
                        faults.add(refusal.at("line-" + line.line()));
                }
            var facts = lineFacts.get(line.line());
            if (facts != null) store.setFacts(id, line.line(), merged(line.facts(), facts));
        }
        var saved = touched(actor, claim, merged(claim.facts(), typed), committed);
        return faults.isEmpty() ? Decision.done(saved) : Decision.refused(Refusal.joined(faults));
    }

    private static Map<String, String> merged(Map<String, String> before, Map<String, String> typed) {
        var all = new LinkedHashMap<>(before);
        typed.forEach((name, text) -> {
            var clean = text.strip();
            if (clean.length() <= LONGEST_TEXT) all.put(name, clean);
        });
        return all;
    }

    private Decision<ClaimStore.Item> item(Actor actor, Claim claim, ClaimLine line, NewItem wanted) {
        if (wanted.baseId() != null) {
            var base = bases.findRow(actor.scope(), wanted.baseId()).orElse(null);
            if (base == null || base.producerId() != claim.producerId())
                return Decision.refused("subsidy.not-his-base");
            return Decision.done(new ClaimStore.Item(base.number(), base.name(), base.id(), base.region()));
        }
        var written = wanted.number().strip();
        if (written.length() > LONGEST_NUMBER) return Decision.refused("subsidy.number-long", LONGEST_NUMBER);
        if (!written.isEmpty() && PaperNumber.tooShort(written))
            return Decision.refused("subsidy.number-short", written, PaperNumber.LEAST);
        return Decision.done(new ClaimStore.Item(PaperNumber.key(written), written, null, assessments.home(claim)));
    }

    /// The title and the place follow from the lines.
    private Claim touched(Actor actor, Claim claim, Map<String, String> typed, boolean committed) {
        var scheme = schemes.at(claim.scheme());
        var lines = store.lines(claim.id());
        var title = lines.isEmpty()
                ? claim.title()
                : Assessments.rule(scheme, lines.getFirst()).title()
                        + (lines.size() > 1 ? "等 " + lines.size() + " 项" : "");
        var region = lines.stream()
                .flatMap(line -> assessments
                        .regionOf(line, Assessments.rule(scheme, line).item())
                        .stream())
                .findFirst()
                .flatMap(RegionCode::parse)
                .filter(place -> new RegionCode(scheme.region()).contains(place))
                .filter(place -> actor.isProducer() || actor.scope().covers(place))
                .orElse(claim.region());
        store.touch(claim, typed, committed, title, region, now());
        return store.find(actor.scope(), claim.id()).orElseThrow();
    }

    @Transactional
    public Decision<ClaimDocument> attach(Actor actor, long id, String title, String name, InputStream content) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var clean = title.isBlank() ? CasePapers.OTHER_DOCUMENT : title.strip();
        if (clean.length() > LONGEST_NUMBER) return Decision.refused("subsidy.number-long", LONGEST_NUMBER);
        return files.store(actor, claim.region(), claim.producerId(), name, content)
                .then(file -> {
                    store.insertDocument(id, clean, file.id(), actor.accountId(), now());
                    var added = store.documents(id).getLast();
                    return Decision.done(new ClaimDocument(added.getId(), clean, file, false));
                });
    }

    @Transactional
    public Decision<Claim> detach(Actor actor, long id, long document) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (!store.removeDocument(id, document)) return Decision.refused("subsidy.document-sent");
        return Decision.done(claim);
    }

    /// A draft leaves no trace: nothing was handed in.
    @Transactional
    public Decision<Claim> discard(Actor actor, long id) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        if (claim.state() != ClaimState.DRAFT) return Decision.refused("subsidy.not-draft");
        store.delete(id);
        return Decision.done(claim);
    }

    private Optional<Refusal> barred(Actor actor, Claim claim) {
        if (!actor.may(Verb.APPLY)) return Optional.of(Refusal.of("subsidy.no-right"));
        if (!claim.editable())
            return Optional.of(Refusal.of(
                    "subsidy.not-editable",
                    claim.state() == ClaimState.OPEN
                            ? claim.stageTitle()
                            : claim.state().title()));
        return Optional.empty();
    }

    // --- Handing in

    /// Hands the claim in: judged anew while everybody else who claims under the same caps waits, written down, and put
    /// on the way of the scheme's procedure. All or nothing.
    public Decision<Claim> submit(Actor actor, long id) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            var decision = handIn(actor, id);
            if (decision instanceof Decision.Refused<Claim>(var refusal)) {
                status.setRollbackOnly();
                return Decision.<Claim>refused(refusal);
            }
            return decision;
        }));
    }

    private Decision<Claim> handIn(Actor actor, long id) {
        var claim = lock(actor, id);
        var barred = barred(actor, claim);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var scheme = schemes.at(claim.scheme());
        var lines = store.lines(id);
        store.lockCaps(claim, scheme, lines);
        var today = today();
        var assessed = assessments.assess(claim, lines, today);
        if (!assessed.standing().isEmpty()) return Decision.refused(Refusal.joined(assessed.standing()));
        boolean again = claim.caseId() != null;
        return travel(actor, claim, scheme, assessed)
                .then(theCase -> {
                    store.handIn(claim, assessed, today, now());
                    if (!again) store.setCase(id, theCase.id(), theCase.number());
                    return cases.act(actor, theCase.id(), new ActForm(Act.SUBMIT, theCase.revision(), ""));
                })
                .then(theCase -> {
                    var done = store.find(actor.scope(), id).orElseThrow();
                    journal.write(
                            actor,
                            JournalEntry.of(
                                            again ? "subsidy.resubmit" : "subsidy.submit",
                                            done.region(),
                                            "subsidy",
                                            id,
                                            done.producerName(),
                                            "申请" + done.title() + "，"
                                                    + Digits.grouped(
                                                            done.shares().total()) + " 元，申请号 " + done.number())
                                    .change(again ? json(claim) : null, json(done)));
                    return Decision.done(done);
                });
    }

    /// The case, with what it needs for the first step.
    private Decision<Case> travel(Actor actor, Claim claim, Scheme scheme, Assessed assessed) {
        var caseId = claim.caseId();
        var started = caseId != null
                ? cases.find(actor.scope(), caseId)
                        .map(Decision::done)
                        .orElseGet(() -> Decision.refused("subsidy.not-editable", claim.stageTitle()))
                : cases.start(
                        actor,
                        new NewCase(
                                claim.scheme(), claim.procedureId(), null, SUBJECT, Long.toString(claim.id()), null));
        return started.then(theCase -> {
            var form = new LinkedHashMap<String, String>();
            if (Assessments.commits(scheme, claim)) form.put(CaseForm.COMMITMENT, Boolean.toString(claim.committed()));
            claim.facts().forEach((name, typed) -> form.put(CaseForm.FACT + name, typed));
            for (var line : assessed.lines())
                line.line().facts().forEach((name, typed) -> form.putIfAbsent(CaseForm.FACT + name, typed));
            return papers.saveForm(actor, theCase.id(), form, Map.of())
                    .then(_ -> sendDocuments(actor, claim, theCase))
                    .then(_ -> Decision.done(theCase));
        });
    }

    private Decision<Boolean> sendDocuments(Actor actor, Claim claim, Case theCase) {
        var uploads = new ArrayList<Upload>();
        try {
            for (var document : documents(claim))
                if (!document.sent())
                    uploads.add(new Upload(
                            document.title(),
                            "",
                            document.file().name(),
                            java.nio.file.Files.newInputStream(files.path(document.file()))));
            for (var sent : papers.attachAll(actor, theCase.id(), uploads))
                if (sent instanceof Decision.Refused<org.nongyou.procedure.CaseDocument>(var refusal))
                    return Decision.refused(refusal);
        } catch (IOException e) {
            return Decision.refused("subsidy.document-lost");
        } finally {
            for (var upload : uploads) close(upload.content());
        }
        store.sent(claim.id());
        return Decision.done(true);
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String json(Claim claim) {
        var values = new LinkedHashMap<String, String>();
        values.put("total", claim.shares().total().toString());
        claim.shares().of().forEach((level, money) -> values.put("share." + level.code(), money.toString()));
        return ClaimStore.JSON.writeValueAsString(values);
    }

    private Claim lock(Actor actor, long id) {
        return store.lock(actor.scope(), id).orElseThrow(NotFound::new);
    }

    // --- What its case tells

    /// Reasons against handing a returned claim in from the page of its case: it has to be judged anew first.
    List<Refusal> againstSubmit(long claim) {
        return store.find(Scope.within(RegionCode.COUNTRY), claim)
                .filter(Claim::changed)
                .map(one -> List.of(Refusal.of("subsidy.changed", one.number())))
                .orElse(List.of());
    }

    Claim known(long claim) {
        return store.find(Scope.within(RegionCode.COUNTRY), claim).orElseThrow();
    }

    void moved(long claim, ClaimState state, String stage, boolean returned) {
        store.moved(claim, state, stage, returned, now());
    }

    void ended(Actor by, Claim claim, ClaimState state, String stage, LocalDate on, String opinion) {
        store.ended(claim.id(), state, stage, state == ClaimState.PAID ? on : null, now());
        var act = switch (state) {
            case PAID -> "subsidy.pay";
            case WITHDRAWN -> "subsidy.withdraw";
            case DRAFT, OPEN, PAYABLE, REFUSED -> "subsidy.refuse";
        };
        var shares = claim.shares().of().entrySet().stream()
                .map(share -> share.getKey().title() + " " + Digits.grouped(share.getValue()) + " 元")
                .toList();
        journal.write(
                by,
                JournalEntry.of(
                                act,
                                claim.region(),
                                "subsidy",
                                claim.id(),
                                claim.producerName(),
                                state == ClaimState.PAID
                                        ? "拨付" + claim.title() + " "
                                                + Digits.grouped(claim.shares().total()) + " 元：" + Ui.join(shares)
                                        : claim.title() + "，" + state.title())
                        .because(opinion.isBlank() ? null : opinion));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
