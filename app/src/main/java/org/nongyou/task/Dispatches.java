package org.nongyou.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nongyoudb.task.tables.records.AssignmentsRecord;
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
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What offices ask of those below besides a task list (调度), resting on a clause of a scheme; and all that was given
/// out.
@Service
public class Dispatches {

    private static final int MOST_OFFICES = 20_000;
    private static final int LONGEST_TITLE = 80;

    private final DispatchStore store;
    private final Schemes schemes;
    private final Offices offices;
    private final TaskLists taskLists;
    private final Assignments assignments;
    private final Journal journal;
    private final Clock clock;

    Dispatches(
            DispatchStore store,
            Schemes schemes,
            Offices offices,
            TaskLists taskLists,
            Assignments assignments,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.schemes = schemes;
        this.offices = offices;
        this.taskLists = taskLists;
        this.assignments = assignments;
        this.journal = journal;
        this.clock = clock;
    }

    // --- Reads

    /// Those of offices in the person's area, the newest first.
    public List<Dispatch> list(Scope scope, int limit) {
        return store.list(scope, limit);
    }

    /// What an assignment was given out with: whoever has the assignment may read it, though its office stands above.
    public Dispatch of(Assignment one) {
        return store.of(one);
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

    /// The newest versions of the documents that this person's office can point to: they hold at its place or at one
    /// below, and demand something. A list of what others published demands nothing.
    public List<Scheme> documents(Actor actor) {
        return schemes.list().stream()
                .filter(version -> version.region().contains(actor.region())
                        || actor.region().contains(version.region()))
                .map(version -> schemes.at(version.ref()))
                .filter(Scheme::demands)
                .toList();
    }

    /// Whether this person's office can point to a clause of the document.
    static boolean reaches(Actor actor, Scheme scheme) {
        var area = new RegionCode(scheme.region());
        return scheme.demands()
                && (area.contains(actor.region()) || actor.region().contains(area));
    }

    /// Whether there is anything that this person's office could give out: to offices below a city or higher, or a
    /// document of its own.
    public boolean mayGiveOut(Actor actor) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return false;
        return office.level().isAbove(Level.COUNTY) || taskLists.mayIssueAny(actor, office);
    }

    // --- Acts

    /// Asks something of offices below.
    @Transactional
    public Decision<Dispatch> dispatch(Actor actor, NewDispatch order) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.DECIDE)) return Decision.refused("task.dispatch-no-right");
        var before = store.sentBefore(actor, order.formKey());
        if (before.isPresent()) return before.get();
        var scheme =
                schemes.find(order.scheme()).filter(one -> reaches(actor, one)).orElse(null);
        var faults = new ArrayList<Refusal>();
        if (scheme == null || scheme.clause(order.clause()).isEmpty())
            faults.add(Refusal.of("task.dispatch-clause").at("clause"));
        if (order.title().isBlank())
            faults.add(Refusal.of("task.dispatch-title").at("title"));
        if (order.title().length() > LONGEST_TITLE)
            faults.add(Refusal.of("task.dispatch-title-long", LONGEST_TITLE).at("title"));
        if (order.content().length() > Assignments.LONGEST_WORDS)
            faults.add(Refusal.of("task.words-long", Assignments.LONGEST_WORDS).at("content"));
        DispatchCheck.day(order.dueOn(), today(), true).ifPresent(faults::add);
        faults.addAll(DispatchCheck.fields(order.asks(), "asks"));
        faults.addAll(DispatchCheck.fields(order.proofs(), "proofs"));
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
        long id = store.insert(
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
            var record = DispatchStore.record(
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
        var done = store.settle(id, store.write(batch));
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

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
