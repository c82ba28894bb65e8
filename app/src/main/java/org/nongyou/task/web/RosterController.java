package org.nongyou.task.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.Dispatches;
import org.nongyou.task.NewMember;
import org.nongyou.task.RosterMember;
import org.nongyou.task.Rosters;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The rosters of groups, teams and experts.
@Controller
@Requires(Verb.READ)
class RosterController {

    private static final int PAGES = 100;

    private final Rosters rosters;
    private final Dispatches dispatches;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Clock clock;

    RosterController(Rosters rosters, Dispatches dispatches, Schemes schemes, Divisions divisions, Clock clock) {
        this.rosters = rosters;
        this.dispatches = dispatches;
        this.schemes = schemes;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/rosters")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of("task/rosters", page(actor, query, Entered.NOTHING));
    }

    @PostMapping("/rosters")
    @Requires(Verb.DECIDE)
    ModelAndView add(Actor actor, @RequestParam Map<String, String> typed) {
        var faults = new ArrayList<Refusal>();
        var from = day(typed.getOrDefault("from", ""), "from", faults);
        var chosen = typed.getOrDefault("roster", "").split("\\|", 3);
        var member = new NewMember(
                chosen.length == 3 && chosen[1].matches("\\d{1,6}")
                        ? new SchemeRef(chosen[0], Integer.parseInt(chosen[1]))
                        : new SchemeRef("none", 1),
                chosen.length == 3 ? chosen[2] : "",
                typed.getOrDefault("role", ""),
                typed.getOrDefault("name", ""),
                typed.getOrDefault("post", ""),
                typed.getOrDefault("office", ""),
                typed.getOrDefault("phone", ""),
                typed.getOrDefault("username", ""),
                from);
        return answer(
                actor, faults.isEmpty() ? rosters.add(actor, member) : Decision.refused(Refusal.joined(faults)), typed);
    }

    @PostMapping("/rosters/{id:\\d+}/end")
    @Requires(Verb.DECIDE)
    ModelAndView end(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        var faults = new ArrayList<Refusal>();
        var last = day(typed.getOrDefault("last" + id, ""), "last" + id, faults);
        return answer(
                actor,
                faults.isEmpty()
                        ? rosters.end(actor, id, last, typed.getOrDefault("reason" + id, ""))
                        : Decision.refused(Refusal.joined(faults)),
                typed);
    }

    private ModelAndView answer(Actor actor, Decision<RosterMember> decision, Map<String, String> typed) {
        return switch (decision) {
            case Decision.Done<RosterMember>(var one) ->
                Page.redirect("/rosters?scheme=" + one.scheme().id() + "&region=" + one.region());
            case Decision.Refused<RosterMember>(var refusal) ->
                Page.again("task/rosters", page(actor, Map.of(), Entered.of(typed, refusal)));
        };
    }

    private static @Nullable LocalDate day(String text, String field, List<Refusal> faults) {
        if (text.isBlank()) return null;
        try {
            return TypedDay.parse(text.strip());
        } catch (DateTimeException e) {
            faults.add(Refusal.of("task.due-wrong", text).at(field));
            return null;
        }
    }

    static Rosters.Filter filter(Map<String, String> query, LocalDate today) {
        var day = today;
        try {
            day = TypedDay.parse(query.getOrDefault("on", ""));
        } catch (DateTimeException e) {
            // Without a day, or with a wrong one, today's.
        }
        var scheme = query.getOrDefault("scheme", "");
        var roster = query.getOrDefault("roster", "");
        return new Rosters.Filter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                scheme.isBlank() ? null : scheme,
                roster.isBlank() ? null : roster,
                day);
    }

    private RosterPage page(Actor actor, Map<String, String> query, Entered entered) {
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var filter = filter(query, today);
        int page = query.getOrDefault("page", "").matches("[1-9]\\d?")
                ? Integer.parseInt(query.getOrDefault("page", "1"))
                : 1;
        var found = rosters.list(actor.scope(), filter, (page - 1) * Rosters.PAGE, Rosters.PAGE + 1);
        boolean more = found.size() > Rosters.PAGE && page < PAGES;
        var shown = found.size() > Rosters.PAGE ? found.subList(0, Rosters.PAGE) : found;
        var scheme = filter.schemeId() == null
                ? null
                : schemes.current(filter.schemeId()).orElse(null);
        var own = rosters.own(actor);
        var address = Address.of("/rosters")
                .with("scheme", filter.schemeId())
                .with("roster", filter.rosterId())
                .with("region", filter.region())
                .with("on", filter.on().equals(today) ? null : filter.on());
        var gaps = scheme == null ? List.<RosterPage.Gap>of() : gaps(actor, scheme, address);
        int missing = gaps.stream().mapToInt(gap -> gap.missing().size()).sum();
        return new RosterPage(
                say(shown.size(), more, scheme, missing, own.isEmpty()),
                missing > 0 ? "warn" : shown.isEmpty() ? "plain" : "ok",
                dispatches.documents(actor).stream()
                        .filter(one -> !one.rosters().isEmpty())
                        .map(one -> new TaskListPage.Option(
                                one.id(), one.title(), one.id().equals(filter.schemeId())))
                        .toList(),
                filter.schemeId(),
                filter.rosterId(),
                filter.on(),
                !filter.on().equals(today),
                groups(actor, shown),
                gaps,
                own,
                address,
                shown.isEmpty() ? null : address.toString().replaceFirst("^/rosters", "/export/rosters"),
                more ? address.with("page", page + 1).toString() : null,
                page > 1 ? address.with("page", page == 2 ? null : page - 1).toString() : null,
                entered);
    }

    private static String say(int shown, boolean more, @Nullable Scheme scheme, int missing, boolean readOnly) {
        if (scheme != null && missing > 0)
            return "方案要求的名册还有 " + Ui.number(missing) + " 处没有建" + (readOnly ? "。" : "；本级的在下面填。");
        if (shown == 0) return readOnly ? "还没有名册。" : "还没有名册，从下面“加一个人”开始。";
        return (scheme == null ? "" : "方案要求的名册都建了，") + "这里共 " + Ui.number(shown) + (more ? " 人以上。" : " 人。");
    }

    private List<RosterPage.Gap> gaps(Actor actor, Scheme scheme, Address address) {
        return rosters.gaps(actor.scope(), scheme).stream()
                .map(gap -> new RosterPage.Gap(
                        gap.roster().title(),
                        String.join("、", gap.roster().clauses()),
                        gap.places(),
                        gap.missing().stream().map(Division::name).toList(),
                        address.with("roster", gap.roster().id()).toString()))
                .toList();
    }

    private List<RosterPage.Group> groups(Actor actor, List<RosterMember> shown) {
        var groups = new LinkedHashMap<String, List<RosterMember>>();
        for (var one : shown)
            groups.computeIfAbsent(
                            one.region() + " " + one.scheme().id() + " " + one.rosterId(), _ -> new ArrayList<>())
                    .add(one);
        return groups.values().stream()
                .map(members -> {
                    var first = members.getFirst();
                    var scheme = schemes.at(first.scheme());
                    var clauses = scheme.rosters().stream()
                            .filter(one -> one.id().equals(first.rosterId()))
                            .findFirst()
                            .map(Scheme.Roster::clauses)
                            .orElse(List.of());
                    return new RosterPage.Group(
                            divisions.path(first.region()),
                            first.rosterTitle(),
                            scheme.title(),
                            clauses.isEmpty()
                                    ? "/schemes/" + scheme.id()
                                    : Ui.clauseHref(scheme.id(), scheme.version(), clauses.getFirst()),
                            String.join("、", clauses),
                            actor.may(Verb.DECIDE)
                                    && actor.office() != null
                                    && actor.office().region().equals(first.region()),
                            members.stream()
                                    .map(one -> new RosterPage.Row(one, one.phoneFor(actor.scope())))
                                    .toList());
                })
                .toList();
    }
}
