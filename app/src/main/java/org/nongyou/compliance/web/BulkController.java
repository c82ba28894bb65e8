package org.nongyou.compliance.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nongyou.compliance.BulkForm;
import org.nongyou.compliance.BulkIssuing;
import org.nongyou.compliance.BulkRun;
import org.nongyou.compliance.Issuing;
import org.nongyou.compliance.LabelPrint;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.job.Jobs;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Many certificates in one act, and how far they are.
@Controller
@Requires(Verb.READ)
class BulkController {

    private static final int LAST = 20;
    private static final int HISTORY = 20;

    private final BulkIssuing bulk;
    private final Issuing issuing;
    private final LabelPrint prints;
    private final Jobs jobs;
    private final Journal journal;
    private final CodeSite site;

    BulkController(BulkIssuing bulk, Issuing issuing, LabelPrint prints, Jobs jobs, Journal journal, CodeSite site) {
        this.bulk = bulk;
        this.issuing = issuing;
        this.prints = prints;
        this.jobs = jobs;
        this.journal = journal;
        this.site = site;
    }

    @GetMapping("/conformity/bulk")
    ModelAndView fresh(Actor actor) {
        ConformityForms.requireIssue(actor);
        return Page.of("compliance/bulk", form(actor, Entered.NOTHING));
    }

    @PostMapping("/conformity/bulk")
    ModelAndView start(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        ConformityForms.requireIssue(actor);
        var typed = ConformityForms.single(form);
        var lines = new ArrayList<BulkForm.BulkLine>();
        for (var name : typed.keySet()) {
            if (!name.startsWith("count-")) continue;
            var batch = ConformityForms.number(name.substring("count-".length()));
            if (batch != null)
                lines.add(new BulkForm.BulkLine(batch, typed.get(name), typed.getOrDefault("each-" + batch, "")));
        }
        var asked = new BulkForm(typed.getOrDefault("formId", ""), lines, form.getOrDefault("bases", List.of()));
        return switch (bulk.start(actor, asked)) {
            case Decision.Done<BulkRun>(var run) -> Page.redirect("/conformity/runs/" + run.id());
            case Decision.Refused<BulkRun>(var refusal) ->
                Page.again("compliance/bulk", form(actor, Entered.of(typed, refusal)));
        };
    }

    private ConformityPages.Bulk form(Actor actor, Entered entered) {
        return new ConformityPages.Bulk(
                actor.name(),
                issuing.open(actor),
                bulk.list(actor.scope(), LAST),
                entered.refused() ? entered.value("formId") : UUID.randomUUID().toString(),
                entered);
    }

    @GetMapping("/conformity/runs/{id:\\d{1,18}}")
    ModelAndView run(Actor actor, @PathVariable long id) {
        return Page.of("compliance/run", page(actor, id));
    }

    @GetMapping("/conformity/runs/{id:\\d{1,18}}/progress")
    ModelAndView progress(Actor actor, @PathVariable long id) {
        return Page.of("compliance/run-progress", page(actor, id));
    }

    private ConformityPages.Run page(Actor actor, long id) {
        var run = bulk.find(actor.scope(), id).orElseThrow(NotFound::new);
        var jobId = run.jobId();
        var job = jobId == null ? null : jobs.find(actor, jobId).orElse(null);
        boolean running = job != null && !job.isOver();
        return new ConformityPages.Run(
                run,
                job,
                ConformityForms.mayIssue(actor) && run.open() && !running,
                prints.most(),
                journal.of(actor.scope(), BulkIssuing.SUBJECT, Long.toString(id), HISTORY));
    }

    @PostMapping("/conformity/runs/{id:\\d{1,18}}/go-on")
    ModelAndView goOn(Actor actor, @PathVariable long id) {
        ConformityForms.requireIssue(actor);
        bulk.goOn(actor, id);
        return Page.redirect("/conformity/runs/" + id);
    }

    @PostMapping("/conformity/runs/{id:\\d{1,18}}/stop")
    ModelAndView stop(Actor actor, @PathVariable long id) {
        ConformityForms.requireIssue(actor);
        var job = bulk.find(actor.scope(), id).orElseThrow(NotFound::new).jobId();
        if (job != null) jobs.cancel(actor, job);
        return Page.redirect("/conformity/runs/" + id);
    }

    /// Labels of just these, as a job.
    @PostMapping("/conformity/runs/{id:\\d{1,18}}/print")
    ModelAndView print(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        var run = bulk.find(actor.scope(), id).orElseThrow(NotFound::new);
        var file = typed.getOrDefault("file", "");
        long job = prints.ofRun(
                actor,
                run,
                typed.getOrDefault("size", ""),
                file.matches("\\d{1,3}") ? Integer.parseInt(file) : 1,
                site.address());
        return Page.redirect("/jobs/" + job);
    }
}
