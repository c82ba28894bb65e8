package org.nongyou.compliance.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nongyou.compliance.BulkIssuing;
import org.nongyou.compliance.BulkRun;
import org.nongyou.compliance.Issuing;
import org.nongyou.compliance.LabelFilter;
import org.nongyou.compliance.LabelOrder;
import org.nongyou.compliance.LabelRange;
import org.nongyou.compliance.LabelState;
import org.nongyou.compliance.Labels;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.region.Divisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Pre-printed labels: the list of ranges, orders, hand-out, activation, losses.
@Controller
@Requires(Verb.READ)
class LabelController {

    private static final int ORDERS = 20;
    private static final int CHOICES = 20;
    private static final String LIST = "/conformity/labels";

    private final Labels labels;
    private final BulkIssuing bulk;
    private final Issuing issuing;
    private final ProducerLists producers;
    private final Divisions divisions;
    private final CodeSite site;

    LabelController(
            Labels labels,
            BulkIssuing bulk,
            Issuing issuing,
            ProducerLists producers,
            Divisions divisions,
            CodeSite site) {
        this.labels = labels;
        this.bulk = bulk;
        this.issuing = issuing;
        this.producers = producers;
        this.divisions = divisions;
        this.site = site;
    }

    @GetMapping("/conformity/labels")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = LabelFilter.of(query);
        var scope = actor.scope();
        var rows = labels.list(scope, filter, ConformityForms.number(query.getOrDefault("below", "")), Labels.PAGE);
        var address = filter.address(LIST);
        return Page.of(
                "compliance/labels",
                new LabelPages.Listed(
                        actor.isProducer(),
                        filter,
                        rows,
                        labels.tally(scope, filter),
                        labels.orders(scope, ORDERS),
                        labels.mayOrder(actor),
                        actor.may(Verb.EXCHANGE) || actor.isProducer(),
                        rows.size() == Labels.PAGE
                                ? address.with("below", rows.getLast().from()).toString()
                                : null,
                        address));
    }

    // --- Order and print

    @GetMapping("/conformity/labels/order")
    ModelAndView ordering(Actor actor) {
        requireOrder(actor);
        return Page.of(
                "compliance/label-order",
                new LabelPages.Order(UUID.randomUUID().toString(), actor.isProducer(), Entered.NOTHING));
    }

    /// Ordered and, right away, printed.
    @PostMapping("/conformity/labels/order")
    ModelAndView order(Actor actor, @RequestParam Map<String, String> typed) {
        requireOrder(actor);
        return switch (labels.order(
                actor,
                typed.getOrDefault("formId", ""),
                typed.getOrDefault("count", ""),
                typed.getOrDefault("size", ""))) {
            case Decision.Done<LabelOrder>(var order) -> print(actor, order.id());
            case Decision.Refused<LabelOrder>(var refusal) ->
                Page.again(
                        "compliance/label-order",
                        new LabelPages.Order(
                                typed.getOrDefault("formId", ""), actor.isProducer(), Entered.of(typed, refusal)));
        };
    }

    @PostMapping("/conformity/labels/orders/{id:\\d{1,18}}/print")
    ModelAndView print(Actor actor, @PathVariable long id) {
        requireOrder(actor);
        var job = labels.print(actor, id, site.address()).orElseThrow().jobId();
        return Page.redirect(job == null ? LIST : "/jobs/" + job);
    }

    private void requireOrder(Actor actor) {
        if (!labels.mayOrder(actor)) throw new NotAllowed("预印标签由生产主体自己订，或者由农业农村部门的审核、经办人员订。");
    }

    // --- Hand out

    @GetMapping("/conformity/labels/hand-out")
    ModelAndView handingOut(Actor actor, @RequestParam Map<String, String> query) {
        requireOffice(actor);
        return Page.of("compliance/label-hand-out", handOut(actor, query, Entered.NOTHING));
    }

    @PostMapping("/conformity/labels/hand-out")
    ModelAndView handOut(Actor actor, @RequestParam Map<String, String> typed) {
        requireOffice(actor);
        var to = ConformityForms.number(typed.getOrDefault("producer", ""));
        return switch (labels.handOut(
                actor, typed.getOrDefault("from", ""), typed.getOrDefault("to", ""), to == null ? 0 : to)) {
            case Decision.Done<List<LabelRange>> _ -> Page.redirect(LIST);
            case Decision.Refused<List<LabelRange>>(var refusal) ->
                Page.again("compliance/label-hand-out", handOut(actor, typed, Entered.of(typed, refusal)));
        };
    }

    private LabelPages.HandOut handOut(Actor actor, Map<String, String> typed, Entered entered) {
        var words = typed.getOrDefault("q", "").strip();
        var found = words.isEmpty()
                ? List.<LabelPages.Choice>of()
                : producers
                        .list(
                                actor.scope(),
                                new ProducerFilter(null, null, words.substring(0, Math.min(50, words.length())), false),
                                0,
                                CHOICES)
                        .stream()
                        .map(one -> new LabelPages.Choice(one.id(), one.name(), divisions.path(one.region())))
                        .toList();
        return new LabelPages.HandOut(
                words, typed.getOrDefault("from", ""), typed.getOrDefault("to", ""), found, entered);
    }

    private static void requireOffice(Actor actor) {
        if (actor.isProducer() || !actor.may(Verb.DECIDE)) throw new NotAllowed("预印标签由农业农村部门的审核、经办人员发。");
    }

    // --- Lost and spoiled

    @GetMapping("/conformity/labels/report")
    ModelAndView reporting(Actor actor, @RequestParam Map<String, String> query) {
        requireOrder(actor);
        return Page.of("compliance/label-report", report(query, Entered.NOTHING));
    }

    @PostMapping("/conformity/labels/report")
    ModelAndView report(Actor actor, @RequestParam Map<String, String> typed) {
        requireOrder(actor);
        return switch (labels.report(
                actor,
                typed.getOrDefault("from", ""),
                typed.getOrDefault("to", ""),
                LabelState.ofCode(typed.getOrDefault("state", "")).orElse(LabelState.STOCK),
                typed.getOrDefault("reason", ""))) {
            case Decision.Done<List<LabelRange>> _ -> Page.redirect(LIST);
            case Decision.Refused<List<LabelRange>>(var refusal) ->
                Page.again("compliance/label-report", report(typed, Entered.of(typed, refusal)));
        };
    }

    private static LabelPages.Report report(Map<String, String> typed, Entered entered) {
        return new LabelPages.Report(typed.getOrDefault("from", ""), typed.getOrDefault("to", ""), entered);
    }

    // --- Activate

    @GetMapping("/conformity/labels/activate")
    ModelAndView activating(Actor actor, @RequestParam Map<String, String> query) {
        ConformityForms.requireIssue(actor);
        return Page.of("compliance/label-activate", activate(actor, query, Entered.NOTHING));
    }

    @PostMapping("/conformity/labels/activate")
    ModelAndView activate(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        ConformityForms.requireIssue(actor);
        var typed = ConformityForms.single(form);
        var batch = ConformityForms.number(typed.getOrDefault("batch", ""));
        var started = bulk.activate(
                actor,
                typed.getOrDefault("formId", ""),
                batch == null ? 0 : batch,
                typed.getOrDefault("from", ""),
                typed.getOrDefault("to", ""),
                typed.getOrDefault("each", ""),
                form.getOrDefault("bases", List.of()));
        return switch (started) {
            case Decision.Done<BulkRun>(var run) -> Page.redirect("/conformity/runs/" + run.id());
            case Decision.Refused<BulkRun>(var refusal) ->
                Page.again("compliance/label-activate", activate(actor, typed, Entered.of(typed, refusal)));
        };
    }

    private LabelPages.Activate activate(Actor actor, Map<String, String> typed, Entered entered) {
        return new LabelPages.Activate(
                entered.refused() ? entered.value("formId") : UUID.randomUUID().toString(),
                typed.getOrDefault("from", ""),
                typed.getOrDefault("to", ""),
                issuing.open(actor),
                ConformityForms.number(typed.getOrDefault("batch", "")),
                entered);
    }
}
