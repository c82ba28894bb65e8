package org.nongyou.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import nongyoudb.task.tables.records.AssignmentsRecord;
import nongyoudb.task.tables.records.DispatchesRecord;
import org.nongyou.catalogue.Listings;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.nongyou.task.DispatchStore.Given;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A scheme's task list given out for a year (下达) to all whom it binds, and what follows of it by itself afterwards.
@Service
public class TaskLists {

    private static final String AGRICULTURE = "agriculture";
    private static final int MOST_OFFICES = 20_000;
    private static final int AT_A_TIME = 1_000;

    private final DispatchStore store;
    private final Schemes schemes;
    private final Offices offices;
    private final Assignments assignments;
    private final Listings listings;
    private final TaskFacts facts;
    private final Reminders reminders;
    private final Journal journal;
    private final Clock clock;

    TaskLists(
            DispatchStore store,
            Schemes schemes,
            Offices offices,
            Assignments assignments,
            Listings listings,
            TaskFacts facts,
            Reminders reminders,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.schemes = schemes;
        this.offices = offices;
        this.assignments = assignments;
        this.listings = listings;
        this.facts = facts;
        this.reminders = reminders;
        this.journal = journal;
        this.clock = clock;
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

    /// Whether the office may give out a document of its own.
    boolean mayIssueAny(Actor actor, Office office) {
        return schemes.list().stream()
                .filter(version -> version.region().equals(office.region()))
                .anyMatch(version -> mayIssue(actor, schemes.at(version.ref())));
    }

    /// How often, where the document leaves it open: what the form offers.
    public static List<Frequency> frequencies() {
        return List.of(Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR);
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
        var known = store.given(order.scheme(), order.tasks());
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

    private static Given key(Distribution.Row row) {
        var subject = row.subject();
        return new Given(row.task().id(), row.office().id(), row.span(), subject == null ? "" : subject.id());
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

    /// Gives out a scheme's tasks. What was given out before stays as it is.
    @Transactional
    public Decision<Dispatch> issue(Actor actor, TaskList order) {
        var scheme = schemes.find(order.scheme()).orElseThrow(NotFound::new);
        var office = actor.office();
        if (office == null || !mayIssue(actor, scheme))
            return Decision.refused(Refusal.of("task.issue-not-issuer", scheme.issuer(), scheme.title()));
        var before = store.sentBefore(actor, order.formKey());
        if (before.isPresent()) return before.get();
        var faults = new ArrayList<Refusal>();
        if (order.tasks().isEmpty()) faults.add(Refusal.of("task.issue-no-task").at("task"));
        int thisYear = today().getYear();
        if (order.year() < thisYear || order.year() > thisYear + 1)
            faults.add(Refusal.of("task.issue-year", thisYear, thisYear + 1).at("year"));
        DispatchCheck.day(order.dueOn(), today(), false).ifPresent(faults::add);
        faults.addAll(DispatchCheck.fields(order.asks(), "asks"));
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
        long id = store.insert(
                actor,
                office,
                order.formKey(),
                "list",
                scheme.ref(),
                scheme.title() + " " + order.year() + " 年任务清单",
                "",
                clauses,
                order.dueOn());
        if (goesOn) store.goesOn(id, order);
        int given = give(id, scheme, order, plan.rows, actor.demo());
        if (given == 0 && !plan.rows.isEmpty()) {
            store.remove(id);
            return Decision.refused(
                    Refusal.of("task.issue-nothing-new", plan.rows.size()).at("task"));
        }
        var done = store.settle(id, given);
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
                .anyMatch(TaskLists::goesOn);
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
            var record = DispatchStore.record(
                    dispatch, scheme.ref(), row.task().id(), row.task().title(), "", row.office(), demo);
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
            if (batch.size() == AT_A_TIME) given += store.write(batch);
        }
        return given + store.write(batch);
    }

    /// Lists that go on: what was listed, began or came true since gets its tasks; what nobody has begun and what is no
    /// longer listed or true loses them.
    /// @return how many were given out and dropped
    @Transactional
    public int goOn() {
        int changed = 0;
        for (var row : store.goingOn()) changed += goOn(row);
        return changed;
    }

    private int goOn(DispatchesRecord row) {
        var dispatch = DispatchStore.dispatch(row);
        var order = AssignmentStore.JSON
                .readValue(row.getOrdered().data(), Ordered.class)
                .list(dispatch.scheme(), row.getFormKey());
        var scheme = schemes.at(dispatch.scheme());
        if (order.year() < today().getYear()) return 0;
        var tasks = scheme.tasks().stream()
                .filter(TaskLists::goesOn)
                .map(Task::id)
                .filter(order.tasks()::contains)
                .toList();
        var later = order.only(tasks);
        int given = give(row.getId(), scheme, later, plan(scheme, later).rows, row.getDemo());
        int dropped = drop(row.getId(), scheme, tasks);
        if (given > 0) {
            store.add(row.getId(), given);
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
        for (var one : store.untouched(dispatch, tasks)) {
            var task = scheme.task(one.taskKey()).orElseThrow();
            var why = ground.gone(task, one);
            if (why.isEmpty()) continue;
            assignments.dropAsSystem(one, why);
            dropped++;
        }
        return dropped;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
