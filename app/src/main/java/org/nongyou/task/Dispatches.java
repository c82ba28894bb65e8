package org.nongyou.task;

import static nongyoudb.task.Tables.ASSIGNMENTS;
import static nongyoudb.task.Tables.DISPATCHES;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nongyoudb.task.tables.records.AssignmentsRecord;
import nongyoudb.task.tables.records.DispatchesRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What offices give out (下达、调度): a scheme's whole task list for a year, or something asked for besides that rests on
/// one of its clauses.
@Service
public class Dispatches {

    private static final String AGRICULTURE = "agriculture";
    private static final int MOST_OFFICES = 20_000;
    private static final int AT_A_TIME = 1_000;
    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_FIELD = 30;
    private static final int MOST_FIELDS = 20;
    /// Later is a slip of the finger in the year.
    private static final int LONGEST_YEARS = 3;

    private final DSLContext sql;
    private final Schemes schemes;
    private final Offices offices;
    private final Assignments assignments;
    private final Listings listings;
    private final TaskFacts facts;
    private final Reminders reminders;
    private final Journal journal;
    private final Clock clock;

    Dispatches(
            DSLContext sql,
            Schemes schemes,
            Offices offices,
            Assignments assignments,
            Listings listings,
            TaskFacts facts,
            Reminders reminders,
            Journal journal,
            Clock clock) {
        this.listings = listings;
        this.facts = facts;
        this.reminders = reminders;
        this.sql = sql;
        this.schemes = schemes;
        this.offices = offices;
        this.assignments = assignments;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads

    /// Those of offices in the person's area, the newest first.
    public List<Dispatch> list(Scope scope, int limit) {
        return sql.selectFrom(DISPATCHES)
                .where(scope.on(DISPATCHES.REGION_CODE))
                .orderBy(DISPATCHES.ID.desc())
                .limit(limit)
                .fetch(Dispatches::dispatch);
    }

    /// What an assignment was given out with: whoever has the assignment may read it, though its office stands above.
    public Dispatch of(Assignment one) {
        return sql.selectFrom(DISPATCHES)
                .where(DISPATCHES.ID.eq(one.dispatchId()))
                .fetchSingle(Dispatches::dispatch);
    }

    /// The offices to which this person's may dispatch, in the order of places. At most 20,000.
    public List<Office> below(Actor actor) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return List.of();
        return offices.list(Scope.within(office.region()), 0, MOST_OFFICES).stream()
                .filter(Office::active)
                .filter(one -> office.level().isAbove(one.level()))
                .toList();
    }

    /// Whether there is anything that this person's office could give out: to offices below a city or higher, or a
    /// document of its own.
    public boolean mayGiveOut(Actor actor) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return false;
        return office.level().isAbove(Level.COUNTY)
                || schemes.list().stream()
                        .filter(version -> version.region().equals(office.region()))
                        .anyMatch(version -> mayIssue(actor, schemes.at(version.ref())));
    }

    /// Whether this person's office gives out the scheme's task list: the one that issued the document, or agriculture
    /// beside it.
    public boolean mayIssue(Actor actor, Scheme scheme) {
        var office = actor.office();
        return office != null
                && actor.may(Verb.DECIDE)
                && office.region().value().equals(scheme.region())
                && (office.department().equals(AGRICULTURE) || schemes.isIssuer(actor, scheme));
    }

    /// How many of each reason are left out, and what would be written.
    /// @param rows     tasks times offices times spans
    /// @param offices  different ones
    /// @param existing of the rows, given out before
    /// @param leftOut  title of the task to why
    public record Preview(int rows, int offices, int existing, List<LeftOut> leftOut) {}

    public record LeftOut(String task, String why) {}

    /// What giving out this list would come to.
    public Preview preview(TaskList order) {
        var scheme = schemes.find(order.scheme()).orElseThrow(NotFound::new);
        var plan = plan(scheme, order);
        var known = new LinkedHashSet<String>();
        sql.select(ASSIGNMENTS.TASK_KEY, ASSIGNMENTS.OFFICE_ID, ASSIGNMENTS.SPAN, ASSIGNMENTS.SUBJECT_ID)
                .from(ASSIGNMENTS)
                .where(ASSIGNMENTS.SCHEME_ID.eq(order.scheme().id()))
                .and(ASSIGNMENTS.STATE.ne("cancelled"))
                .and(ASSIGNMENTS.TASK_KEY.in(order.tasks()))
                .forEach(row -> known.add(row.value1() + ' ' + row.value2() + ' ' + row.value3() + ' ' + row.value4()));
        int existing =
                (int) plan.rows.stream().filter(row -> known.contains(key(row))).count();
        return new Preview(
                plan.rows.size(),
                (int) plan.rows.stream()
                        .map(row -> row.office().id())
                        .distinct()
                        .count(),
                existing,
                plan.skipped.stream()
                        .map(one -> new LeftOut(one.task().title(), why(one)))
                        .toList());
    }

    private static String key(Distribution.Row row) {
        var subject = row.subject();
        return row.task().id()
                + ' '
                + row.office().id()
                + ' '
                + row.span()
                + ' '
                + (subject == null ? "" : subject.id());
    }

    private static String why(Distribution.Skipped one) {
        return switch (one.reason()) {
            case PROJECT -> "每个项目一份，在“项目”里办和报";
            case NO_OFFICE -> "还没有设这个单位：" + one.detail() + "，由管理员先建机构";
            case NO_DAY -> "文件没有写期限，或者期限已过，要填“最迟哪天”";
            case NO_FREQUENCY -> "文件没有写多久一次，要选“多久报一次”";
            case OVER -> one.detail() + "的期都过了";
            case NO_SUBJECT -> "目录里还没有" + one.detail() + "；列入以后当天夜里自动下达";
            case NOT_NOW -> "现在没有符合条件的；符合了当天夜里自动下达";
        };
    }

    private Distribution plan(Scheme scheme, TaskList order) {
        var area = new RegionCode(scheme.region());
        var settled = new HashMap<String, String>();
        schemes.settlements(scheme.ref()).forEach((path, one) -> {
            var value = one.value();
            if (value != null) settled.put(path, value);
        });
        return new Distribution(
                scheme,
                settled,
                order,
                offices.list(Scope.within(area), 0, MOST_OFFICES),
                new CatalogueGround(scheme, listings, facts, today()),
                today());
    }

    // --- Acts

    /// Gives out a scheme's tasks. What was given out before stays as it is.
    @Transactional
    public Decision<Dispatch> issue(Actor actor, TaskList order) {
        var scheme = schemes.find(order.scheme()).orElseThrow(NotFound::new);
        var office = actor.office();
        if (office == null || !mayIssue(actor, scheme))
            return Decision.refused(Refusal.of("task.issue-not-issuer", scheme.issuer(), scheme.title()));
        var before = sentBefore(actor, order.formKey());
        if (before.isPresent()) return Decision.done(before.get());
        var faults = new ArrayList<Refusal>();
        if (order.tasks().isEmpty()) faults.add(Refusal.of("task.issue-no-task").at("task"));
        int thisYear = today().getYear();
        if (order.year() < thisYear || order.year() > thisYear + 1)
            faults.add(Refusal.of("task.issue-year", thisYear, thisYear + 1).at("year"));
        day(order.dueOn(), false).ifPresent(faults::add);
        faults.addAll(fields(order.asks(), "asks"));
        if (!faults.isEmpty()) return Decision.refused(Refusal.joined(faults));
        var plan = plan(scheme, order);
        boolean goesOn = goesOn(scheme, order);
        if (plan.rows.isEmpty() && !goesOn)
            return Decision.refused(
                    plan.skipped.isEmpty()
                            ? Refusal.of("task.issue-no-place").at("place")
                            : Refusal.joined(plan.skipped.stream()
                                    .map(one -> Refusal.of(
                                                    "task.issue-left-out",
                                                    one.task().title(),
                                                    why(one))
                                            .at("dueOn")
                                            .citing(String.join("、", one.task().clauses())))
                                    .toList()));
        var clauses = plan.rows.stream()
                .flatMap(row -> row.task().clauses().stream())
                .distinct()
                .toArray(String[]::new);
        long id = insert(
                actor,
                office,
                order.formKey(),
                "list",
                scheme.ref(),
                scheme.title() + " " + order.year() + " 年任务清单",
                "",
                clauses,
                order.dueOn());
        if (goesOn)
            sql.update(DISPATCHES)
                    .set(DISPATCHES.ORDERED, JSONB.valueOf(AssignmentStore.JSON.writeValueAsString(Ordered.of(order))))
                    .where(DISPATCHES.ID.eq(id))
                    .execute();
        int given = give(id, scheme, order, plan.rows, actor.demo());
        if (given == 0 && !plan.rows.isEmpty()) {
            sql.deleteFrom(DISPATCHES).where(DISPATCHES.ID.eq(id)).execute();
            return Decision.refused(
                    Refusal.of("task.issue-nothing-new", plan.rows.size()).at("task"));
        }
        var done = settle(id, given);
        journal.write(
                actor,
                JournalEntry.of(
                                "task.issue",
                                office.region(),
                                "dispatch",
                                id,
                                done.title(),
                                "下达“" + done.title() + "”，" + given + " 项")
                        .change(null, AssignmentStore.JSON.writeValueAsString(Map.of("assignments", given))));
        return Decision.done(done);
    }

    /// Whether more of the list comes later by itself: what is for each base, or arises with a fact.
    private static boolean goesOn(Scheme scheme, TaskList order) {
        return scheme.tasks().stream()
                .filter(task -> order.tasks().contains(task.id()))
                .anyMatch(Dispatches::goesOn);
    }

    private static boolean goesOn(Task task) {
        var each = task.each();
        return task.when() != null || each != null && each != Each.PROJECT && each.level() == null;
    }

    private int give(long dispatch, Scheme scheme, TaskList order, List<Distribution.Row> rows, boolean demo) {
        int given = 0;
        var batch = new ArrayList<AssignmentsRecord>();
        for (var row : rows) {
            var asks = new LinkedHashSet<>(row.task().report());
            asks.addAll(order.asks());
            var record =
                    record(dispatch, scheme.ref(), row.task().id(), row.task().title(), "", row.office(), demo);
            var subject = row.subject();
            if (subject != null) {
                record.setSubjectKind(subject.kind());
                record.setSubjectId(subject.id());
                record.setSubjectTitle(subject.title());
            }
            record.setClauses(row.task().clauses().toArray(String[]::new));
            record.setCooperating(row.cooperating());
            record.setToOfficeId(row.to() == null ? null : row.to().id());
            record.setToOfficeName(row.to() == null ? "" : row.to().name());
            record.setSpan(row.span());
            record.setSpanYear(order.year());
            record.setFromOn(row.from());
            record.setDueOn(row.due());
            record.setDueByOffice(row.dueByOffice());
            record.setRemind(row.task().remind().toArray(Integer[]::new));
            record.setRemindOn(reminders.first(row.due(), row.task().remind()));
            record.setByFacts(row.task().doneWhen() != null);
            record.setAsks(asks.toArray(String[]::new));
            record.setProofs(row.task().evidence().toArray(String[]::new));
            batch.add(record);
            if (batch.size() == AT_A_TIME) given += write(batch);
        }
        return given + write(batch);
    }

    /// Lists that go on: what was listed, began or came true since gets its tasks; what nobody has begun and what is no
    /// longer listed or true loses them.
    /// @return how many were given out and dropped
    @Transactional
    public int goOn() {
        int changed = 0;
        for (var row : sql.selectFrom(DISPATCHES)
                .where(DISPATCHES.ORDERED.isNotNull())
                .orderBy(DISPATCHES.ID)
                .fetch()) changed += goOn(row);
        return changed;
    }

    private int goOn(DispatchesRecord row) {
        var dispatch = dispatch(row);
        var order = AssignmentStore.JSON
                .readValue(row.getOrdered().data(), Ordered.class)
                .list(dispatch.scheme(), row.getFormKey());
        var scheme = schemes.at(dispatch.scheme());
        if (order.year() < today().getYear()) return 0;
        var tasks = scheme.tasks().stream()
                .filter(Dispatches::goesOn)
                .map(Task::id)
                .filter(order.tasks()::contains)
                .toList();
        var later = order.only(tasks);
        int given = give(row.getId(), scheme, later, plan(scheme, later).rows, row.getDemo());
        int dropped = drop(row.getId(), scheme, tasks);
        if (given > 0) {
            sql.update(DISPATCHES)
                    .set(DISPATCHES.ASSIGNMENTS, DISPATCHES.ASSIGNMENTS.plus(given))
                    .where(DISPATCHES.ID.eq(row.getId()))
                    .execute();
            journal.writeAsSystem(JournalEntry.of(
                    "task.issue",
                    dispatch.region(),
                    "dispatch",
                    row.getId(),
                    dispatch.title(),
                    "“" + dispatch.title() + "”到期、新列入的又下达 " + given + " 项"));
        }
        return given + dropped;
    }

    private int drop(long dispatch, Scheme scheme, List<String> tasks) {
        var ground = new CatalogueGround(scheme, listings, facts, today());
        int dropped = 0;
        for (var one : sql.selectFrom(ASSIGNMENTS)
                .where(ASSIGNMENTS.DISPATCH_ID.eq(dispatch))
                .and(ASSIGNMENTS.STATE.eq("open"))
                .and(ASSIGNMENTS.TASK_KEY.in(tasks))
                .fetch(AssignmentStore::assignment)) {
            var task = scheme.task(one.taskKey()).orElseThrow();
            var why = ground.gone(task, one);
            if (why.isEmpty()) continue;
            assignments.dropAsSystem(one, why);
            dropped++;
        }
        return dropped;
    }

    /// Asks something of offices below.
    @Transactional
    public Decision<Dispatch> dispatch(Actor actor, NewDispatch order) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return Decision.refused("task.dispatch-no-right");
        var before = sentBefore(actor, order.formKey());
        if (before.isPresent()) return Decision.done(before.get());
        var scheme = schemes.find(order.scheme()).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (scheme == null || scheme.clause(order.clause()).isEmpty())
            faults.add(Refusal.of("task.dispatch-clause").at("clause"));
        if (order.title().isBlank())
            faults.add(Refusal.of("task.dispatch-title").at("title"));
        if (order.title().length() > LONGEST_TITLE)
            faults.add(Refusal.of("task.dispatch-title-long", LONGEST_TITLE).at("title"));
        if (order.content().length() > Assignments.LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("content"));
        day(order.dueOn(), true).ifPresent(faults::add);
        faults.addAll(fields(order.asks(), "asks"));
        faults.addAll(fields(order.proofs(), "proofs"));
        var chosen = new ArrayList<Office>();
        for (long id : Set.copyOf(order.offices())) {
            var one = offices.find(id).filter(Office::active).orElse(null);
            if (one == null
                    || !office.region().contains(one.region())
                    || !office.level().isAbove(one.level()))
                faults.add(Refusal.of("task.dispatch-not-below", one == null ? "" : one.name(), office.name())
                        .at("office"));
            else chosen.add(one);
        }
        if (order.offices().isEmpty())
            faults.add(Refusal.of("task.dispatch-no-office").at("office"));
        if (!faults.isEmpty() || scheme == null || order.dueOn() == null)
            return Decision.refused(Refusal.joined(faults));
        long id = insert(
                actor,
                office,
                order.formKey(),
                "order",
                scheme.ref(),
                order.title().strip(),
                order.content().strip(),
                new String[] {order.clause()},
                order.dueOn());
        var batch = new ArrayList<AssignmentsRecord>();
        for (var one : chosen) {
            var record = record(
                    id,
                    scheme.ref(),
                    "d" + id,
                    order.title().strip(),
                    order.content().strip(),
                    one,
                    actor.demo());
            record.setClauses(new String[] {order.clause()});
            record.setToOfficeId(office.id());
            record.setToOfficeName(office.name());
            record.setSpanYear(order.dueOn().getYear());
            record.setFromOn(today());
            record.setDueOn(order.dueOn());
            record.setDueByOffice(true);
            record.setAsks(order.asks().toArray(String[]::new));
            record.setProofs(order.proofs().toArray(String[]::new));
            batch.add(record);
        }
        var done = settle(id, write(batch));
        journal.write(
                actor,
                JournalEntry.of(
                                "task.dispatch",
                                office.region(),
                                "dispatch",
                                id,
                                done.title(),
                                "调度“" + done.title() + "”，" + chosen.size() + " 个单位，" + Ui.date(done.dueOn()) + " 前报")
                        .because(
                                order.content().isBlank()
                                        ? null
                                        : order.content().strip()));
        return Decision.done(done);
    }

    /// Calls off one office's task; only the office that gave it out may.
    @Transactional
    public Decision<Assignment> cancel(Actor actor, long assignment, int revision, String reason) {
        var one = assignments.held(actor.scope(), assignment);
        return assignments.cancel(actor, one, of(one).officeId(), revision, reason);
    }

    // --- Common

    private Optional<Refusal> day(@Nullable LocalDate due, boolean needed) {
        if (due == null)
            return needed ? Optional.of(Refusal.of("task.due-missing").at("dueOn")) : Optional.empty();
        if (due.isBefore(today()))
            return Optional.of(
                    Refusal.of("task.due-past", Ui.date(due), Ui.date(today())).at("dueOn"));
        return due.isAfter(today().plusYears(LONGEST_YEARS))
                ? Optional.of(
                        Refusal.of("task.due-far", Ui.date(due), LONGEST_YEARS).at("dueOn"))
                : Optional.empty();
    }

    private static List<Refusal> fields(List<String> fields, String at) {
        var faults = new ArrayList<Refusal>();
        if (fields.size() > MOST_FIELDS)
            faults.add(Refusal.of("task.fields-many", MOST_FIELDS).at(at));
        for (var one : fields)
            if (one.length() > LONGEST_FIELD)
                faults.add(
                        Refusal.of("task.field-title-long", one, LONGEST_FIELD).at(at));
        return faults;
    }

    /// The same form again, after a double click.
    private Optional<Dispatch> sentBefore(Actor actor, String formKey) {
        return sql.selectFrom(DISPATCHES)
                .where(DISPATCHES.FORM_KEY.eq(formKey))
                .and(DISPATCHES.CREATED_BY.eq(actor.accountId()))
                .fetchOptional(Dispatches::dispatch);
    }

    private long insert(
            Actor actor,
            Office office,
            String formKey,
            String kind,
            SchemeRef scheme,
            String title,
            String content,
            String[] clauses,
            @Nullable LocalDate due) {
        return sql.insertInto(DISPATCHES)
                .set(DISPATCHES.FORM_KEY, formKey)
                .set(DISPATCHES.KIND, kind)
                .set(DISPATCHES.SCHEME_ID, scheme.id())
                .set(DISPATCHES.SCHEME_VERSION, scheme.version())
                .set(DISPATCHES.TITLE, title)
                .set(DISPATCHES.CONTENT, content)
                .set(DISPATCHES.CLAUSES, clauses)
                .set(DISPATCHES.DUE_ON, due)
                .set(DISPATCHES.OFFICE_ID, office.id())
                .set(DISPATCHES.OFFICE_NAME, office.name())
                .set(DISPATCHES.REGION_CODE, office.region().value())
                .set(DISPATCHES.CREATED_BY, actor.accountId())
                .set(DISPATCHES.CREATED_BY_NAME, actor.name())
                .set(DISPATCHES.CREATED_AT, clock.instant())
                .set(DISPATCHES.DEMO, actor.demo())
                .returning(DISPATCHES.ID)
                .fetchSingle()
                .getId();
    }

    private static AssignmentsRecord record(
            long dispatch, SchemeRef scheme, String key, String title, String content, Office office, boolean demo) {
        var record = new AssignmentsRecord();
        record.setDispatchId(dispatch);
        record.setSchemeId(scheme.id());
        record.setSchemeVersion(scheme.version());
        record.setTaskKey(key);
        record.setTitle(title);
        record.setContent(content);
        record.setOfficeId(office.id());
        record.setOfficeName(office.name());
        record.setRegionCode(office.region().value());
        record.setDemo(demo);
        return record;
    }

    /// One statement for all of them.
    private int write(List<AssignmentsRecord> batch) {
        if (batch.isEmpty()) return 0;
        int written =
                sql.insertInto(ASSIGNMENTS).set(batch).onConflictDoNothing().execute();
        batch.clear();
        return written;
    }

    private Dispatch settle(long id, int given) {
        return sql.update(DISPATCHES)
                .set(DISPATCHES.ASSIGNMENTS, given)
                .where(DISPATCHES.ID.eq(id))
                .returning()
                .fetchSingle(Dispatches::dispatch);
    }

    /// How often, where the document leaves it open: what the form offers.
    public static List<Frequency> frequencies() {
        return List.of(Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR);
    }

    private static Dispatch dispatch(DispatchesRecord row) {
        return new Dispatch(
                row.getId(),
                row.getKind().equals("order"),
                new SchemeRef(row.getSchemeId(), row.getSchemeVersion()),
                row.getTitle(),
                row.getContent(),
                List.of(row.getClauses()),
                row.getDueOn(),
                row.getOfficeId(),
                row.getOfficeName(),
                new RegionCode(row.getRegionCode()),
                row.getCreatedByName(),
                row.getCreatedAt(),
                row.getAssignments(),
                row.getDemo());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
