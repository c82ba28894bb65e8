package org.nongyou.task.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Clause;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.Assignment;
import org.nongyou.task.AssignmentLists;
import org.nongyou.task.Assignments;
import org.nongyou.task.Circular;
import org.nongyou.task.Circulars;
import org.nongyou.task.Dispatches;
import org.nongyou.task.Extension;
import org.nongyou.task.Extensions;
import org.nongyou.task.NewCircular;
import org.nongyou.task.NewSupervision;
import org.nongyou.task.Supervision;
import org.nongyou.task.SupervisionKind;
import org.nongyou.task.Supervisions;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Circulars, letters, interviews and rectification.
@Controller
@Requires(Verb.READ)
class SupervisionController {

    private static final int CIRCULARS = 20;
    private static final int PAGE = 100;
    private static final int HISTORY = 30;

    private final Circulars circulars;
    private final Supervisions supervisions;
    private final Extensions extensions;
    private final Assignments assignments;
    private final Dispatches dispatches;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Journal journal;
    private final Clock clock;

    SupervisionController(
            Circulars circulars,
            Supervisions supervisions,
            Extensions extensions,
            Assignments assignments,
            Dispatches dispatches,
            Schemes schemes,
            Divisions divisions,
            Journal journal,
            Clock clock) {
        this.circulars = circulars;
        this.supervisions = supervisions;
        this.extensions = extensions;
        this.assignments = assignments;
        this.dispatches = dispatches;
        this.schemes = schemes;
        this.divisions = divisions;
        this.journal = journal;
        this.clock = clock;
    }

    @GetMapping("/tasks/supervision")
    ModelAndView overview(Actor actor, @RequestParam(required = false) @Nullable Long before) {
        var found = supervisions.list(actor.scope(), before, PAGE + 1);
        boolean more = found.size() > PAGE;
        var shown = more ? found.subList(0, PAGE) : found;
        var published = before == null ? circulars.list(actor.scope(), CIRCULARS) : List.<Circular>of();
        var today = today();
        long late = shown.stream().filter(one -> one.overdue(today)).count();
        long mine = shown.stream()
                .filter(one -> one.state() == Supervision.State.OPEN)
                .filter(one -> actor.officeId() != null && actor.officeId() == one.officeId())
                .count();
        long answered = shown.stream()
                .filter(one -> one.state() == Supervision.State.ANSWERED)
                .filter(one -> actor.officeId() != null && actor.officeId() == one.byOfficeId())
                .count();
        return Page.of(
                "task/supervision",
                new SupervisionPage.Overview(
                        say(published.size(), shown.size(), late, mine, answered),
                        late > 0 ? "bad" : mine + answered > 0 ? "warn" : "info",
                        published,
                        shown,
                        places(shown.stream().map(Supervision::region)),
                        today,
                        more ? "/tasks/supervision?before=" + shown.getLast().id() : null,
                        before == null,
                        !dispatches.below(actor).isEmpty()));
    }

    private static String say(int circulars, int all, long late, long mine, long answered) {
        if (all == 0 && circulars == 0) return "还没有通报，也没有督办、约谈和整改。";
        return "通报 " + circulars + " 期，督办、约谈和整改 " + all + " 件"
                + (mine > 0 ? "，本单位要整改 " + mine + " 件" : "")
                + (answered > 0 ? "，等本单位销号 " + answered + " 件" : "")
                + (late > 0 ? "，超期没改 " + late + " 件" : "") + "。";
    }

    // --- Circulars

    @GetMapping("/tasks/circulars/new")
    @Requires(Verb.DECIDE)
    ModelAndView circular(Actor actor, @RequestParam(defaultValue = "") String scheme) {
        return Page.of(
                "task/circular-new",
                circularPage(actor, scheme, UUID.randomUUID().toString(), Entered.NOTHING));
    }

    @PostMapping("/tasks/circulars/new")
    @Requires(Verb.DECIDE)
    ModelAndView publish(Actor actor, @RequestParam Map<String, String> typed) {
        var scheme = typed.getOrDefault("scheme", "");
        var ref = schemes.current(scheme).map(Scheme::ref).orElse(new SchemeRef("none", 1));
        var order = new NewCircular(
                ref,
                typed.getOrDefault("clause", ""),
                null,
                typed.getOrDefault("title", ""),
                typed.getOrDefault("words", ""),
                DispatchController.key(typed));
        return switch (circulars.publish(actor, order)) {
            case Decision.Done<Circular>(var done) -> Page.redirect("/tasks/circulars/" + done.id());
            case Decision.Refused<Circular>(var refusal) ->
                Page.again(
                        "task/circular-new", circularPage(actor, scheme, order.formKey(), Entered.of(typed, refusal)));
        };
    }

    private SupervisionPage.NewOne circularPage(Actor actor, String scheme, String formKey, Entered entered) {
        var holding = dispatches.documents(actor).stream()
                .filter(one -> !one.tasks().isEmpty())
                .toList();
        var chosen = holding.stream()
                .filter(one -> one.id().equals(scheme))
                .findFirst()
                .or(() -> holding.stream().findFirst())
                .orElseThrow(NotFound::new);
        var late = circulars.late(actor, chosen.id(), null);
        var today = today();
        var offices = late.stream().map(Assignment::officeName).distinct().toList();
        var clause = entered.value("clause");
        return new SupervisionPage.NewOne(
                formKey,
                chosen.id(),
                holding.stream()
                        .map(one -> new DispatchPage.Option(
                                one.id(), one.title(), one.id().equals(chosen.id())))
                        .toList(),
                chosen.clauses().stream()
                        .filter(Clause::asks)
                        .map(one -> new DispatchPage.Option(
                                one.section(),
                                one.section() + " " + one.title(),
                                one.section().equals(clause)))
                        .toList(),
                late,
                places(late.stream().map(Assignment::region)),
                today,
                entered.refused() ? entered.value("title") : "关于任务超期情况的通报",
                entered.refused()
                        ? entered.value("words")
                        : "截至 " + Ui.date(today) + "，" + offices.size() + " 个单位的 " + late.size()
                                + " 项任务超期没有办完（名单附后）。请相关单位查清原因，抓紧办完报送。",
                entered);
    }

    @GetMapping("/tasks/circulars/{id:\\d+}")
    ModelAndView circular(Actor actor, @PathVariable long id) {
        var one = circulars.find(actor.scope(), id).orElseThrow(NotFound::new);
        var lines = circulars.lines(one);
        return Page.of(
                "task/circular",
                new SupervisionPage.One(
                        one,
                        schemes.at(one.scheme()).title(),
                        Ui.clauseHref(one.scheme().id(), one.scheme().version(), one.clause()),
                        lines,
                        places(lines.stream().map(Circular.Line::region)),
                        lines.stream()
                                .filter(line -> actor.scope().covers(line.region()))
                                .map(line -> Long.toString(line.assignmentId()))
                                .toList()));
    }

    // --- Later days

    /// What waits for the person's office.
    @GetMapping("/tasks/extensions")
    ModelAndView extensions(Actor actor) {
        var rows = extensions.toDecide(actor, AssignmentLists.PAGE);
        var tasks = new HashMap<Long, Assignment>();
        for (var one : rows)
            assignments.find(actor.scope(), one.assignmentId()).ifPresent(task -> tasks.put(one.assignmentId(), task));
        return Page.of(
                "task/extensions",
                new SupervisionPage.Later(rows, tasks, places(rows.stream().map(Extension::region))));
    }

    // --- Letters, interviews, rectification

    @GetMapping("/tasks/supervision/new")
    @Requires(Verb.DECIDE)
    ModelAndView order(
            Actor actor,
            @RequestParam(required = false) @Nullable Long task,
            @RequestParam(defaultValue = "letter") String kind) {
        return Page.of(
                "task/supervision-new", orderPage(actor, task, UUID.randomUUID().toString(), kind, Entered.NOTHING));
    }

    @PostMapping("/tasks/supervision/new")
    @Requires(Verb.DECIDE)
    ModelAndView order(Actor actor, @RequestParam Map<String, String> typed) {
        var faults = new ArrayList<Refusal>();
        var due = DispatchController.day(typed.getOrDefault("dueOn", ""), faults);
        var heldFaults = new ArrayList<Refusal>();
        var kind = SupervisionKind.ofCode(typed.getOrDefault("kind", "")).orElse(SupervisionKind.LETTER);
        // Only an interview is held on a day; what stands in that field otherwise does not matter.
        var held = kind == SupervisionKind.INTERVIEW
                ? DispatchController.day(typed.getOrDefault("heldOn", ""), heldFaults)
                : null;
        heldFaults.forEach(fault -> faults.add(fault.at("heldOn")));
        var taskText = typed.getOrDefault("task", "");
        var task = taskText.matches("\\d{1,18}") ? Long.valueOf(taskText) : null;
        var about = task == null ? null : assignments.find(actor.scope(), task).orElseThrow(NotFound::new);
        var clause = typed.getOrDefault("clause", "").split("\\|", 3);
        var office = typed.getOrDefault("office", "");
        var order = new NewSupervision(
                kind,
                task,
                about != null ? about.officeId() : office.matches("\\d{1,18}") ? Long.parseLong(office) : 0,
                about != null
                        ? about.scheme()
                        : clause.length == 3 && clause[1].matches("\\d{1,6}")
                                ? new SchemeRef(clause[0], Integer.parseInt(clause[1]))
                                : new SchemeRef("none", 1),
                about != null ? about.clauses().getFirst() : clause.length == 3 ? clause[2] : "",
                typed.getOrDefault("title", ""),
                typed.getOrDefault("words", ""),
                held,
                typed.getOrDefault("attended", ""),
                typed.getOrDefault("agreed", ""),
                due,
                DispatchController.key(typed));
        var decision = faults.isEmpty()
                ? supervisions.order(actor, order)
                : Decision.<Supervision>refused(Refusal.joined(faults));
        return switch (decision) {
            case Decision.Done<Supervision>(var done) -> Page.redirect("/tasks/supervision/" + done.id());
            case Decision.Refused<Supervision>(var refusal) ->
                Page.again(
                        "task/supervision-new",
                        orderPage(
                                actor,
                                task,
                                order.formKey(),
                                typed.getOrDefault("kind", ""),
                                Entered.of(typed, refusal)));
        };
    }

    private SupervisionPage.Order orderPage(
            Actor actor, @Nullable Long task, String formKey, String kind, Entered entered) {
        var about = task == null ? null : assignments.find(actor.scope(), task).orElseThrow(NotFound::new);
        var groups = new LinkedHashMap<String, List<DispatchPage.Option>>();
        for (var office : dispatches.below(actor)) {
            var id = Long.toString(office.id());
            groups.computeIfAbsent(divisions.path(office.region()), _ -> new ArrayList<>())
                    .add(new DispatchPage.Option(id, office.name(), id.equals(entered.value("office"))));
        }
        var clauses = new ArrayList<DispatchPage.Clauses>();
        for (var scheme : dispatches.documents(actor)) {
            var options = scheme.clauses().stream()
                    .filter(Clause::asks)
                    .map(one -> {
                        var value = scheme.id() + "|" + scheme.version() + "|" + one.section();
                        return new DispatchPage.Option(
                                value, one.section() + " " + one.title(), value.equals(entered.value("clause")));
                    })
                    .toList();
            if (!options.isEmpty()) clauses.add(new DispatchPage.Clauses(scheme.title(), options));
        }
        return new SupervisionPage.Order(
                formKey,
                about,
                groups.entrySet().stream()
                        .map(one -> new DispatchPage.Offices(one.getKey(), one.getValue()))
                        .toList(),
                clauses,
                SupervisionKind.ofCode(kind).orElse(SupervisionKind.LETTER),
                entered);
    }

    @GetMapping("/tasks/supervision/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("task/supervision-one", act(actor, id, Entered.NOTHING));
    }

    /// Whatever the button, files come first, so that none has to be chosen again after a refusal.
    @PostMapping("/tasks/supervision/{id:\\d+}/answer")
    @Requires(Verb.REPORT)
    ModelAndView answer(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(name = "do", defaultValue = "answer") String act,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        var typed = Map.of("words", words);
        var faults = new ArrayList<Refusal>();
        for (var file : files == null ? List.<MultipartFile>of() : files) {
            var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
            if (file.isEmpty() && name.isEmpty()) continue;
            try (var content = file.getInputStream()) {
                collect(supervisions.attach(actor, id, name, content), faults);
            }
        }
        if (act.matches("detach-\\d{1,18}"))
            collect(supervisions.detach(actor, id, Long.parseLong(act.substring(7))), faults);
        if (!faults.isEmpty()) return answered(actor, id, Decision.refused(Refusal.joined(faults)), typed);
        if (!act.equals("answer"))
            return Page.of("task/supervision-one", act(actor, id, new Entered(typed, List.of())));
        return answered(actor, id, supervisions.answer(actor, id, revision, words), typed);
    }

    private static void collect(Decision<Supervision> decision, List<Refusal> faults) {
        if (decision instanceof Decision.Refused<Supervision>(var refusal)) faults.add(refusal.at("files"));
    }

    @PostMapping("/tasks/supervision/{id:\\d+}/close")
    @Requires(Verb.DECIDE)
    ModelAndView close(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String closing) {
        var typed = Map.of("closing", closing, "outcome", outcome);
        if (!outcome.matches("close|return"))
            return answered(
                    actor,
                    id,
                    Decision.refused(Refusal.of("task.rectify-outcome").at("outcome")),
                    typed);
        return answered(actor, id, supervisions.close(actor, id, revision, outcome.equals("close"), closing), typed);
    }

    private ModelAndView answered(Actor actor, long id, Decision<Supervision> decision, Map<String, String> typed) {
        return switch (decision) {
            case Decision.Done<Supervision> _ -> Page.redirect("/tasks/supervision/" + id);
            case Decision.Refused<Supervision>(var refusal) ->
                Page.again("task/supervision-one", act(actor, id, Entered.of(typed, refusal)));
        };
    }

    private SupervisionPage.Act act(Actor actor, long id, Entered entered) {
        var one = supervisions.find(actor.scope(), id).orElseThrow(NotFound::new);
        boolean mayAnswer = one.state() == Supervision.State.OPEN
                && Objects.equals(actor.officeId(), one.officeId())
                && actor.may(Verb.REPORT);
        boolean mayClose = one.state() == Supervision.State.ANSWERED
                && Objects.equals(actor.officeId(), one.byOfficeId())
                && actor.may(Verb.DECIDE);
        var today = today();
        var say = switch (one.state()) {
            case OPEN ->
                (one.overdue(today) ? Ui.day(one.dueOn()) + "前要改好，已经超期。" : "限 " + Ui.day(one.dueOn()) + "前改好。")
                        + (one.closing().isEmpty() ? "" : "上次报的没有通过：" + one.closing() + "。")
                        + (mayAnswer ? "改好以后把整改情况报上去。" : "由" + one.officeName() + "整改。");
            case ANSWERED -> (mayClose ? "整改情况已报，核实以后销号，或者退回。" : "整改情况已报，等" + one.byOfficeName() + "销号。");
            case CLOSED ->
                one.dueOn() == null
                        ? one.kind().title() + "已记录，不要求限期整改。"
                        : Ui.day(one.closedOn()) + "销号：" + one.closing();
        };
        return new SupervisionPage.Act(
                one,
                schemes.at(one.scheme()).title(),
                Ui.clauseHref(one.scheme().id(), one.scheme().version(), one.clause()),
                divisions.path(one.region()),
                say,
                one.overdue(today)
                        ? "bad"
                        : one.state() == Supervision.State.CLOSED ? "ok" : mayAnswer || mayClose ? "warn" : "info",
                mayAnswer,
                mayClose,
                supervisions.files(one),
                journal.of(actor.scope(), "supervision", Long.toString(id), HISTORY),
                entered);
    }

    private Map<String, String> places(Stream<RegionCode> regions) {
        var places = new HashMap<String, String>();
        regions.distinct().forEach(region -> places.put(region.value(), divisions.path(region)));
        return places;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
