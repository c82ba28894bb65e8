package org.nongyou.standard.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.file.FileAnswers;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.standard.Standard;
import org.nongyou.standard.StandardFilter;
import org.nongyou.standard.StandardForm;
import org.nongyou.standard.StandardNumber;
import org.nongyou.standard.StandardProject;
import org.nongyou.standard.StandardProjects;
import org.nongyou.standard.Standards;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The library of standards and the projects that make them.
@Controller
@Requires(Verb.READ)
class LibraryController {

    private static final int PROJECTS_SHOWN = 200;

    private final Standards standards;
    private final StandardProjects projects;
    private final Files files;
    private final Divisions divisions;
    private final Clock clock;

    LibraryController(Standards standards, StandardProjects projects, Files files, Divisions divisions, Clock clock) {
        this.standards = standards;
        this.projects = projects;
        this.files = files;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/standards/library")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var scope = Standards.reading(actor);
        var filter = StandardFilter.of(query);
        int page = query.getOrDefault("page", "").matches("[1-9]\\d?|100") ? Integer.parseInt(query.get("page")) : 1;
        var rows = standards.list(scope, filter, (page - 1) * Standards.PAGE, Standards.PAGE);
        int total = standards.count(scope, filter);
        return Page.of(
                "standard/library",
                new LibraryPages.Library(
                        total == 0
                                ? "没有找到，换几个字再查。"
                                : "%,d 个%s标准：国家和行业的，以及本地的。".formatted(total, total == Standards.COUNTED ? "以上" : ""),
                        filter,
                        rows,
                        rows.stream()
                                .map(Standard::region)
                                .distinct()
                                .collect(Collectors.toMap(RegionCode::value, this::place)),
                        total,
                        page,
                        Standards.mayRecord(actor),
                        today()));
    }

    private String place(RegionCode region) {
        return region.equals(RegionCode.COUNTRY) ? "全国" : divisions.name(region);
    }

    @GetMapping("/standards/library/new")
    ModelAndView begin(Actor actor) {
        if (!Standards.mayRecord(actor)) throw new NotAllowed("标准由农业农村部门的审核或经办登记。要登记，找本级同事。");
        return Page.of("standard/standard-form", new LibraryPages.Form(Entered.NOTHING));
    }

    @PostMapping("/standards/library/new")
    ModelAndView record(Actor actor, @RequestParam Map<String, String> typed) {
        var form = StandardForm.of(typed);
        return switch (standards.record(actor, form)) {
            case Decision.Done<Standard>(var one) -> Page.redirect("/standards/library/" + one.id());
            case Decision.Refused<Standard>(var refusal) ->
                Page.again("standard/standard-form", new LibraryPages.Form(Entered.of(form.values(), refusal)));
        };
    }

    @GetMapping("/standards/library/{id}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("standard/standard", page(actor, id, Entered.NOTHING));
    }

    @GetMapping("/standards/library/{id}/file")
    ResponseEntity<Resource> file(Actor actor, @PathVariable long id) {
        var one = standards.find(Standards.reading(actor), id).orElseThrow(NotFound::new);
        if (one.fileId() == null) throw new NotFound();
        // Whoever may read the standard may read its text, also where the office that attached it sits elsewhere.
        var file = files.ofMatter(List.of(one.fileId())).get(one.fileId());
        if (file == null) throw new NotFound();
        return FileAnswers.answer(files, file);
    }

    @PostMapping("/standards/library/{id}/in-force")
    ModelAndView putInForce(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String fromOn) {
        return after(actor, id, standards.putInForce(actor, id, fromOn), Map.of("fromOn", fromOn));
    }

    @PostMapping("/standards/library/{id}/end")
    ModelAndView end(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String endedOn,
            @RequestParam(defaultValue = "") String replacedBy,
            @RequestParam(defaultValue = "") String reason) {
        return after(
                actor,
                id,
                standards.end(actor, id, endedOn, replacedBy, reason),
                Map.of("endedOn", endedOn, "replacedBy", replacedBy, "reason", reason));
    }

    @PostMapping("/standards/library/{id}/file")
    ModelAndView attach(
            Actor actor, @PathVariable long id, @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        if (file == null || file.isEmpty())
            return after(
                    actor,
                    id,
                    Decision.refused(Refusal.of("exchange.file.empty").at("file")),
                    Map.of());
        var name = file.getOriginalFilename();
        return after(
                actor, id, standards.attach(actor, id, name == null ? "标准" : name, file.getInputStream()), Map.of());
    }

    private ModelAndView after(Actor actor, long id, Decision<Standard> decision, Map<String, String> typed) {
        return switch (decision) {
            case Decision.Done<Standard> _ -> Page.redirect("/standards/library/" + id);
            case Decision.Refused<Standard>(var refusal) ->
                Page.again("standard/standard", page(actor, id, Entered.of(typed, refusal)));
        };
    }

    private LibraryPages.One page(Actor actor, long id, Entered entered) {
        var scope = Standards.reading(actor);
        var one = standards.find(scope, id).orElseThrow(NotFound::new);
        return new LibraryPages.One(
                one,
                place(one.region()),
                standards.editions(scope, one),
                StandardNumber.of(one.replacedBy())
                        .flatMap(number -> standards.find(scope, number))
                        .orElse(null),
                projects.about(actor.scope(), one),
                Standards.looksAfter(actor, one),
                today(),
                entered);
    }

    // --- projects

    @GetMapping("/standards/projects")
    ModelAndView projects(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of("standard/projects", projectsPage(actor, query, Entered.NOTHING));
    }

    private LibraryPages.Projects projectsPage(Actor actor, Map<String, String> query, Entered entered) {
        var kind = StandardProject.Kind.ofCode(query.getOrDefault("kind", "")).orElse(null);
        return new LibraryPages.Projects(
                projects.list(actor.scope(), kind, PROJECTS_SHOWN),
                kind,
                Standards.mayRecord(actor),
                UUID.randomUUID(),
                today(),
                entered);
    }

    @PostMapping("/standards/projects")
    ModelAndView open(Actor actor, @RequestParam Map<String, String> typed) {
        UUID key;
        try {
            key = UUID.fromString(typed.getOrDefault("formKey", ""));
        } catch (IllegalArgumentException e) {
            key = UUID.randomUUID();
        }
        return switch (projects.open(actor, key, typed)) {
            case Decision.Done<StandardProject>(var one) -> Page.redirect("/standards/projects/" + one.id());
            case Decision.Refused<StandardProject>(var refusal) ->
                Page.again("standard/projects", projectsPage(actor, Map.of(), Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/standards/projects/{id}")
    ModelAndView project(Actor actor, @PathVariable long id) {
        return Page.of("standard/project", projectPage(actor, id, Entered.NOTHING));
    }

    private LibraryPages.Project projectPage(Actor actor, long id, Entered entered) {
        var one = projects.find(actor.scope(), id).orElseThrow(NotFound::new);
        return new LibraryPages.Project(
                one, Standards.mayRecord(actor) && actor.officeName().equals(one.officeName()), today(), entered);
    }

    @PostMapping("/standards/projects/{id}/close")
    ModelAndView close(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (projects.close(
                actor,
                id,
                typed.getOrDefault("dropped", "").equals("yes"),
                typed.getOrDefault("outcome", ""),
                typed.getOrDefault("result", ""))) {
            case Decision.Done<StandardProject> _ -> Page.redirect("/standards/projects/" + id);
            case Decision.Refused<StandardProject>(var refusal) ->
                Page.again("standard/project", projectPage(actor, id, Entered.of(typed, refusal)));
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
