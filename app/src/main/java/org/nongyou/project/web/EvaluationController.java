package org.nongyou.project.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notice;
import org.nongyou.procedure.Case;
import org.nongyou.project.Evaluation;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectProcedures;
import org.nongyou.project.Projects;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Assessment;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Score;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The score of a project by its own rows, and the way into its evaluation and its public notice.
@Controller
@Requires(Verb.READ)
class EvaluationController {

    private final Projects projects;
    private final ProjectProcedures procedures;
    private final Schemes schemes;
    private final Divisions divisions;

    EvaluationController(Projects projects, ProjectProcedures procedures, Schemes schemes, Divisions divisions) {
        this.projects = projects;
        this.procedures = procedures;
        this.schemes = schemes;
        this.divisions = divisions;
    }

    @GetMapping("/projects/{id}/evaluation")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("project/evaluation", page(actor, id, "", Entered.NOTHING));
    }

    @PostMapping("/projects/{id}/evaluation")
    ModelAndView start(Actor actor, @PathVariable long id) {
        return switch (procedures.evaluate(actor, id)) {
            case Decision.Done<Case>(var theCase) -> Page.redirect("/cases/" + theCase.id());
            case Decision.Refused<Case>(var refusal) -> again(actor, id, "start", Map.of(), refusal);
        };
    }

    @PostMapping("/projects/{id}/notice")
    ModelAndView notice(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (procedures.publicise(
                actor, id, typed.getOrDefault("days", ""), typed.getOrDefault("body", ""))) {
            case Decision.Done<Notice>(var notice) -> Page.redirect("/notices/" + notice.id());
            case Decision.Refused<Notice>(var refusal) -> again(actor, id, "notice", typed, refusal);
        };
    }

    private ModelAndView again(Actor actor, long id, String form, Map<String, String> typed, Refusal refusal) {
        return Page.again(
                "project/evaluation", page(actor, id, form, Entered.of(typed, ProjectController.at(form, refusal))));
    }

    private EvaluationPage page(Actor actor, long id, String form, Entered entered) {
        var project = projects.find(actor.scope(), id).orElseThrow(NotFound::new);
        var scheme = schemes.at(project.scheme());
        var evaluation = procedures.evaluationOf(project);
        var score = evaluation.map(Evaluation::score).orElse(null);
        boolean mayWork = projects.mayWork(actor, project);
        boolean open = project.caseId() != null
                && !project.stageTitle().isEmpty()
                && project.running()
                && project.procedureTitle()
                        .equals(evaluation.map(one -> one.procedure().title()).orElse(""));
        long wanting = score == null
                ? 0
                : score.lines().stream().filter(line -> line.points() == null).count();
        var points = score == null ? "" : Ui.number(score.points());
        var lines = new ArrayList<EvaluationPage.Line>();
        var checks = new ArrayList<EvaluationPage.Check>();
        evaluation.ifPresent(one -> {
            if (score != null) lines.addAll(lines(scheme, one, score));
            for (var list : one.lists()) checks.addAll(checks(scheme, one, list));
        });
        return new EvaluationPage(
                project,
                scheme,
                divisions.path(project.region()),
                say(project, score == null ? null : score, points, wanting, open),
                project.running() ? "info" : project.state().code().equals("closed") ? "ok" : "plain",
                evaluation.map(one -> one.procedure().title()).orElse(""),
                score == null ? null : score.sheet(),
                points,
                lines,
                checks,
                procedures.notices(project).stream()
                        .map(notice -> new EvaluationPage.Notice(
                                notice.id(), notice.title(), notice.state().title(), Ui.date(notice.endsOn())))
                        .toList(),
                procedures.draft(project),
                mayWork && evaluation.isPresent() && !open,
                mayWork,
                form,
                entered);
    }

    private static String say(
            Project project,
            @org.jspecify.annotations.Nullable Score score,
            String points,
            long wanting,
            boolean open) {
        if (score == null) return "方案没有给项目定评分表。";
        var now = "按系统里的数自评 " + points + " 分，满分 " + Ui.number(score.sheet().total()) + " 分"
                + (wanting > 0 ? "，" + wanting + " 项还缺数" : "");
        if (open) return now + "；考评在“" + project.stageTitle() + "”环节。";
        return now + (project.running() ? "；还没有进入考评。" : "；项目" + project.state().title() + "。");
    }

    private List<EvaluationPage.Line> lines(Scheme scheme, Evaluation evaluation, Score score) {
        var lines = new ArrayList<EvaluationPage.Line>();
        for (var section : score.sheet().sections())
            for (var item : section.items()) {
                var line = score.lines().stream()
                        .filter(one -> one.item().equals(item))
                        .findFirst()
                        .orElseThrow();
                lines.add(new EvaluationPage.Line(
                        section.title(),
                        item.title(),
                        String.join("、", item.clauses()),
                        Ui.number(item.points()),
                        line.points() == null
                                ? null
                                : Ui.number(line.points().setScale(2, java.math.RoundingMode.HALF_UP)),
                        line.points() != null && line.points().compareTo(item.points()) == 0,
                        facts(scheme, evaluation, item.rule().facts())));
            }
        return lines;
    }

    private List<EvaluationPage.Check> checks(Scheme scheme, Evaluation evaluation, Assessment list) {
        return list.findings().stream()
                .map(finding -> {
                    var item = finding.item();
                    return new EvaluationPage.Check(
                            list.checklist().title(),
                            item.title(),
                            String.join("、", item.clauses()),
                            switch (finding.result()) {
                                case MET -> "ok";
                                case UNMET -> "bad";
                                case UNKNOWN -> "warn";
                                case NOT_APPLICABLE -> "idle";
                            },
                            finding.result() == Assessment.Result.UNKNOWN
                                    ? "考评时核对"
                                    : finding.result().title(),
                            item.fact() == null
                                    ? List.of()
                                    : facts(scheme, evaluation, item.fact().facts()));
                })
                .toList();
    }

    private List<EvaluationPage.Fact> facts(Scheme scheme, Evaluation evaluation, Set<String> names) {
        return names.stream()
                .sorted()
                .filter(name -> name.indexOf('.') > 0)
                .map(name -> {
                    var title = schemes.fact(scheme, name)
                            .map(FactDefinition::title)
                            .orElse(name);
                    var unit =
                            schemes.fact(scheme, name).map(FactDefinition::unit).orElse("");
                    var fact = evaluation.facts().get(name);
                    return fact == null
                            ? new EvaluationPage.Fact(title, "未填", null)
                            : new EvaluationPage.Fact(title, Ui.value(fact.value(), unit), fact.link());
                })
                .toList();
    }
}
