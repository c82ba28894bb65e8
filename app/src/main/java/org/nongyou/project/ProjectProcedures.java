package org.nongyou.project;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Digits;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.NewCase;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Assessment;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Score;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.Subsidy;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What projects go through: the county applies in the procedure that leads into the kind, and is evaluated in the one
/// that scores it. Both are cases; who confirms, recommends, scores and decides is the scheme's.
@Service
public class ProjectProcedures {

    private final ProjectStore store;
    private final Projects projects;
    private final ProjectFacts facts;
    private final Schemes schemes;
    private final Cases cases;
    private final Notices notices;
    private final Divisions divisions;
    private final TransactionTemplate transaction;

    ProjectProcedures(
            ProjectStore store,
            Projects projects,
            ProjectFacts facts,
            Schemes schemes,
            Cases cases,
            Notices notices,
            Divisions divisions,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.projects = projects;
        this.facts = facts;
        this.schemes = schemes;
        this.cases = cases;
        this.notices = notices;
        this.divisions = divisions;
        this.transaction = new TransactionTemplate(transactions);
    }

    // --- Applying

    /// The procedure that leads into the allocation's kind, where the scheme has one.
    public Optional<Procedure> entry(Scheme scheme, Subsidy.Allocation allocation) {
        return scheme.kind(allocation.kind()).stream()
                .flatMap(kind -> kind.levels().stream().flatMap(level -> kind.entryAt(level).stream()))
                .flatMap(id -> scheme.procedure(id).stream())
                .findFirst();
    }

    /// The county applies for a product; all or nothing. From here on the case leads.
    public Decision<Case> apply(Actor actor, NewProject wanted) {
        return atOnce(() -> open(actor, wanted));
    }

    private Decision<Case> open(Actor actor, NewProject wanted) {
        var scheme = schemes.find(wanted.scheme()).orElseThrow(NotFound::new);
        var allocation = scheme.allocation(wanted.allocation()).orElseThrow(NotFound::new);
        var procedure = entry(scheme, allocation).orElse(null);
        if (procedure == null) return Decision.refused("project.no-entry");
        var clause = Projects.cite(procedure);
        var period = scheme.period();
        if (period.to() != null && projects.today().isAfter(period.to()))
            return Decision.refused(Refusal.of("project.apply-over", scheme.title(), period.to())
                    .citing(clause));
        var region = actor.region();
        if (region.level() != Level.COUNTY || !new RegionCode(scheme.region()).contains(region))
            return Decision.refused(
                    Refusal.of("project.apply-county", actor.officeName()).citing(clause));
        var typed = new Typed();
        var product = typed.text("product", "产品", wanted.product(), 40);
        if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
        var funded = allocation.row(product);
        if (funded.isPresent()
                && funded.get().region() != null
                && !region.value().equals(funded.get().region()))
            return Decision.refused(Refusal.of(
                            "project.other-county",
                            product,
                            divisions.path(new RegionCode(funded.get().region())))
                    .citing(Projects.cite(allocation))
                    .at("product"));
        var before = store.ofProduct(scheme.ref(), allocation.id(), product);
        if (before.isPresent())
            return Decision.refused(Refusal.of(
                            before.get().state() == ProjectState.APPLYING
                                    ? "project.applied-already"
                                    : "project.established-already",
                            product,
                            before.get().number())
                    .at("product"));
        var id = store.insert(
                projects.row(actor, scheme, allocation, product, null, region, "本县申报", ProjectState.APPLYING));
        if (id.isEmpty())
            return Decision.refused(
                    Refusal.of("project.applied-already", product, "").at("product"));
        return started(
                actor,
                id.get(),
                procedure,
                new NewCase(
                        scheme.ref(),
                        procedure.id(),
                        allocation.kind(),
                        Projects.SUBJECT,
                        String.valueOf(id.get()),
                        null));
    }

    private Decision<Case> started(Actor actor, long project, Procedure procedure, NewCase wanted) {
        return cases.start(actor, wanted).then(theCase -> {
            store.inCase(project, theCase.id(), procedure.title(), theCase.stageTitle(), projects.now());
            return Decision.done(theCase);
        });
    }

    private Decision<Case> atOnce(java.util.function.Supplier<Decision<Case>> step) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var decision = step.get();
            if (decision instanceof Decision.Refused<Case>) status.setRollbackOnly();
            return decision;
        }));
    }

    // --- Evaluating

    /// The procedure in which projects are evaluated: the one that scores them and leads into nothing.
    public Optional<Procedure> evaluation(Scheme scheme) {
        return scheme.procedures().stream()
                .filter(one -> one.lists() == null && one.pays().isEmpty())
                .filter(one -> sheet(scheme, one) != null)
                .findFirst();
    }

    private static @Nullable ScoreSheet sheet(Scheme scheme, Procedure procedure) {
        return procedure.stages().stream()
                .flatMap(stage -> stage.scoring() == null
                        ? java.util.stream.Stream.<ScoreSheet>empty()
                        : scheme.score(stage.scoring().sheet()).stream())
                .filter(sheet -> sheet.subject() == Subject.PROJECT)
                .findFirst()
                .orElse(null);
    }

    /// The county begins the case in which the project is carried out and evaluated.
    public Decision<Case> evaluate(Actor actor, long id) {
        return atOnce(() -> {
            var project = store.lock(actor.scope(), id).orElseThrow(NotFound::new);
            var barred = projects.barredFromWork(actor, project);
            if (barred.isPresent()) return Decision.refused(barred.get());
            var procedure = evaluation(schemes.at(project.scheme())).orElse(null);
            if (procedure == null) return Decision.refused("project.no-evaluation");
            return started(
                    actor,
                    id,
                    procedure,
                    new NewCase(project.scheme(), procedure.id(), null, Projects.SUBJECT, String.valueOf(id), null));
        });
    }

    /// What the sheet and the checklists come to by the project's rows; empty where the scheme evaluates nothing.
    public Optional<Evaluation> evaluationOf(Project project) {
        var scheme = schemes.at(project.scheme());
        return evaluation(scheme).map(procedure -> {
            var sheet = sheet(scheme, procedure);
            var checklists = scheme.checklists().stream()
                    .filter(list -> list.kinds().contains(project.kind()))
                    .toList();
            var wanted = new HashSet<String>();
            if (sheet != null) wanted.addAll(Score.factsOf(sheet));
            for (var list : checklists) wanted.addAll(Assessment.factsOf(scheme, list));
            var told = facts.values(project, wanted);
            var values = new HashMap<String, Object>();
            told.forEach((name, fact) -> values.put(name, fact.value()));
            return new Evaluation(
                    procedure,
                    sheet == null ? null : Score.of(sheet, values, Map.of()),
                    checklists.stream()
                            .map(list -> Assessment.of(scheme, list, values, Map.of()))
                            .toList(),
                    told);
        });
    }

    // --- Telling the public

    /// The county tells the public how the project goes (项目公示), with days for objections.
    /// @param typedDays working days, as typed
    public Decision<Notice> publicise(Actor actor, long id, String typedDays, String body) {
        var project = store.find(actor.scope(), id).orElseThrow(NotFound::new);
        var barred = projects.barredFromWork(actor, project);
        if (barred.isPresent()) return Decision.refused(barred.get());
        var typed = new Typed();
        var text = typed.text("body", "公示内容", body, 2000);
        if (!typedDays.strip().matches("\\d{1,3}"))
            typed.fault(Refusal.of("project.notice-days").at("days"));
        if (!typed.sound()) return Decision.refused(Refusal.joined(typed.faults()));
        var again = notices.of(Projects.SUBJECT, String.valueOf(id)).stream()
                .filter(Notice::takesObjections)
                .findFirst();
        if (again.isPresent())
            return Decision.refused(
                    "project.notice-again",
                    project.product(),
                    Ui.date(again.get().endsOn()));
        return notices.openPublicity(
                actor,
                project.product() + "项目实施情况公示",
                text,
                Projects.cite(projects.allocation(project)),
                project.region(),
                Projects.SUBJECT,
                String.valueOf(id),
                Integer.parseInt(typedDays.strip()));
    }

    public List<Notice> notices(Project project) {
        return notices.of(Projects.SUBJECT, String.valueOf(project.id()));
    }

    /// What a notice says of a project, for the county to complete.
    public String draft(Project project) {
        var sums = project.sums();
        var executed = sums.executed();
        return project.product() + "项目由" + divisions.name(project.region()) + "实施，资金 "
                + Digits.grouped(sums.funds()) + " 元，到县 " + Digits.grouped(sums.received()) + " 元，已支出 "
                + Digits.grouped(sums.spent()) + " 元"
                + (executed == null ? "" : "，执行率 " + Digits.grouped(executed) + "%") + "。";
    }

    public LocalDate today() {
        return projects.today();
    }
}
