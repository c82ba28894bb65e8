package org.nongyou.project.web;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.project.Archive;
import org.nongyou.project.Archived;
import org.nongyou.project.NewOutput;
import org.nongyou.project.OutputProgress;
import org.nongyou.project.Outputs;
import org.nongyou.project.Project;
import org.nongyou.project.Projects;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The tasks of a project with what was reached, and its archive.
@Controller
@Requires(Verb.READ)
class OutputsController {

    private final Projects projects;
    private final Outputs outputs;
    private final Archive archive;
    private final Schemes schemes;
    private final Divisions divisions;

    OutputsController(Projects projects, Outputs outputs, Archive archive, Schemes schemes, Divisions divisions) {
        this.projects = projects;
        this.outputs = outputs;
        this.archive = archive;
        this.schemes = schemes;
        this.divisions = divisions;
    }

    @GetMapping("/projects/{id}/outputs")
    ModelAndView outputs(Actor actor, @PathVariable long id) {
        return Page.of("project/outputs", page(actor, id, "", Entered.NOTHING));
    }

    @PostMapping("/projects/{id}/outputs")
    ModelAndView add(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var form = new NewOutput(
                typed.getOrDefault("fact", ""),
                typed.getOrDefault("happenedOn", ""),
                typed.getOrDefault("amount", ""),
                typed.getOrDefault("title", ""));
        try (var content = ProjectController.content(file)) {
            return answer(
                    actor, id, "new", typed, outputs.add(actor, id, form, ProjectController.attachment(file, content)));
        }
    }

    @PostMapping("/projects/{id}/outputs/{output}/strike")
    ModelAndView strike(
            Actor actor, @PathVariable long id, @PathVariable long output, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                "output-" + output,
                typed,
                outputs.strike(actor, id, output, typed.getOrDefault("reason", "")));
    }

    private ModelAndView answer(
            Actor actor, long id, String form, Map<String, String> typed, Decision<Project> decision) {
        return switch (decision) {
            case Decision.Done<Project> _ -> Page.redirect("/projects/" + id + "/outputs#entries");
            case Decision.Refused<Project>(var refusal) ->
                Page.again(
                        "project/outputs",
                        page(actor, id, form, Entered.of(typed, ProjectController.at(form, refusal))));
        };
    }

    private OutputsPage page(Actor actor, long id, String form, Entered entered) {
        var project = projects.find(actor.scope(), id).orElseThrow(NotFound::new);
        var progress = outputs.progress(project);
        long met = progress.stream().filter(OutputProgress::met).count();
        boolean all = met == progress.size();
        return new OutputsPage(
                project,
                schemes.at(project.scheme()),
                divisions.path(project.region()),
                progress.isEmpty()
                        ? "方案没有给每个项目定量化任务。"
                        : progress.size() + " 项任务，" + met + " 项达到"
                                + (all
                                        ? "。"
                                        : "；还差："
                                                + String.join(
                                                        "、",
                                                        progress.stream()
                                                                .filter(one -> !one.met())
                                                                .map(one -> one.indicator()
                                                                        .title())
                                                                .toList())
                                                + "。"),
                all ? "ok" : "info",
                progress,
                outputs.list(project),
                projects.mayWork(actor, project),
                outputs.mayStrike(actor, project),
                form,
                entered);
    }

    // --- The archive

    @GetMapping("/projects/{id}/archive")
    ModelAndView archive(Actor actor, @PathVariable long id) {
        return Page.of("project/archive", archivePage(actor, id, "", Entered.NOTHING));
    }

    @PostMapping("/projects/{id}/archive")
    ModelAndView archive(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        try (var content = ProjectController.content(file)) {
            return archived(
                    actor,
                    id,
                    "new",
                    typed,
                    archive.add(
                            actor,
                            id,
                            typed.getOrDefault("task", ""),
                            typed.getOrDefault("title", ""),
                            typed.getOrDefault("takenOn", ""),
                            ProjectController.attachment(file, content)));
        }
    }

    @PostMapping("/projects/{id}/archive/{archived}/strike")
    ModelAndView strikeArchived(
            Actor actor, @PathVariable long id, @PathVariable long archived, @RequestParam Map<String, String> typed) {
        return archived(
                actor,
                id,
                "file-" + archived,
                typed,
                archive.strike(actor, id, archived, typed.getOrDefault("reason", "")));
    }

    private ModelAndView archived(
            Actor actor, long id, String form, Map<String, String> typed, Decision<Project> decision) {
        return switch (decision) {
            case Decision.Done<Project> _ -> Page.redirect("/projects/" + id + "/archive");
            case Decision.Refused<Project>(var refusal) ->
                Page.again(
                        "project/archive",
                        archivePage(actor, id, form, Entered.of(typed, ProjectController.at(form, refusal))));
        };
    }

    private ArchivePage archivePage(Actor actor, long id, String form, Entered entered) {
        var project = projects.find(actor.scope(), id).orElseThrow(NotFound::new);
        var files = archive.list(project);
        var tasks = archive.tasks(project);
        var lacking = tasks.stream()
                .filter(task -> files.stream()
                        .filter(Archived::holds)
                        .noneMatch(file -> file.task().equals(task.id())))
                .toList();
        long count = files.stream().filter(Archived::holds).count();
        return new ArchivePage(
                project,
                schemes.at(project.scheme()),
                divisions.path(project.region()),
                "已归档 " + count + " 份" + (lacking.isEmpty() ? "，各项任务都有材料。" : "，还有 " + lacking.size() + " 项任务没有材料。"),
                lacking.isEmpty() ? "ok" : "info",
                tasks,
                lacking,
                files,
                projects.mayWork(actor, project),
                form,
                entered);
    }
}
