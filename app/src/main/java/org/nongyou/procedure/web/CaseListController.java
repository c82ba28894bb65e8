package org.nongyou.procedure.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Due;
import org.nongyou.notice.Workdays;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseFilter;
import org.nongyou.procedure.CaseFilter.Deadline;
import org.nongyou.procedure.CaseLists;
import org.nongyou.procedure.web.CaseListPage.Chip;
import org.nongyou.procedure.web.CaseListPage.Option;
import org.nongyou.procedure.web.CaseListPage.Row;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class CaseListController {

    private final CaseLists lists;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Offices offices;
    private final Workdays workdays;
    private final Clock clock;

    CaseListController(
            CaseLists lists, Schemes schemes, Divisions divisions, Offices offices, Workdays workdays, Clock clock) {
        this.lists = lists;
        this.schemes = schemes;
        this.divisions = divisions;
        this.offices = offices;
        this.workdays = workdays;
        this.clock = clock;
    }

    @GetMapping("/cases")
    @Requires(Verb.READ)
    ModelAndView list(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable Long before) {
        var filter = filter(query);
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var found = lists.list(actor.scope(), filter, before, CaseLists.PAGE + 1);
        boolean more = found.size() > CaseLists.PAGE;
        var shown = more ? found.subList(0, CaseLists.PAGE) : found;
        int total = lists.count(actor.scope(), filter);
        var known = new HashMap<SchemeRef, Scheme>();
        var rows = shown.stream().map(one -> row(one, today, known)).toList();
        var clean = clean(query);
        var deadlines = lists.deadlines(actor.scope(), filter);
        return Page.of(
                "procedure/cases",
                new CaseListPage(
                        deadlines.overdue() > 0 ? "warn" : "info",
                        say(total, deadlines, filter),
                        "",
                        rows,
                        procedures(filter),
                        stages(filter),
                        levels(filter),
                        crumbs(actor, filter, clean),
                        chips(actor, filter, clean),
                        applied(filter, clean, total),
                        Optional.ofNullable(filter.text()).orElse(""),
                        clean.getOrDefault("state", ""),
                        byDeadline(deadlines, filter, clean),
                        filter.deadline() == null ? "" : filter.deadline().code(),
                        filter.region() == null ? null : filter.region().value(),
                        total,
                        more
                                ? href(with(
                                        clean,
                                        "before",
                                        Long.toString(shown.getLast().id())))
                                : null,
                        before == null,
                        href(clean).substring("/cases".length()),
                        actor.may(Verb.APPLY)));
    }

    static CaseFilter filter(Map<String, String> query) {
        var text = query.getOrDefault("q", "").strip();
        var procedure = query.getOrDefault("procedure", "");
        var stage = query.getOrDefault("stage", "");
        return new CaseFilter(
                procedure.contains("/") ? procedure : null,
                stage.isBlank() ? null : stage,
                Level.ofCode(query.getOrDefault("level", "")).orElse(null),
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                switch (query.getOrDefault("state", "")) {
                    case "open" -> Boolean.TRUE;
                    case "ended" -> Boolean.FALSE;
                    default -> null;
                },
                Deadline.ofCode(query.getOrDefault("due", "")).orElse(null),
                text.isEmpty() ? null : text.substring(0, Math.min(text.length(), 50)));
    }

    private static Map<String, String> clean(Map<String, String> query) {
        var clean = new LinkedHashMap<String, String>();
        for (var key : List.of("q", "procedure", "stage", "level", "region", "state", "due")) {
            var value = query.getOrDefault(key, "").strip();
            if (!value.isEmpty()) clean.put(key, value);
        }
        return clean;
    }

    private static Map<String, String> with(Map<String, String> query, String key, @Nullable String value) {
        var changed = new LinkedHashMap<>(query);
        if (value == null) changed.remove(key);
        else changed.put(key, value);
        return changed;
    }

    private static String href(Map<String, String> query) {
        if (query.isEmpty()) return "/cases";
        return "/cases?"
                + String.join(
                        "&",
                        query.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + Ui.query(entry.getValue()))
                                .toList());
    }

    private Row row(Case theCase, LocalDate today, Map<SchemeRef, Scheme> known) {
        var scheme = known.computeIfAbsent(theCase.scheme(), schemes::at);
        var acting = theCase.actingOfficeId();
        var who = theCase.outcome() != null
                ? ""
                : acting != null
                        ? offices.find(acting).map(Office::name).orElse("")
                        : theCase.withApplicant() ? "申报主体" : "还没有这个机构";
        var due = theCase.open() && theCase.dueOn() != null ? workdays.due(today, theCase.dueOn()) : null;
        return new Row(
                theCase,
                divisions.name(theCase.region()),
                scheme.procedure(theCase.procedureId()).map(Procedure::title).orElse(""),
                kind(scheme, theCase),
                who,
                tone(theCase, due),
                theCase.stageTitle(),
                due);
    }

    static String kind(Scheme scheme, Case theCase) {
        var kind = theCase.kind() == null ? Optional.<org.nongyou.scheme.Kind>empty() : scheme.kind(theCase.kind());
        var title = kind.map(one -> one.title()).orElse("");
        var classId = theCase.classId();
        var chosen = classId == null
                ? ""
                : kind.flatMap(one -> one.kindClass(classId))
                        .map(one -> one.title())
                        .orElse("");
        var level = theCase.level() == null ? "" : theCase.level().title();
        return level.isEmpty() ? title : level + "·" + (chosen.isEmpty() ? title : chosen);
    }

    static String tone(Case theCase, @Nullable Due due) {
        var outcome = theCase.outcome();
        if (outcome == null) return due != null && due.over() ? "bad" : theCase.withApplicant() ? "warn" : "info";
        return switch (outcome) {
            case LISTED, PAID, CLOSED, KEPT -> "ok";
            case REMOVED, REFUSED -> "bad";
            case WITHDRAWN -> "idle";
        };
    }

    private static String say(int total, CaseLists.Deadlines deadlines, CaseFilter filter) {
        if (total == 0) return filter.equals(CaseFilter.ALL) ? "辖区内还没有申报。" : "没有符合条件的申报。";
        var all = "共 " + WorkbenchController.many(total) + " 件";
        if (filter.deadline() != null) return all + filter.deadline().title() + "。";
        return all
                + (deadlines.overdue() > 0
                        ? "，其中 " + WorkbenchController.many(deadlines.overdue()) + " 件已超期。"
                        : "，没有超期的。");
    }

    /// What is late, and what soon will be; a chip that is on takes itself away.
    private static List<Chip> byDeadline(CaseLists.Deadlines deadlines, CaseFilter filter, Map<String, String> query) {
        var chips = new ArrayList<Chip>();
        for (var deadline : Deadline.values()) {
            boolean on = deadline == filter.deadline();
            int count = switch (deadline) {
                case OVERDUE -> deadlines.overdue();
                case SOON -> deadlines.soon();
            };
            chips.add(new Chip(deadline.title(), href(with(query, "due", on ? null : deadline.code())), count, on));
        }
        return chips;
    }

    private List<Option> procedures(CaseFilter filter) {
        var options = new ArrayList<Option>();
        for (var version : schemes.list()) {
            var whole = version.ref().id() + "/";
            options.add(new Option(whole, "全部程序：" + version.title(), whole.equals(filter.procedure())));
            for (var procedure : schemes.at(version.ref()).procedures()) {
                var value = whole + procedure.id();
                options.add(new Option(value, procedure.title(), value.equals(filter.procedure())));
            }
        }
        return options;
    }

    /// The stages of the chosen procedure, or of all, each id once.
    private List<Option> stages(CaseFilter filter) {
        var titles = new LinkedHashMap<String, String>();
        for (var version : schemes.list())
            for (var procedure : schemes.at(version.ref()).procedures()) {
                var value = version.ref().id() + "/" + procedure.id();
                if (filter.procedure() != null && !filter.procedure().equals(value)) continue;
                for (var stage : procedure.stages())
                    titles.merge(stage.id(), stage.title(), (a, b) -> a.contains(b) ? a : a + "／" + b);
            }
        return titles.entrySet().stream()
                .map(entry -> new Option(
                        entry.getKey(), entry.getValue(), entry.getKey().equals(filter.stage())))
                .toList();
    }

    private static List<Option> levels(CaseFilter filter) {
        return java.util.Arrays.stream(Level.values())
                .map(level -> new Option(level.code(), level.title(), level == filter.level()))
                .toList();
    }

    private List<Chip> crumbs(Actor actor, CaseFilter filter, Map<String, String> query) {
        var own = actor.scope().region();
        var here = actor.scope().narrowedTo(filter.region()).region();
        var crumbs = new ArrayList<Chip>();
        if (own == null || here == null) return crumbs;
        for (var code : here.path()) {
            if (!own.contains(code)) continue;
            boolean top = code.equals(own);
            crumbs.add(new Chip(
                    divisions.name(code),
                    href(with(query, "region", top ? null : code.value())),
                    0,
                    code.equals(here)));
        }
        return crumbs;
    }

    private List<Chip> chips(Actor actor, CaseFilter filter, Map<String, String> query) {
        return lists.countsBelow(actor.scope(), filter).entrySet().stream()
                .map(entry -> new Chip(
                        divisions.name(entry.getKey()),
                        href(with(query, "region", entry.getKey().value())),
                        entry.getValue(),
                        entry.getKey().equals(filter.region())))
                .toList();
    }

    private List<Chip> applied(CaseFilter filter, Map<String, String> query, int total) {
        var applied = new ArrayList<Chip>();
        if (filter.text() != null)
            applied.add(new Chip("“" + filter.text() + "”", href(with(query, "q", null)), total, true));
        add(applied, procedures(filter), query, "procedure");
        add(applied, stages(filter), query, "stage");
        add(applied, levels(filter), query, "level");
        if (filter.open() != null)
            applied.add(new Chip(filter.open() ? "在办" : "已办结", href(with(query, "state", null)), total, true));
        if (filter.deadline() != null)
            applied.add(new Chip(filter.deadline().title(), href(with(query, "due", null)), total, true));
        return applied;
    }

    private static void add(List<Chip> applied, List<Option> options, Map<String, String> query, String key) {
        options.stream()
                .filter(Option::chosen)
                .forEach(option -> applied.add(new Chip(option.title(), href(with(query, key, null)), 0, true)));
    }
}
