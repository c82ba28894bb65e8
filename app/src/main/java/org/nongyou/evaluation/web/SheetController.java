package org.nongyou.evaluation.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nongyou.catalogue.Listing;
import org.nongyou.evaluation.Corrections;
import org.nongyou.evaluation.Directory;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.EvaluationSheets;
import org.nongyou.evaluation.Filling;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.evaluation.SheetProofs;
import org.nongyou.evaluation.SheetRulings;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// What is done with one sheet: filled in, handed on, returned, scored, ruled on, corrected, listed.
@Controller
@Requires(Verb.READ)
class SheetController {

    private final EvaluationSheets sheets;
    private final SheetProofs handedIn;
    private final SheetRulings rulings;
    private final SheetLists lists;
    private final Corrections corrections;
    private final Directory directory;
    private final Divisions divisions;
    private final SheetPages pages;

    SheetController(
            EvaluationSheets sheets,
            SheetProofs handedIn,
            SheetRulings rulings,
            SheetLists lists,
            Corrections corrections,
            Directory directory,
            Divisions divisions,
            SheetPages pages) {
        this.sheets = sheets;
        this.handedIn = handedIn;
        this.rulings = rulings;
        this.lists = lists;
        this.corrections = corrections;
        this.directory = directory;
        this.divisions = divisions;
        this.pages = pages;
    }

    @GetMapping("/evaluations/sheets/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("evaluation/sheet", pages.of(actor, id, false, "", Entered.NOTHING));
    }

    /// Whatever the button, files come first, so that none has to be chosen again after a refusal.
    @PostMapping("/evaluations/sheets/{id:\\d+}")
    @Requires(Verb.DECIDE)
    ModelAndView fill(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam MultiValueMap<String, MultipartFile> files)
            throws IOException {
        return fill(actor, id, false, typed, files);
    }

    // --- An expert's page: he sees nothing else of the evaluation

    @GetMapping("/evaluations/scoring")
    @Requires(Verb.SCORE)
    ModelAndView scoring(Actor actor) {
        var waiting = lists.waiting(actor, SheetLists.PAGE);
        return Page.of(
                "evaluation/scoring",
                new ScoringPage(
                        waiting.isEmpty() ? "现在没有请你评分的。" : "请你评分的有 " + Ui.number(lists.waitingCount(actor)) + " 份。",
                        waiting.stream()
                                .map(sheet -> new RoundsPage.Waiting(
                                        sheet,
                                        lists.roundTitle(sheet),
                                        divisions.path(sheet.region()),
                                        "/evaluations/scoring/" + sheet.id()))
                                .toList()));
    }

    @GetMapping("/evaluations/scoring/{id:\\d+}")
    @Requires(Verb.SCORE)
    ModelAndView score(Actor actor, @PathVariable long id) {
        return Page.of("evaluation/sheet", pages.of(actor, id, true, "", Entered.NOTHING));
    }

    @PostMapping("/evaluations/scoring/{id:\\d+}")
    @Requires(Verb.SCORE)
    ModelAndView score(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam MultiValueMap<String, MultipartFile> files)
            throws IOException {
        return fill(actor, id, true, typed, files);
    }

    private ModelAndView fill(
            Actor actor, long id, boolean expert, Map<String, String> typed, MultiValueMap<String, MultipartFile> files)
            throws IOException {
        var faults = new ArrayList<Refusal>();
        attach(actor, id, typed, files, faults);
        var act = typed.getOrDefault("do", "save");
        if (act.matches("detach-\\d{1,18}"))
            collect(handedIn.detach(actor, id, Long.parseLong(act.substring(7))), faults);
        if (!faults.isEmpty()) return again(actor, id, expert, "fill", typed, Refusal.joined(faults));
        var points = new HashMap<String, String>();
        var notes = new HashMap<String, String>();
        var facts = new HashMap<String, String>();
        typed.forEach((name, value) -> {
            if (name.startsWith("item-")) points.put(name.substring(5), value);
            if (name.startsWith("note-")) notes.put(name.substring(5), value);
            if (name.startsWith("fact-")) facts.put(name.substring(5), value);
        });
        var filling = new Filling(RoundsController.revision(typed), points, notes, facts);
        var words = typed.getOrDefault("words", "");
        var decision = act.equals("hand-on")
                ? sheets.handOn(actor, id, filling, words)
                : sheets.save(actor, id, filling, words);
        return switch (decision) {
            case Decision.Done<EvaluationSheet> _ ->
                Page.redirect(expert && act.equals("hand-on") ? "/evaluations/scoring" : SheetPages.path(expert, id));
            case Decision.Refused<EvaluationSheet>(var refusal) -> again(actor, id, expert, "fill", typed, refusal);
        };
    }

    private void attach(
            Actor actor,
            long id,
            Map<String, String> typed,
            MultiValueMap<String, MultipartFile> files,
            List<Refusal> faults)
            throws IOException {
        for (var field : files.entrySet()) {
            if (!field.getKey().matches("proof-\\d{1,3}")) continue;
            var about = typed.getOrDefault(field.getKey() + "-about", "");
            for (var file : field.getValue()) {
                var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
                if (file.isEmpty() && name.isEmpty()) continue;
                try (var content = file.getInputStream()) {
                    collect(handedIn.attach(actor, id, about, name, content), faults);
                }
            }
        }
    }

    private static void collect(Decision<EvaluationSheet> decision, List<Refusal> faults) {
        if (decision instanceof Decision.Refused<EvaluationSheet>(var refusal)) faults.add(refusal.at("proofs"));
    }

    // --- What else is done

    @PostMapping("/evaluations/sheets/{id:\\d+}/return")
    @Requires(Verb.DECIDE)
    ModelAndView sendBack(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "return",
                typed,
                sheets.sendBack(actor, id, RoundsController.revision(typed), typed.getOrDefault("words", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/leave")
    @Requires(Verb.DECIDE)
    ModelAndView leave(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "leave",
                typed,
                rulings.leaveOut(actor, id, RoundsController.revision(typed), typed.getOrDefault("reason", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/anew")
    @Requires(Verb.DECIDE)
    ModelAndView anew(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "anew",
                typed,
                rulings.scoreAnew(actor, id, RoundsController.revision(typed), typed.getOrDefault("reason", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/corrections")
    @Requires(Verb.DECIDE)
    ModelAndView correct(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return done(
                actor,
                id,
                "correct",
                typed,
                corrections.correct(
                        actor,
                        id,
                        RoundsController.revision(typed),
                        typed.getOrDefault("item", ""),
                        typed.getOrDefault("points", ""),
                        typed.getOrDefault("reason", "")));
    }

    @PostMapping("/evaluations/sheets/{id:\\d+}/listing")
    @Requires(Verb.MANAGE_CATALOGUE)
    ModelAndView list(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (directory.enter(actor, id)) {
            case Decision.Done<Listing>(var listing) -> Page.redirect("/catalogue/" + listing.id());
            case Decision.Refused<Listing>(var refusal) -> again(actor, id, false, "list", typed, refusal);
        };
    }

    private ModelAndView done(
            Actor actor, long id, String form, Map<String, String> typed, Decision<EvaluationSheet> decision) {
        return switch (decision) {
            case Decision.Done<EvaluationSheet> _ -> Page.redirect(SheetPages.path(false, id));
            case Decision.Refused<EvaluationSheet>(var refusal) -> again(actor, id, false, form, typed, refusal);
        };
    }

    private ModelAndView again(
            Actor actor, long id, boolean expert, String form, Map<String, String> typed, Refusal refusal) {
        return Page.again("evaluation/sheet", pages.of(actor, id, expert, form, Entered.of(typed, refusal)));
    }
}
