package org.nongyou.evaluation;

import static nongyoudb.evaluation.Tables.ROUNDS;
import static nongyoudb.evaluation.Tables.SHEETS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.noCondition;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nongyoudb.evaluation.tables.records.SheetsRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.procedure.CaseSubject;
import org.nongyou.procedure.SubjectSource;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Evaluations as a whole: which may be opened, who takes part, who acts where. What happens to a single sheet is
/// [EvaluationSheets], to the result [Ranking]. What lies outside the person's area throws [NotFound].
@Service
public class Rounds {

    static final String SUBJECT = "evaluation";
    private static final int MOST_SCORERS = 15;

    private final DSLContext sql;
    private final EvaluationStore store;
    private final Schemes schemes;
    private final Offices offices;
    private final Accounts accounts;
    private final Divisions divisions;
    private final Map<String, SubjectSource> subjects = new HashMap<>();
    private final Journal journal;
    private final Clock clock;

    Rounds(
            DSLContext sql,
            EvaluationStore store,
            Schemes schemes,
            Offices offices,
            Accounts accounts,
            Divisions divisions,
            List<SubjectSource> subjects,
            Journal journal,
            Clock clock) {
        this.sql = sql;
        this.store = store;
        this.schemes = schemes;
        this.offices = offices;
        this.accounts = accounts;
        this.divisions = divisions;
        subjects.forEach(source -> this.subjects.put(source.kind(), source));
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reading

    /// Of the person's area and of the offices above it, the newest first.
    public List<Round> list(Scope scope, @Nullable Long before, int limit) {
        return sql.selectFrom(ROUNDS)
                .where(EvaluationStore.readable(scope))
                .and(before == null ? noCondition() : ROUNDS.ID.lt(before))
                .orderBy(ROUNDS.ID.desc())
                .limit(limit)
                .fetch(EvaluationStore::round);
    }

    public Optional<Round> find(Scope scope, long id) {
        return store.round(scope, id);
    }

    /// For the public site: only what was published.
    public List<Round> published(int limit) {
        return sql.selectFrom(ROUNDS)
                .where(ROUNDS.STATE.eq(Round.State.PUBLISHED.code()))
                .orderBy(ROUNDS.PUBLISHED_ON.desc(), ROUNDS.ID.desc())
                .limit(limit)
                .fetch(EvaluationStore::round);
    }

    public Optional<Round> published(long id) {
        return store.round(id).filter(round -> round.state() == Round.State.PUBLISHED);
    }

    /// How far the sheets are: how many there are, and how many have a result or none to expect.
    public record Standing(int sheets, int scored, int left) {

        public boolean complete() {
            return sheets > 0 && scored + left == sheets && scored > 0;
        }
    }

    /// Of several rounds in one statement, within the person's area.
    public Map<Long, Standing> standings(Scope scope, List<Round> rounds) {
        var standings = new HashMap<Long, Standing>();
        if (rounds.isEmpty()) return standings;
        sql.select(
                        SHEETS.ROUND_ID,
                        count(),
                        count().filterWhere(SHEETS.STATE.eq(EvaluationSheet.State.SCORED.code())),
                        count().filterWhere(SHEETS.STATE.eq(EvaluationSheet.State.LEFT.code())))
                .from(SHEETS)
                .where(SHEETS.ROUND_ID.in(rounds.stream().map(Round::id).toList()))
                .and(scope.on(SHEETS.REGION_CODE))
                .groupBy(SHEETS.ROUND_ID)
                .forEach(row -> standings.put(row.value1(), new Standing(row.value2(), row.value3(), row.value4())));
        return standings;
    }

    /// The way of an evaluation's sheets, by the version of the scheme that it was opened under.
    public Way way(Round round) {
        var scheme = schemes.at(round.scheme());
        return Way.of(scheme, scheme.procedure(round.procedureId()).orElseThrow())
                .orElseThrow();
    }

    /// What the person's office may open an evaluation of.
    public List<Way> mayOpen(Actor actor) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return List.of();
        return schemes.list().stream()
                .filter(version -> version.region().contains(actor.region()))
                .flatMap(version -> Way.all(schemes.at(version.ref())).stream())
                .filter(way -> acts(way, way.last(), office))
                .toList();
    }

    /// Whether the person's office recommends subjects one by one.
    public boolean mayNominate(Actor actor, Way way) {
        var office = actor.office();
        return office != null
                && actor.may(Verb.DECIDE)
                && way.everyDivision().isEmpty()
                && acts(way, way.first(), office);
    }

    /// Whether an office of this level and department acts at a stage for what lies in its area.
    static boolean acts(Way way, Stage stage, Office office) {
        return way.offices(stage)
                .anyMatch(named -> named.level() == office.level()
                        && named.department().equals(office.department())
                        && (named.region() == null
                                || named.region().equals(office.region().value())));
    }

    /// The offices that act at a stage for a place; the first is the one whose turn it is.
    Stream<Office> offices(Way way, Stage stage, RegionCode place) {
        return way.offices(stage).flatMap(named -> resolve(named, place).stream());
    }

    private Optional<Office> resolve(SchemeOffice named, RegionCode place) {
        if (named.level() == null) return Optional.empty();
        if (named.region() != null) return offices.of(new RegionCode(named.region()), named.department());
        return offices.over(place, named.level(), named.department());
    }

    boolean runs(Actor actor, Round round) {
        return actor.officeId() != null && actor.officeId() == round.officeId();
    }

    // --- Acts

    /// Opens an evaluation: who evaluates says how many score, and from how many points a result counts. Where every
    /// county is evaluated, each has its sheet at once.
    @Transactional
    public Decision<Round> open(Actor actor, NewRound wanted) {
        var office = actor.office();
        // A second click waits here for the first, and finds its evaluation.
        sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "evaluation " + wanted.formKey());
        var before = sql.selectFrom(ROUNDS)
                .where(ROUNDS.FORM_KEY.eq(wanted.formKey()))
                .fetchOne();
        if (before != null)
            return before.getCreatedBy() == actor.accountId()
                    ? Decision.done(EvaluationStore.round(before))
                    : Decision.refused("evaluation.form-taken");
        var scheme = schemes.find(wanted.scheme()).orElseThrow(NotFound::new);
        var way = scheme.procedure(wanted.procedure())
                .flatMap(procedure -> Way.of(scheme, procedure))
                .orElseThrow(NotFound::new);
        var clause = way.clause(way.procedure());
        if (office == null
                || !actor.may(Verb.DECIDE)
                || !acts(way, way.last(), office)
                || !new RegionCode(scheme.region()).contains(office.region()))
            return Decision.refused(Refusal.of("evaluation.open-not-yours", titles(way, way.last()))
                    .citing(clause));
        var faults = new ArrayList<Refusal>();
        var today = today();
        int year = wanted.year().strip().matches("\\d{4}")
                ? Integer.parseInt(wanted.year().strip())
                : 0;
        var to = scheme.period().to();
        if (year == 0) faults.add(Refusal.of("evaluation.year").at("year"));
        else if (year < scheme.period().from().getYear()
                || (to != null && year > to.getYear())
                || year > today.getYear())
            faults.add(Refusal.of(
                            "evaluation.year-outside",
                            year,
                            scheme.period().from().getYear(),
                            Math.min(today.getYear(), to == null ? today.getYear() : to.getYear()))
                    .citing(clause)
                    .at("year"));
        var experts = wanted.experts().stream().distinct().sorted().toList();
        for (var id : experts)
            if (accounts.actor(id).filter(one -> one.may(Verb.SCORE)).isEmpty())
                faults.add(Refusal.of("evaluation.expert-not", id).at("experts"));
        var settled = schemes.figure(scheme.ref(), way.scoring().experts());
        int scorers = !experts.isEmpty()
                ? experts.size()
                : wanted.scorers().strip().matches("\\d{1,2}")
                        ? Integer.parseInt(wanted.scorers().strip())
                        : 0;
        if (scorers < 1 || scorers > MOST_SCORERS)
            faults.add(Refusal.of("evaluation.scorers", MOST_SCORERS).at("scorers"));
        else if (settled.isPresent() && settled.get().compareTo(BigDecimal.valueOf(scorers)) != 0)
            faults.add(Refusal.of("evaluation.scorers-settled", settled.get().toBigInteger(), scorers)
                    .citing(clause)
                    .at("scorers"));
        var total = way.sheet().total();
        var pass = schemes.figure(scheme.ref(), way.scoring().pass()).orElse(null);
        var typed = wanted.pass().strip();
        if (pass == null && !typed.isEmpty()) {
            if (typed.matches("\\d{1,4}(\\.\\d{1,2})?")) pass = new BigDecimal(typed);
            if (pass == null || pass.compareTo(total) > 0)
                faults.add(Refusal.of("evaluation.pass", Ui.number(total))
                        .citing(clause)
                        .at("pass"));
        }
        LocalDate due = null;
        if (!wanted.dueOn().isBlank()) {
            try {
                due = TypedDay.parse(wanted.dueOn().strip());
            } catch (DateTimeException e) {
                faults.add(Refusal.of("evaluation.due-wrong").at("dueOn"));
            }
            if (due != null && due.isBefore(today))
                faults.add(Refusal.of("evaluation.due-past", Ui.date(due), Ui.date(today))
                        .at("dueOn"));
        }
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var row = sql.newRecord(ROUNDS);
        row.setFormKey(wanted.formKey());
        row.setSchemeId(scheme.id());
        row.setSchemeVersion(scheme.version());
        row.setProcedureId(way.procedure().id());
        row.setSheetId(way.sheet().id());
        row.setTitle(way.sheet().title() + "（" + year + "年）");
        row.setYear(year);
        row.setRegionCode(office.region().value());
        row.setOfficeId(office.id());
        row.setOfficeName(office.name());
        row.setScorers(scorers);
        row.setExperts(experts.toArray(Long[]::new));
        row.setPass(pass);
        row.setDueOn(due);
        row.setState(Round.State.OPEN.code());
        row.setCreatedBy(actor.accountId());
        row.setCreatedByName(actor.name());
        row.setCreatedAt(now());
        row.setDemo(actor.demo());
        var inserted = sql.insertInto(ROUNDS)
                .set(row)
                .onConflict(ROUNDS.SCHEME_ID, ROUNDS.SHEET_ID, ROUNDS.YEAR, ROUNDS.REGION_CODE)
                .doNothing()
                .returning()
                .fetchOptional();
        if (inserted.isEmpty())
            return Decision.refused(Refusal.of("evaluation.open-already", row.getTitle())
                    .citing(clause)
                    .at("year"));
        var round = EvaluationStore.round(inserted.get());
        way.everyDivision().ifPresent(level -> {
            var sheets = new ArrayList<SheetsRecord>();
            for (var division : divisions.within(round.region(), level)) sheets.add(blank(actor, round, way, division));
            sql.batchInsert(sheets).execute();
        });
        journal.write(
                actor,
                entry("evaluation.open", round, "开始“" + round.title() + "”").because(clause));
        return Decision.done(round);
    }

    private SheetsRecord blank(Actor actor, Round round, Way way, Division division) {
        return blank(
                actor,
                round,
                way,
                new CaseSubject(
                        "region",
                        division.code().value(),
                        division.name(),
                        division.code(),
                        null,
                        "",
                        "",
                        null,
                        "",
                        actor.demo()));
    }

    private SheetsRecord blank(Actor actor, Round round, Way way, CaseSubject subject) {
        var turn = offices(way, way.first(), subject.region()).findFirst();
        var row = sql.newRecord(SHEETS);
        row.setRoundId(round.id());
        row.setSubjectKind(subject.kind());
        row.setSubjectId(subject.id());
        row.setTitle(subject.title());
        row.setProduct(subject.product());
        row.setProducerName(subject.producerName());
        row.setRegionCode(subject.region().value());
        row.setStage(way.first().id());
        row.setStageTitle(way.first().title());
        row.setOfficeId(turn.map(Office::id).orElse(null));
        row.setOfficeName(turn.map(Office::name).orElse(""));
        row.setState(EvaluationSheet.State.OPEN.code());
        row.setUpdatedAt(now());
        row.setDemo(actor.demo() || subject.demo());
        return row;
    }

    /// The county recommends (推荐) a base or producer for the evaluation.
    @Transactional
    public Decision<EvaluationSheet> nominate(Actor actor, long id, String subject) {
        var round = store.round(actor.scope(), id).orElseThrow(NotFound::new);
        var way = way(round);
        var clause = way.clause(way.first());
        if (way.everyDivision().isPresent())
            return Decision.refused(Refusal.of("evaluation.everyone").citing(clause));
        var office = actor.office();
        if (office == null || !acts(way, way.first(), office))
            return Decision.refused(Refusal.of("evaluation.nominate-not-yours", titles(way, way.first()))
                    .citing(clause));
        if (!actor.may(Verb.DECIDE)) return Decision.refused("evaluation.no-right", "推荐");
        if (round.state() != Round.State.OPEN)
            return Decision.refused(
                    Refusal.of("evaluation.closed", round.state().title()).citing(clause));
        var kind = way.sheet().subject().code();
        var found = Optional.ofNullable(subjects.get(kind)).flatMap(source -> source.find(actor.scope(), subject));
        if (found.isEmpty() || !round.region().contains(found.get().region()))
            return Decision.refused(
                    Refusal.of("evaluation.no-subject", way.sheet().subject().title())
                            .at("subject"));
        var inserted = sql.insertInto(SHEETS)
                .set(blank(actor, round, way, found.get()))
                .onConflict(SHEETS.ROUND_ID, SHEETS.SUBJECT_KIND, SHEETS.SUBJECT_ID)
                .doNothing()
                .returning()
                .fetchOptional(EvaluationStore::sheet);
        if (inserted.isEmpty())
            return Decision.refused(
                    Refusal.of("evaluation.nominated", found.get().title()).at("subject"));
        journal.write(
                actor,
                EvaluationSheets.entry(
                        "evaluation.nominate",
                        inserted.get(),
                        "推荐“" + inserted.get().title() + "”参加" + round.title()));
        return Decision.done(inserted.get());
    }

    String titles(Way way, Stage stage) {
        return String.join("、", way.offices(stage).map(SchemeOffice::title).toList());
    }

    static JournalEntry entry(String act, Round round, String summary) {
        return JournalEntry.of(act, round.region(), SUBJECT, round.id(), round.title(), summary);
    }

    /// To the microsecond, as the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
