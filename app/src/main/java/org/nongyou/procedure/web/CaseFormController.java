package org.nongyou.procedure.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.ActForm;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseDesk;
import org.nongyou.procedure.CaseForm;
import org.nongyou.procedure.CasePapers;
import org.nongyou.procedure.CaseView;
import org.nongyou.procedure.Cases;
import org.nongyou.procedure.Saved;
import org.nongyou.scheme.Act;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The application form. Fields save themselves one by one where there is script; without it the buttons do.
@Controller
class CaseFormController {

    private static final MediaType TEXT = new MediaType("text", "plain", java.nio.charset.StandardCharsets.UTF_8);

    private final Cases cases;
    private final CasePapers papers;
    private final CaseDesk desk;
    private final Offices offices;

    CaseFormController(Cases cases, CasePapers papers, CaseDesk desk, Offices offices) {
        this.cases = cases;
        this.papers = papers;
        this.desk = desk;
        this.offices = offices;
    }

    @GetMapping("/cases/{id}/form")
    @Requires(Verb.READ)
    ModelAndView form(Actor actor, @PathVariable long id) {
        var view = desk.view(actor, id);
        if (!view.mayEdit()) return Page.redirect("/cases/" + id);
        return Page.of("procedure/form", page(view, List.of(), Map.of()));
    }

    @GetMapping("/cases/{id}/preview")
    @Requires(Verb.READ)
    ModelAndView preview(Actor actor, @PathVariable long id) {
        return Page.of("procedure/preview", page(desk.view(actor, id), List.of(), Map.of()));
    }

    /// The whole form by a button: saved, and submitted when that button was pressed.
    @PostMapping("/cases/{id}/form")
    @Requires(Verb.READ)
    ModelAndView save(Actor actor, @PathVariable long id, @RequestParam Map<String, String> all) {
        var view = desk.view(actor, id);
        if (!view.mayEdit()) return Page.redirect("/cases/" + id);
        var typed = new HashMap<String, String>();
        typed.put(CaseForm.CLASS, all.getOrDefault(CaseForm.CLASS, ""));
        typed.put(CaseForm.COMMITMENT, all.containsKey(CaseForm.COMMITMENT) ? "true" : "");
        for (var fact : view.asked()) {
            var key = CaseForm.FACT + fact.definition().name();
            typed.put(key, all.getOrDefault(key, ""));
        }
        var was = new HashMap<String, String>();
        typed.keySet().forEach(key -> {
            if (all.containsKey("was." + key)) was.put(key, all.get("was." + key));
        });
        switch (papers.saveForm(actor, id, typed, was)) {
            case Decision.Done<Saved>(var saved) -> {
                var theirs = saved.theirs();
                if (!theirs.isEmpty())
                    return Page.again(
                            "procedure/form",
                            page(
                                    desk.view(actor, id),
                                    List.of(Refusal.of("case.form-changed", theirs.size())),
                                    theirs));
            }
            case Decision.Refused<Saved>(var refusal) -> {
                return Page.again("procedure/form", page(desk.view(actor, id), refusal.all(), Map.of()));
            }
        }
        var submit = view.stage().acts().keySet().stream().filter(Act::forward).findFirst();
        if (!all.containsKey("submit") || submit.isEmpty()) return Page.redirect("/cases/" + id + "/form");
        int revision = all.getOrDefault("revision", "").matches("\\d{1,9}") ? Integer.parseInt(all.get("revision")) : 0;
        return switch (cases.act(actor, id, new ActForm(submit.get(), revision, ""))) {
            case Decision.Done<Case> _ -> Page.redirect("/cases/" + id);
            case Decision.Refused<Case>(var refusal) ->
                Page.again("procedure/form", page(desk.view(actor, id), refusal.all(), Map.of()));
        };
    }

    /// One field, from the page's script: 200 with the time, 409 with what somebody else wrote meanwhile.
    @PostMapping("/cases/{id}/form/field")
    @Requires(Verb.READ)
    ResponseEntity<String> saveField(
            Actor actor,
            @PathVariable long id,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(required = false) @Nullable String was) {
        var before = was == null ? Map.<String, String>of() : Map.of(name, was);
        return switch (papers.saveForm(actor, id, Map.of(name, value), before)) {
            case Decision.Done<Saved>(var saved) ->
                saved.theirs().isEmpty()
                        ? ResponseEntity.ok().contentType(TEXT).body(clock(saved.at()))
                        : ResponseEntity.status(HttpStatus.CONFLICT)
                                .contentType(TEXT)
                                .body(saved.theirs().getOrDefault(name, ""));
            case Decision.Refused<Saved>(var refusal) ->
                ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .contentType(TEXT)
                        .body(refusal.message());
        };
    }

    private CaseFormPage page(CaseView view, List<Refusal> refusals, Map<String, String> theirs) {
        var way = view.procedure().stages().stream()
                .filter(stage -> !stage.id().equals(view.stage().id()))
                .filter(stage -> stage.end() == null || stage.end() == org.nongyou.scheme.End.LISTED)
                .toList();
        var submit = view.stage().acts().keySet().stream()
                .filter(Act::forward)
                .findFirst()
                .map(Act::title)
                .orElse("提交");
        return new CaseFormPage(
                view,
                CaseController.kindTitle(view),
                refusals,
                theirs,
                view.savedAt() == null ? "" : clock(view.savedAt()),
                way,
                helper(view),
                submit,
                view.theCase().revision());
    }

    /// Help stands at the same place on every form: the office of the county.
    private String helper(CaseView view) {
        return offices.over(view.theCase().region(), Level.COUNTY, "agriculture")
                .or(() -> offices.over(view.theCase().region(), Level.CITY, "agriculture"))
                .map(office -> office.phone() == null ? office.name() : office.name() + "，" + office.phone())
                .orElse("");
    }

    private static String clock(Instant at) {
        return Ui.time(at).substring(11);
    }
}
