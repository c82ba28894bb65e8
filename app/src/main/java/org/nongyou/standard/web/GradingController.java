package org.nongyou.standard.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.standard.Grading;
import org.nongyou.standard.GradingForm;
import org.nongyou.standard.Gradings;
import org.nongyou.standard.Standards;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Tables of grades.
@Controller
@Requires(Verb.READ)
class GradingController {

    private static final int HISTORY = 30;

    private final Gradings gradings;
    private final Journal journal;
    private final Divisions divisions;
    private final Clock clock;

    GradingController(Gradings gradings, Journal journal, Divisions divisions, Clock clock) {
        this.gradings = gradings;
        this.journal = journal;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/standards/grades")
    ModelAndView list(Actor actor, @RequestParam(name = "produce", defaultValue = "") String typed) {
        var produce = typed.substring(0, Math.min(40, typed.length())).strip();
        var rows = gradings.list(Standards.reading(actor), produce);
        return Page.of(
                "standard/grades",
                new GradingPages.ListPage(
                        rows.isEmpty()
                                ? produce.isEmpty() ? "还没有登记分级。平台不自带，由农业农村部门照标准登记。" : "没有“" + produce + "”的分级。"
                                : rows.size() + (rows.size() == Gradings.MOST ? " 份以上" : " 份") + "品质分级，本地和上级的。",
                        produce,
                        rows,
                        rows.stream()
                                .map(Grading::region)
                                .distinct()
                                .collect(Collectors.toMap(RegionCode::value, this::place)),
                        Standards.mayRecord(actor)));
    }

    private String place(RegionCode region) {
        return region.equals(RegionCode.COUNTRY) ? "全国" : divisions.name(region);
    }

    @GetMapping("/standards/grades/new")
    ModelAndView fresh(Actor actor) {
        if (!Standards.mayRecord(actor)) throw new NotAllowed("分级由农业农村部门的审核或经办登记。要登记，找本级同事。");
        var typed = Map.of(
                "inForceFrom", LocalDate.ofInstant(clock.instant(), Ui.ZONE).toString());
        return Page.of(
                "standard/grade-form",
                new GradingPages.FormPage(
                        new Entered(typed, List.of()), UUID.randomUUID().toString()));
    }

    @PostMapping("/standards/grades/new")
    ModelAndView record(Actor actor, @RequestParam Map<String, String> typed) {
        var text = typed.getOrDefault("formKey", "");
        var key = text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(text) : UUID.randomUUID();
        var form = new GradingForm(
                key,
                typed.getOrDefault("produce", ""),
                typed.getOrDefault("standard", ""),
                typed.getOrDefault("grades", ""),
                typed.getOrDefault("table", ""),
                typed.getOrDefault("source", ""),
                typed.getOrDefault("inForceFrom", ""));
        return switch (gradings.record(actor, form)) {
            case Decision.Done<Grading>(var one) -> Page.redirect("/standards/grades/" + one.id());
            case Decision.Refused<Grading>(var refusal) ->
                Page.again(
                        "standard/grade-form", new GradingPages.FormPage(Entered.of(typed, refusal), key.toString()));
        };
    }

    @GetMapping("/standards/grades/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("standard/grade", page(actor, id, Entered.NOTHING));
    }

    @PostMapping("/standards/grades/{id:\\d{1,18}}/end")
    ModelAndView end(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        if (gradings.find(Standards.reading(actor), id).isEmpty()) throw new NotFound();
        return switch (gradings.end(actor, id, typed.getOrDefault("reason", ""))) {
            case Decision.Done<Grading> _ -> Page.redirect("/standards/grades/" + id);
            case Decision.Refused<Grading>(var refusal) ->
                Page.again("standard/grade", page(actor, id, Entered.of(typed, refusal)));
        };
    }

    private GradingPages.OnePage page(Actor actor, long id, Entered entered) {
        var one = gradings.find(Standards.reading(actor), id).orElseThrow(NotFound::new);
        return new GradingPages.OnePage(
                one,
                place(one.region()),
                journal.of(actor.scope(), Gradings.SUBJECT, String.valueOf(id), HISTORY),
                Standards.mayRecord(actor)
                        && one.endedOn() == null
                        && actor.scope().covers(one.region()),
                entered);
    }
}
