package org.nongyou.base.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Bases;
import org.nongyou.base.Visit;
import org.nongyou.base.VisitFiles;
import org.nongyou.base.VisitFilter;
import org.nongyou.base.VisitForm;
import org.nongyou.base.VisitLists;
import org.nongyou.base.VisitPlan;
import org.nongyou.base.VisitRow;
import org.nongyou.base.VisitState;
import org.nongyou.base.Visits;
import org.nongyou.base.web.VisitPages.ListPage;
import org.nongyou.base.web.VisitPages.OfBasePage;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Checks of bases: the list of an area with the bases that are due, and the checks of one base.
@Controller
@Requires(Verb.READ)
class VisitController {

    private static final int PAGE = 100;
    private static final int LAST_PAGE = 100;
    private static final int OF_BASE = 100;

    private final Bases bases;
    private final Visits visits;
    private final VisitLists lists;
    private final VisitFiles files;
    private final Divisions divisions;
    private final Clock clock;

    VisitController(Bases bases, Visits visits, VisitLists lists, VisitFiles files, Divisions divisions, Clock clock) {
        this.bases = bases;
        this.visits = visits;
        this.lists = lists;
        this.files = files;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/bases/visits")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of("base/visits", listPage(actor, query, Entered.NOTHING));
    }

    private ListPage listPage(Actor actor, Map<String, String> query, Entered entered) {
        var scope = actor.scope();
        var filter = VisitQuery.filter(query);
        var sums = lists.sums(scope, filter);
        // Without a word of which, what waits comes first.
        if (!query.containsKey("standing") && sums.late() == 0) {
            filter = new VisitFilter(
                    sums.planned() > 0
                            ? VisitFilter.Standing.PLANNED
                            : sums.mending() > 0 ? VisitFilter.Standing.MENDING : VisitFilter.Standing.DUE,
                    filter.region(),
                    filter.months());
            sums = lists.sums(scope, filter);
        }
        var page = Optional.ofNullable(query.get("page"))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Math.clamp(Integer.parseInt(text), 1, LAST_PAGE))
                .orElse(1);
        var address = Address.of("/bases/visits")
                .with("standing", filter.standing().code())
                .with("region", filter.region())
                .with("months", filter.months() == 12 ? null : filter.months());
        var rows = lists.list(scope, filter, null, (page - 1) * PAGE, PAGE);
        boolean due = filter.standing() == VisitFilter.Standing.DUE;
        return new ListPage(
                filter,
                rows,
                rows.stream()
                        .map(VisitRow::region)
                        .distinct()
                        .collect(Collectors.toMap(RegionCode::value, divisions::path)),
                RegionChips.of(
                        divisions,
                        scope,
                        filter.region(),
                        sums.byRegion(),
                        code -> address.with("region", code).toString()),
                sums,
                due
                        ? sums.due()
                        : sums.byRegion().values().stream().mapToLong(n -> n).sum(),
                page,
                address,
                today(),
                Visits.mayCheck(actor),
                actor.may(Verb.EXCHANGE) || actor.isProducer(),
                entered);
    }

    /// A round: the bases ticked in the list.
    @PostMapping("/bases/visits")
    @Requires(Verb.REGISTER)
    ModelAndView plan(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "base", defaultValue = "") List<String> chosen) {
        return switch (visits.plan(actor, plan(typed, chosen))) {
            case Decision.Done<Integer> _ -> Page.redirect("/bases/visits?standing=planned");
            case Decision.Refused<Integer>(var refusal) ->
                Page.again("base/visits", listPage(actor, typed, Entered.of(typed, refusal)));
        };
    }

    private static VisitPlan plan(Map<String, String> typed, List<String> chosen) {
        return new VisitPlan(
                chosen.stream()
                        .filter(text -> text.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .distinct()
                        .toList(),
                typed.getOrDefault("round", ""),
                typed.getOrDefault("dueOn", ""),
                typed.getOrDefault("checker", ""));
    }

    @GetMapping("/bases/{id}/visits")
    ModelAndView ofBase(Actor actor, @PathVariable long id) {
        return Page.of("base/visits-of-base", page(actor, id, Entered.NOTHING, ""));
    }

    @PostMapping("/bases/{id}/visits")
    @Requires(Verb.REGISTER)
    ModelAndView planOne(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        if (bases.findRow(actor.scope(), id).isEmpty()) throw new NotFound();
        return switch (visits.plan(actor, plan(typed, List.of(Long.toString(id))))) {
            case Decision.Done<Integer> _ -> Page.redirect("/bases/" + id + "/visits");
            case Decision.Refused<Integer>(var refusal) ->
                Page.again("base/visits-of-base", page(actor, id, Entered.of(typed, refusal), "plan"));
        };
    }

    /// Whatever the button, files come first, so that none has to be chosen again after a refusal.
    @PostMapping("/bases/{id}/visits/{visit}")
    @Requires(Verb.REGISTER)
    ModelAndView act(
            Actor actor,
            @PathVariable long id,
            @PathVariable long visit,
            @RequestParam(name = "do", defaultValue = "record") String act,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> chosen)
            throws IOException {
        if (visits.find(actor.scope(), visit).filter(one -> one.baseId() == id).isEmpty()) throw new NotFound();
        var faults = new ArrayList<Refusal>();
        for (var file : chosen == null ? List.<MultipartFile>of() : chosen) {
            var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
            if (file.isEmpty() && name.isEmpty()) continue;
            try (var content = file.getInputStream()) {
                collect(files.attach(actor, visit, name, content), faults);
            }
        }
        boolean detach = act.matches("detach-\\d{1,18}");
        if (detach) collect(files.detach(actor, visit, Long.parseLong(act.substring(7))), faults);
        var form = act.equals("drop") ? "drop" : "record";
        if (!faults.isEmpty())
            return Page.again("base/visits-of-base", page(actor, id, Entered.of(typed, Refusal.joined(faults)), form));
        // A file more or less is no reason to lose what was typed.
        if (detach || act.equals("attach"))
            return Page.of("base/visits-of-base", page(actor, id, new Entered(typed, List.of()), form));
        var decision = act.equals("drop")
                ? visits.drop(actor, visit, revision, typed.getOrDefault("reason", ""))
                : visits.record(
                        actor,
                        visit,
                        revision,
                        new VisitForm(
                                typed.getOrDefault("visitedOn", ""),
                                typed.getOrDefault("outcome", ""),
                                typed.getOrDefault("findings", ""),
                                typed.getOrDefault("rectifyBy", "")));
        return switch (decision) {
            case Decision.Done<Visit> _ -> Page.redirect("/bases/" + id + "/visits");
            case Decision.Refused<Visit>(var refusal) ->
                Page.again("base/visits-of-base", page(actor, id, Entered.of(typed, refusal), form));
        };
    }

    private static void collect(Decision<Visit> decision, List<Refusal> faults) {
        if (decision instanceof Decision.Refused<Visit>(var refusal)) faults.add(refusal.at("files"));
    }

    private OfBasePage page(Actor actor, long id, Entered entered, String form) {
        var base = bases.findRow(actor.scope(), id).orElseThrow(NotFound::new);
        var known = visits.of(actor.scope(), id, OF_BASE);
        return new OfBasePage(
                base,
                known,
                files.of(known),
                open(known),
                today(),
                Visits.mayCheck(actor) && base.active(),
                entered,
                form);
    }

    /// What is due first.
    private static @Nullable Visit open(List<Visit> known) {
        return known.stream()
                .filter(one -> one.state() == VisitState.PLANNED)
                .min(java.util.Comparator.comparing(Visit::dueOn))
                .orElse(null);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
