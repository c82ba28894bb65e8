package org.nongyou.project;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.journal.Journal;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseConcluded;
import org.nongyou.procedure.CaseMoved;
import org.nongyou.procedure.CaseSubject;
import org.nongyou.procedure.ConclusionGuard;
import org.nongyou.procedure.SubjectSource;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.End;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Projects as the subjects of cases: an application that is chosen becomes a project with its money, an evaluation
/// that ends closes it. Heard inside the transaction of the act.
@Component
class ProjectCases implements SubjectSource, ConclusionGuard {

    private final ProjectStore store;
    private final ReportPlan plan;
    private final Schemes schemes;
    private final Journal journal;
    private final Clock clock;

    ProjectCases(ProjectStore store, ReportPlan plan, Schemes schemes, Journal journal, Clock clock) {
        this.store = store;
        this.plan = plan;
        this.schemes = schemes;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Projects.SUBJECT;
    }

    @Override
    public Optional<CaseSubject> find(Scope scope, String id) {
        if (!id.matches("\\d{1,18}")) return Optional.empty();
        return store.find(scope, Long.parseLong(id))
                .map(project -> new CaseSubject(
                        Projects.SUBJECT,
                        id,
                        project.product(),
                        project.region(),
                        null,
                        "",
                        project.product(),
                        null,
                        "/projects/" + id,
                        project.demo()));
    }

    @Override
    public List<Refusal> against(Case theCase, End end) {
        var project = project(theCase);
        if (project == null) return List.of();
        return switch (end) {
            case LISTED -> againstListing(project);
            case CLOSED -> againstClosing(project);
            case PAID, REFUSED, WITHDRAWN, KEPT, REMOVED -> List.of();
        };
    }

    /// Money is given only for a product that the document funds.
    private List<Refusal> againstListing(Project project) {
        var scheme = schemes.at(project.scheme());
        var allocation = scheme.allocation(project.allocationId()).orElseThrow();
        return project.state() != ProjectState.APPLYING
                        || allocation.row(project.product()).isPresent()
                ? List.of()
                : List.of(Refusal.of("project.not-funded", project.product(), scheme.title())
                        .citing(Projects.cite(allocation)));
    }

    private List<Refusal> againstClosing(Project project) {
        var allocation =
                schemes.at(project.scheme()).allocation(project.allocationId()).orElseThrow();
        return project.sums().offPurpose().fen() == 0
                ? List.of()
                : List.of(Refusal.of(
                                "project.close-off-purpose",
                                Digits.grouped(project.sums().offPurpose()))
                        .citing(Projects.cite(allocation)));
    }

    @Override
    public List<String> remarks(Case theCase, End end) {
        var project = project(theCase);
        if (project == null) return List.of();
        var remarks = new ArrayList<String>();
        if (end == End.LISTED)
            funded(project).ifPresent(row -> remarks.add("立项后资金 " + Digits.grouped(row.amount()) + " 元"));
        if (end == End.CLOSED) {
            var executed = project.sums().executed();
            remarks.add("已支出 " + Digits.grouped(project.sums().spent()) + " 元"
                    + (executed == null ? "" : "，执行率 " + Digits.grouped(executed) + "%"));
            var back = project.sums().received().minus(project.sums().spent());
            if (back.fen() > 0) remarks.add("专账还剩 " + Digits.grouped(back) + " 元，结项后不能再支出");
        }
        return remarks;
    }

    private Optional<Subsidy.Allocation.Row> funded(Project project) {
        return schemes.at(project.scheme())
                .allocation(project.allocationId())
                .flatMap(allocation -> allocation.row(project.product()));
    }

    @EventListener
    void on(CaseMoved event) {
        var project = project(event.theCase());
        if (project != null) store.atStage(project.id(), event.theCase().stageTitle(), now());
    }

    @EventListener
    void on(CaseConcluded event) {
        var project = project(event.theCase());
        if (project == null) return;
        store.atStage(project.id(), event.theCase().stageTitle(), now());
        if (project.state() == ProjectState.APPLYING) decided(event, project);
        else if (project.running() && event.end() == End.CLOSED) {
            store.closed(project.id(), event.on(), now());
            write(
                    event.by(),
                    project,
                    "close",
                    "结项，已支出 " + Digits.grouped(project.sums().spent()) + " 元",
                    event.opinion());
        }
    }

    private void decided(CaseConcluded event, Project project) {
        switch (event.end()) {
            case LISTED -> {
                var row = funded(project).orElseThrow();
                store.established(project.id(), row.amount(), event.on(), now());
                plan.owe(project, event.on());
                write(
                        event.by(),
                        project,
                        "establish",
                        "入选立项，资金 " + Digits.grouped(row.amount()) + " 元",
                        event.opinion());
            }
            case WITHDRAWN -> {
                store.dropped(project.id(), ProjectState.WITHDRAWN, now());
                write(event.by(), project, "withdraw", "撤回申报", event.opinion());
            }
            case REFUSED, KEPT, REMOVED, CLOSED, PAID -> {
                store.dropped(project.id(), ProjectState.REFUSED, now());
                write(event.by(), project, "refuse", "没有入选", event.opinion());
            }
        }
    }

    private void write(Actor by, Project project, String act, String summary, String opinion) {
        journal.write(
                by,
                JournalEntry.of(
                                "project." + act,
                                project.region(),
                                Projects.SUBJECT,
                                project.id(),
                                project.product(),
                                summary)
                        .because(opinion.isBlank() ? null : opinion));
    }

    private @Nullable Project project(Case theCase) {
        return theCase.subjectKind().equals(Projects.SUBJECT)
                ? store.find(Scope.within(RegionCode.COUNTRY), Long.parseLong(theCase.subjectId()))
                        .orElse(null)
                : null;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
