package org.nongyou.task.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeOffice;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Task;
import org.nongyou.task.Dispatch;
import org.nongyou.task.Dispatches;
import org.nongyou.task.NewDispatch;
import org.nongyou.task.TaskList;
import org.nongyou.task.TaskLists;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What an office gives out: a document's task list, or something besides.
@Controller
@Requires(Verb.READ)
class DispatchController {

    private static final int SHOWN = 50;

    private final Dispatches dispatches;
    private final TaskLists taskLists;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Clock clock;

    DispatchController(Dispatches dispatches, TaskLists taskLists, Schemes schemes, Divisions divisions, Clock clock) {
        this.dispatches = dispatches;
        this.taskLists = taskLists;
        this.schemes = schemes;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/tasks/dispatch")
    ModelAndView given(Actor actor) {
        var given = dispatches.list(actor.scope(), SHOWN);
        boolean mayIssue = !issuable(actor).isEmpty();
        boolean below = !dispatches.below(actor).isEmpty();
        return Page.of(
                "task/dispatch",
                new DispatchPage.Given(
                        !mayIssue && !below
                                ? "下达和调度由有下级单位的审核、经办办；本单位下面没有设单位。"
                                : given.isEmpty()
                                        ? "还没有下达过。先把方案的任务清单下达到各单位，再按需要调度。"
                                        : "辖区里下达和调度过 " + given.size() + (given.size() == SHOWN ? " 次以上" : " 次")
                                                + "，新的在前。",
                        given,
                        mayIssue,
                        below));
    }

    // --- Something besides

    @GetMapping("/tasks/dispatch/new")
    @Requires(Verb.DECIDE)
    ModelAndView order(Actor actor) {
        return Page.of("task/order", orderPage(actor, UUID.randomUUID().toString(), List.of(), Entered.NOTHING));
    }

    @PostMapping("/tasks/dispatch/new")
    @Requires(Verb.DECIDE)
    ModelAndView dispatch(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        var typed = single(form);
        var chosen = form.getOrDefault("office", List.of());
        var faults = new ArrayList<Refusal>();
        var due = day(typed.getOrDefault("dueOn", ""), faults);
        var clause = typed.getOrDefault("clause", "").split("\\|", 3);
        if (!faults.isEmpty()) return orderAgain(actor, typed, chosen, Refusal.joined(faults));
        var order = new NewDispatch(
                clause.length == 3 && clause[1].matches("\\d{1,6}")
                        ? new SchemeRef(clause[0], Integer.parseInt(clause[1]))
                        : new SchemeRef("none", 1),
                clause.length == 3 ? clause[2] : "",
                typed.getOrDefault("title", ""),
                typed.getOrDefault("content", ""),
                due,
                lines(typed.getOrDefault("asks", "")),
                lines(typed.getOrDefault("proofs", "")),
                chosen.stream()
                        .filter(id -> id.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .toList(),
                key(typed));
        return switch (dispatches.dispatch(actor, order)) {
            case Decision.Done<Dispatch>(var done) ->
                Page.redirect("/tasks?whose=area&scheme=" + done.scheme().id() + "&task=d" + done.id());
            case Decision.Refused<Dispatch>(var refusal) -> orderAgain(actor, typed, chosen, refusal);
        };
    }

    private ModelAndView orderAgain(Actor actor, Map<String, String> typed, List<String> chosen, Refusal refusal) {
        return Page.again("task/order", orderPage(actor, key(typed), chosen, Entered.of(typed, refusal)));
    }

    private DispatchPage.Order orderPage(Actor actor, String formKey, List<String> chosen, Entered entered) {
        var clauses = new ArrayList<DispatchPage.Clauses>();
        for (var scheme : dispatches.documents(actor)) {
            var options = scheme.clauses().stream()
                    .filter(clause -> clause.asks())
                    .map(clause -> scheme.id() + "|" + scheme.version() + "|" + clause.section() + "\n"
                            + clause.section() + " " + clause.title())
                    .map(text -> text.split("\n", 2))
                    .map(parts -> new DispatchPage.Option(parts[0], parts[1], parts[0].equals(entered.value("clause"))))
                    .toList();
            if (!options.isEmpty()) clauses.add(new DispatchPage.Clauses(scheme.title(), options));
        }
        var groups = new LinkedHashMap<String, List<DispatchPage.Option>>();
        for (var office : dispatches.below(actor)) {
            var id = Long.toString(office.id());
            groups.computeIfAbsent(group(actor, office), _ -> new ArrayList<>())
                    .add(new DispatchPage.Option(id, office.name(), chosen.contains(id)));
        }
        // Where each place below has one office, its own heading above every box would only make the list long.
        boolean single = groups.values().stream().allMatch(offices -> offices.size() == 1);
        return new DispatchPage.Order(
                formKey,
                clauses,
                single && !groups.isEmpty()
                        ? List.of(new DispatchPage.Offices(
                                "下级单位",
                                groups.values().stream().flatMap(List::stream).toList()))
                        : groups.entrySet().stream()
                                .map(one -> new DispatchPage.Offices(one.getKey(), one.getValue()))
                                .toList(),
                entered);
    }

    /// The place below the person's own in which the office lies.
    private String group(Actor actor, Office office) {
        var own = actor.region().level();
        var next = Level.values()[Math.min(own.ordinal() + 1, Level.VILLAGE.ordinal())];
        return divisions.name(office.region().at(next).orElse(office.region()));
    }

    // --- A document's list

    @GetMapping("/tasks/dispatch/list")
    @Requires(Verb.DECIDE)
    ModelAndView list(Actor actor, @RequestParam(defaultValue = "") String scheme) {
        var own = issuable(actor);
        var chosen = own.stream()
                .filter(one -> one.id().equals(scheme))
                .findFirst()
                .orElse(own.isEmpty() ? null : own.getFirst());
        if (chosen == null) return Page.redirect("/tasks/dispatch");
        return Page.of(
                "task/list",
                listPage(
                        actor,
                        chosen,
                        UUID.randomUUID().toString(),
                        chosen.tasks().stream().map(Task::id).toList(),
                        List.of(),
                        null,
                        Entered.NOTHING));
    }

    @PostMapping("/tasks/dispatch/list")
    @Requires(Verb.DECIDE)
    ModelAndView issue(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        var typed = single(form);
        var chosen = issuable(actor).stream()
                .filter(one -> one.id().equals(typed.getOrDefault("scheme", "")))
                .findFirst()
                .orElse(null);
        if (chosen == null) return Page.redirect("/tasks/dispatch");
        var tasks = form.getOrDefault("task", List.of());
        var places = form.getOrDefault("place", List.of());
        var faults = new ArrayList<Refusal>();
        var due = day(typed.getOrDefault("dueOn", ""), faults);
        if (!faults.isEmpty()) return listAgain(actor, chosen, typed, tasks, places, Refusal.joined(faults));
        var year = typed.getOrDefault("year", "");
        var order = new TaskList(
                chosen.ref(),
                year.matches("\\d{4}") ? Integer.parseInt(year) : today().getYear(),
                tasks.stream().filter(id -> chosen.task(id).isPresent()).toList(),
                places.stream().flatMap(code -> RegionCode.parse(code).stream()).toList(),
                due,
                Frequency.ofCode(typed.getOrDefault("frequency", "")).orElse(null),
                lines(typed.getOrDefault("asks", "")),
                key(typed));
        if (typed.getOrDefault("do", "").equals("preview"))
            return Page.of(
                    "task/list",
                    listPage(
                            actor,
                            chosen,
                            order.formKey(),
                            tasks,
                            places,
                            taskLists.preview(order),
                            new Entered(typed, List.of())));
        return switch (taskLists.issue(actor, order)) {
            case Decision.Done<Dispatch> _ ->
                Page.redirect("/tasks/progress?scheme=" + chosen.id() + "&year=" + order.year());
            case Decision.Refused<Dispatch>(var refusal) -> listAgain(actor, chosen, typed, tasks, places, refusal);
        };
    }

    private ModelAndView listAgain(
            Actor actor,
            Scheme scheme,
            Map<String, String> typed,
            List<String> tasks,
            List<String> places,
            Refusal refusal) {
        return Page.again(
                "task/list", listPage(actor, scheme, key(typed), tasks, places, null, Entered.of(typed, refusal)));
    }

    private DispatchPage.TaskList listPage(
            Actor actor,
            Scheme scheme,
            String formKey,
            List<String> tasks,
            List<String> places,
            TaskLists.@Nullable Preview preview,
            Entered entered) {
        int thisYear = today().getYear();
        var year = entered.value("year");
        var to = scheme.period().to();
        return new DispatchPage.TaskList(
                formKey,
                issuable(actor).stream()
                        .map(one -> new DispatchPage.Option(
                                one.id(), one.title(), one.id().equals(scheme.id())))
                        .toList(),
                scheme.id(),
                to != null && to.isBefore(today()) ? Ui.date(to) : null,
                List.of(thisYear, thisYear + 1),
                year.matches("\\d{4}") ? Integer.parseInt(year) : thisYear,
                scheme.tasks().stream()
                        .map(task -> new DispatchPage.Task(
                                task.id(),
                                task.title(),
                                String.join("、", task.clauses()),
                                when(scheme, task),
                                who(scheme, task),
                                tasks.contains(task.id())))
                        .toList(),
                divisions.children(new RegionCode(scheme.region())).stream()
                        .map(one -> new DispatchPage.Option(
                                one.code().value(),
                                one.name(),
                                places.contains(one.code().value())))
                        .toList(),
                TaskLists.frequencies(),
                preview,
                entered);
    }

    private List<Scheme> issuable(Actor actor) {
        return schemes.list().stream()
                .filter(version -> version.region().equals(actor.region()))
                .map(version -> schemes.at(version.ref()))
                .filter(scheme -> !scheme.tasks().isEmpty())
                .filter(scheme -> taskLists.mayIssue(actor, scheme))
                .toList();
    }

    private String when(Scheme scheme, Task task) {
        var settled = schemes.settlements(scheme.ref());
        return switch (task.due()) {
            case Task.Due.On(var day) -> Ui.date(day) + (day.isBefore(today()) ? "，已过" : "");
            case Task.Due.ByOffice(var path) ->
                settled.containsKey(path) ? "已明确：" + settled.get(path).effective() : "文件没有写哪天";
            case Task.Due.Every every ->
                every.frequency().title() + (every.day() != null ? "第 " + every.day() + " 天" : "");
            case Task.Due.EveryByOffice(var path) -> settled.containsKey(path) ? "已明确" : "文件没有写多久一次";
        };
    }

    private static String who(Scheme scheme, Task task) {
        var each = task.each();
        var offices = task.responsible().stream()
                .map(id -> scheme.office(id).map(SchemeOffice::title).orElse(id))
                .limit(3)
                .toList();
        var names = String.join("、", offices) + (task.responsible().size() > 3 ? "等" : "");
        return each == null
                ? names
                : each.title() + (each.subject() != Each.COUNTY.subject() ? "（由县里的单位办）" : "") + "：" + names;
    }

    // --- Common

    private static Map<String, String> single(MultiValueMap<String, String> form) {
        var single = new HashMap<String, String>();
        form.forEach((name, values) -> {
            if (!values.isEmpty() && values.getFirst() != null) single.put(name, values.getFirst());
        });
        return single;
    }

    static String key(Map<String, String> typed) {
        var key = typed.getOrDefault("formKey", "");
        return key.matches("[0-9a-f-]{36}") ? key : UUID.randomUUID().toString();
    }

    static List<String> lines(String text) {
        return Arrays.stream(text.split("[\\r\\n、]+"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    static @Nullable LocalDate day(String text, List<Refusal> faults) {
        if (text.isBlank()) return null;
        try {
            return TypedDay.parse(text.strip());
        } catch (DateTimeException e) {
            faults.add(Refusal.of("task.due-wrong", text).at("dueOn"));
            return null;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
