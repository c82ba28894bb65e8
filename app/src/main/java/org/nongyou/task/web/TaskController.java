package org.nongyou.task.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Due;
import org.nongyou.notice.Workdays;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Clause;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.Assignment;
import org.nongyou.task.AssignmentFilter;
import org.nongyou.task.AssignmentFilter.Standing;
import org.nongyou.task.AssignmentFilter.Whose;
import org.nongyou.task.AssignmentLists;
import org.nongyou.task.AssignmentState;
import org.nongyou.task.Assignments;
import org.nongyou.task.Dispatches;
import org.nongyou.task.Extension;
import org.nongyou.task.Extensions;
import org.nongyou.task.ProgressReport;
import org.nongyou.task.Supervisions;
import org.nongyou.task.TaskAct;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// The list of tasks, and one with what is done about it.
@Controller
@Requires(Verb.READ)
class TaskController {

    private static final int HISTORY = 50;

    private final Assignments assignments;
    private final AssignmentLists lists;
    private final Dispatches dispatches;
    private final Supervisions supervisions;
    private final Extensions extensions;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Workdays workdays;
    private final Journal journal;
    private final Clock clock;

    TaskController(
            Assignments assignments,
            AssignmentLists lists,
            Dispatches dispatches,
            Supervisions supervisions,
            Extensions extensions,
            Schemes schemes,
            Divisions divisions,
            Workdays workdays,
            Journal journal,
            Clock clock) {
        this.assignments = assignments;
        this.lists = lists;
        this.dispatches = dispatches;
        this.supervisions = supervisions;
        this.extensions = extensions;
        this.schemes = schemes;
        this.divisions = divisions;
        this.workdays = workdays;
        this.journal = journal;
        this.clock = clock;
    }

    // --- The list

    @GetMapping("/tasks")
    ModelAndView list(
            Actor actor, @RequestParam Map<String, String> query, @RequestParam(defaultValue = "") String after) {
        var desk = lists.desk(actor);
        var filter = filter(query, desk);
        var cursor = AssignmentLists.Cursor.parse(after);
        var found = lists.list(actor, filter, cursor, AssignmentLists.PAGE + 1);
        boolean more = found.size() > AssignmentLists.PAGE;
        var shown = more ? found.subList(0, AssignmentLists.PAGE) : found;
        boolean area = filter.whose() == Whose.AREA;
        var counts = area ? lists.countsByCounty(actor.scope(), filter) : Map.<String, Long>of();
        int total = area && filter.words().isEmpty() && filter.region() == null
                ? (int) counts.values().stream().mapToLong(Long::longValue).sum()
                : lists.total(actor, filter);
        int late = area && filter.standing() == null && total > 0
                ? lists.total(actor, filter.standing(AssignmentFilter.Standing.OVERDUE))
                : 0;
        var address = address("/tasks", filter);
        var today = today();
        return Page.of(
                "task/tasks",
                new TaskListPage(
                        say(filter, desk, total, late),
                        desk.overdue() > 0 ? "bad" : desk.soon() + desk.confirm() + late > 0 ? "warn" : "info",
                        filter,
                        shown,
                        places(shown),
                        dues(shown, today),
                        area
                                ? RegionChips.of(
                                        divisions,
                                        actor.scope(),
                                        filter.region(),
                                        counts,
                                        code -> address.with("region", code).toString())
                                : null,
                        options(dispatches.documents(actor), filter.schemeId()),
                        List.of(today.getYear() + 1, today.getYear(), today.getYear() - 1),
                        filter.taskKey() == null || shown.isEmpty()
                                ? null
                                : shown.getFirst().title(),
                        total,
                        desk,
                        address,
                        more
                                ? address.with("after", AssignmentLists.Cursor.of(shown.getLast()))
                                        .toString()
                                : null,
                        cursor == null,
                        dispatches.mayGiveOut(actor)));
    }

    /// Without a word of whose, one's own come first; a list that is narrowed is of the whole area.
    private static AssignmentFilter filter(Map<String, String> query, AssignmentLists.Desk desk) {
        var filter = AssignmentFilter.of(query);
        if (query.containsKey("whose") || filter.narrowed() || filter.region() != null) return filter;
        return desk.open() > 0 ? filter.of(Whose.MINE) : desk.confirm() > 0 ? filter.of(Whose.CONFIRM) : filter;
    }

    private static String say(AssignmentFilter filter, AssignmentLists.Desk desk, int total, int late) {
        var own = desk.isEmpty()
                ? ""
                : "本单位要办 " + Ui.number(desk.open()) + " 项"
                        + (desk.overdue() > 0 ? "，超期 " + Ui.number(desk.overdue()) + " 项，先办" : "")
                        + (desk.soon() > 0 ? "，7 天内到期 " + Ui.number(desk.soon()) + " 项" : "")
                        + (desk.confirm() > 0 ? "，等本单位确认 " + Ui.number(desk.confirm()) + " 项" : "")
                        + (desk.mend() > 0 ? "，要整改 " + Ui.number(desk.mend()) + " 件" : "")
                        + (desk.close() > 0 ? "，等本单位销号 " + Ui.number(desk.close()) + " 件" : "")
                        + (desk.extend() > 0 ? "，等本单位批延期 " + Ui.number(desk.extend()) + " 件" : "") + "。";
        if (filter.narrowed() || filter.whose() == Whose.AREA) {
            var found = total == 0
                    ? "没有符合条件的任务。"
                    : "这里共 " + Ui.number(total) + " 项" + (late > 0 ? "，其中 " + Ui.number(late) + " 项超期没办。" : "。");
            return own + (total == 0 && !filter.narrowed() ? "辖区里还没有下达任务。" : found);
        }
        return own.isEmpty() ? "本单位现在没有要办的任务。" : own;
    }

    static Address address(String path, AssignmentFilter filter) {
        return Address.of(path)
                .with("whose", filter.whose().code())
                .with("q", filter.words())
                .with("scheme", filter.schemeId())
                .with("task", filter.taskKey())
                .with("year", filter.year())
                .with(
                        "standing",
                        filter.standing() == null ? null : filter.standing().code())
                .with("region", filter.region());
    }

    static List<TaskListPage.Option> options(List<Scheme> documents, @Nullable String chosen) {
        return documents.stream()
                .filter(scheme -> !scheme.tasks().isEmpty())
                .map(scheme -> new TaskListPage.Option(
                        scheme.id(), scheme.title(), scheme.id().equals(chosen)))
                .toList();
    }

    private Map<String, String> places(List<Assignment> shown) {
        var places = new HashMap<String, String>();
        for (var one : shown)
            places.computeIfAbsent(one.region().value(), code -> divisions.path(new RegionCode(code)));
        return places;
    }

    private Map<Long, Due> dues(List<Assignment> shown, LocalDate today) {
        var dues = new HashMap<Long, Due>();
        for (var one : shown) if (one.state().waitsForOffice()) dues.put(one.id(), workdays.due(today, one.dueOn()));
        return dues;
    }

    // --- One task

    @GetMapping("/tasks/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("task/task", page(actor, find(actor, id), Entered.NOTHING, ""));
    }

    /// Whatever the button, files come first, so that none has to be chosen again after a refusal.
    @PostMapping("/tasks/{id:\\d+}")
    @Requires(Verb.REPORT)
    ModelAndView report(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "attach") String act,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String words,
            @RequestParam MultiValueMap<String, MultipartFile> files)
            throws IOException {
        var one = find(actor, id);
        var faults = new ArrayList<Refusal>();
        attach(actor, one, typed, files, faults);
        if (act.matches("detach-\\d{1,18}"))
            collect(assignments.detach(actor, id, Long.parseLong(act.substring(7))), faults);
        if (!faults.isEmpty()) return again(actor, id, typed, Refusal.joined(faults), "report");
        if (act.equals("attach") || act.startsWith("detach"))
            return Page.of("task/task", page(actor, find(actor, id), new Entered(typed, List.of()), "report"));
        var figures = new HashMap<String, String>();
        for (int i = 0; i < one.asks().size(); i++)
            figures.put(one.asks().get(i).title(), typed.getOrDefault("f" + i, ""));
        return switch (assignments.report(actor, id, revision, act.equals("report"), words, figures)) {
            case Decision.Done<Assignment> _ -> Page.redirect("/tasks/" + id);
            case Decision.Refused<Assignment>(var refusal) -> again(actor, id, typed, refusal, "report");
        };
    }

    private void attach(
            Actor actor,
            Assignment one,
            Map<String, String> typed,
            MultiValueMap<String, MultipartFile> files,
            List<Refusal> faults)
            throws IOException {
        for (var field : files.entrySet()) {
            var name = field.getKey();
            String title;
            if (name.matches("p\\d{1,3}")) {
                int at = Integer.parseInt(name.substring(1));
                if (at >= one.proofs().size()) continue;
                title = one.proofs().get(at);
            } else title = typed.getOrDefault("other-title", "").isBlank() ? "其他证明" : typed.get("other-title");
            for (var file : field.getValue()) {
                var fileName = Objects.requireNonNullElse(file.getOriginalFilename(), "");
                if (file.isEmpty() && fileName.isEmpty()) continue;
                try (var content = file.getInputStream()) {
                    collect(
                            assignments.attach(
                                    actor, one.id(), Objects.requireNonNullElse(title, ""), fileName, content),
                            faults);
                }
            }
        }
    }

    private static void collect(Decision<Assignment> decision, List<Refusal> faults) {
        if (decision instanceof Decision.Refused<Assignment>(var refusal)) faults.add(refusal.at("proofs"));
    }

    @PostMapping("/tasks/{id:\\d+}/judgement")
    @Requires(Verb.DECIDE)
    ModelAndView judge(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String judgement) {
        var decision = switch (outcome) {
            case "confirm" -> assignments.confirm(actor, id, revision, judgement);
            case "return" -> assignments.sendBack(actor, id, revision, judgement);
            default ->
                Decision.<Assignment>refused(Refusal.of("task.no-outcome").at("outcome"));
        };
        return switch (decision) {
            case Decision.Done<Assignment> _ -> Page.redirect("/tasks/" + id);
            case Decision.Refused<Assignment>(var refusal) ->
                again(actor, id, Map.of("judgement", judgement, "outcome", outcome), refusal, "judgement");
        };
    }

    @PostMapping("/tasks/{id:\\d+}/cancel")
    @Requires(Verb.DECIDE)
    ModelAndView cancel(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String cancel) {
        return switch (dispatches.cancel(actor, id, revision, cancel)) {
            case Decision.Done<Assignment> _ -> Page.redirect("/tasks/" + id);
            case Decision.Refused<Assignment>(var refusal) ->
                again(actor, id, Map.of("cancel", cancel), refusal, "cancel");
        };
    }

    @PostMapping("/tasks/{id:\\d+}/extension")
    @Requires(Verb.REPORT)
    ModelAndView extend(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String wantedOn,
            @RequestParam(defaultValue = "") String reason) {
        var faults = new ArrayList<Refusal>();
        var day = DispatchController.day(wantedOn, faults);
        var typed = Map.of("wantedOn", wantedOn, "reason", reason);
        if (!faults.isEmpty())
            return again(actor, id, typed, Refusal.joined(faults).at("wantedOn"), "extension");
        return switch (extensions.ask(actor, id, day, reason)) {
            case Decision.Done<Extension> _ -> Page.redirect("/tasks/" + id);
            case Decision.Refused<Extension>(var refusal) -> again(actor, id, typed, refusal, "extension");
        };
    }

    @PostMapping("/tasks/{id:\\d+}/extension/decision")
    @Requires(Verb.DECIDE)
    ModelAndView decide(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String grantedTo,
            @RequestParam(defaultValue = "") String extensionWords) {
        var typed = Map.of("extension", outcome, "grantedTo", grantedTo, "extensionWords", extensionWords);
        var wrong = new ArrayList<Refusal>();
        var day = DispatchController.day(grantedTo, wrong);
        var faults = new ArrayList<Refusal>();
        wrong.forEach(fault -> faults.add(fault.at("grantedTo")));
        if (!outcome.matches("grant|refuse"))
            faults.add(Refusal.of("task.extend-outcome").at("extension"));
        else if (outcome.equals("grant") && day == null && faults.isEmpty())
            faults.add(Refusal.of("task.extend-day").at("grantedTo"));
        if (!faults.isEmpty()) return again(actor, id, typed, Refusal.joined(faults), "decision");
        return switch (extensions.decide(actor, id, outcome.equals("grant") ? day : null, extensionWords)) {
            case Decision.Done<Extension> _ -> Page.redirect("/tasks/" + id);
            case Decision.Refused<Extension>(var refusal) -> again(actor, id, typed, refusal, "decision");
        };
    }

    private ModelAndView again(Actor actor, long id, Map<String, String> typed, Refusal refusal, String form) {
        return Page.again("task/task", page(actor, find(actor, id), Entered.of(typed, refusal), form));
    }

    private Assignment find(Actor actor, long id) {
        return assignments.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private TaskPage page(Actor actor, Assignment task, Entered entered, String form) {
        var scheme = schemes.at(task.scheme());
        var dispatch = dispatches.of(task);
        var reports = assignments.reports(task);
        var proofs = assignments.proofs(task);
        boolean own = actor.officeId() != null && actor.officeId() == task.officeId();
        boolean mayReport = own && actor.may(Verb.REPORT) && task.state().waitsForOffice();
        boolean mayJudge = task.state() == AssignmentState.REPORTED
                && actor.officeId() != null
                && actor.officeId().equals(task.toOfficeId())
                && actor.may(Verb.DECIDE);
        boolean mayCancel = !task.state().closed()
                && actor.officeId() != null
                && actor.officeId() == dispatch.officeId()
                && actor.may(Verb.DECIDE);
        var fields = new ArrayList<TaskPage.Field>();
        var last = reports.stream()
                .filter(one -> !one.figures().isEmpty())
                .findFirst()
                .map(ProgressReport::figures)
                .orElse(Map.of());
        for (int i = 0; i < task.asks().size(); i++) {
            var id = "f" + i;
            var field = task.asks().get(i);
            boolean typed = form.equals("report");
            fields.add(new TaskPage.Field(
                    id,
                    field,
                    typed ? entered.value(id) : last.getOrDefault(field.written(), ""),
                    typed ? entered.error(id) : null));
        }
        var asked = new ArrayList<TaskPage.Proof>();
        for (int i = 0; i < task.proofs().size(); i++) {
            var title = task.proofs().get(i);
            asked.add(new TaskPage.Proof(
                    "p" + i,
                    title,
                    proofs.stream().filter(one -> one.title().equals(title)).toList()));
        }
        var today = today();
        var extended = extensions.of(task);
        var waiting = extended.stream()
                .filter(one -> one.state() == Extension.State.ASKED)
                .findFirst()
                .orElse(null);
        return new TaskPage(
                task,
                dispatch,
                scheme.title(),
                clauses(scheme, task),
                divisions.path(task.region()),
                say(task, own, mayReport, mayJudge, reports, today),
                tone(task, today),
                task.state().waitsForOffice() ? workdays.due(today, task.dueOn()) : null,
                fields,
                asked,
                proofs.stream()
                        .filter(one -> !task.proofs().contains(one.title()))
                        .toList(),
                reports,
                journal.of(actor.scope(), "task", Long.toString(task.id()), HISTORY),
                mayReport,
                mayJudge,
                mayCancel,
                dispatches.mayGiveOut(actor)
                        && actor.office() != null
                        && actor.office().level().isAbove(task.region().level())
                        && task.state() != AssignmentState.CANCELLED,
                supervisions.of(task),
                extended,
                waiting,
                mayReport && waiting == null && task.toOfficeId() != null,
                waiting != null
                        && actor.officeId() != null
                        && actor.officeId() == waiting.officeId()
                        && actor.may(Verb.DECIDE),
                assignments.evidence(task).orElse(null),
                why(actor, task, own, mayReport, mayJudge),
                entered,
                form);
    }

    private static List<TaskPage.Clause> clauses(Scheme scheme, Assignment task) {
        return task.clauses().stream()
                .map(section -> new TaskPage.Clause(
                        section,
                        scheme.clause(section).map(Clause::title).orElse(""),
                        Ui.clauseHref(scheme.id(), scheme.version(), section)))
                .toList();
    }

    private static @Nullable String why(
            Actor actor, Assignment task, boolean own, boolean mayReport, boolean mayJudge) {
        if (mayReport || mayJudge || task.state().closed()) return null;
        if (own && task.state() == AssignmentState.REPORTED) return "已经报送，等" + task.toOfficeName() + "确认。要改，请它退回。";
        if (own) return "填报由本单位的审核或经办办，你现在是" + actor.roleTitles() + "。";
        return task.state() == AssignmentState.REPORTED
                ? "由" + task.toOfficeName() + "确认。"
                : "由" + task.officeName() + "办理和报送。";
    }

    private static String tone(Assignment task, LocalDate today) {
        if (task.overdue(today)) return "bad";
        return switch (task.state()) {
            case DONE -> "ok";
            case RETURNED -> "warn";
            case REPORTED, DOING -> "info";
            case OPEN, CANCELLED -> "plain";
        };
    }

    private static String say(
            Assignment task,
            boolean own,
            boolean mayReport,
            boolean mayJudge,
            List<ProgressReport> reports,
            LocalDate today) {
        var due = Ui.day(task.dueOn());
        return switch (task.state()) {
            case OPEN, DOING ->
                (task.overdue(today) ? due + "到期，已经超期，" : due + "前办完，")
                        + (mayReport
                                ? "办完填好报送"
                                        + (task.toOfficeId() == null ? "，报完就办结。" : "，由" + task.toOfficeName() + "确认。")
                                : "由" + (own ? "本单位" : task.officeName()) + "办理。");
            case RETURNED ->
                "已退回："
                        + reports.stream()
                                .filter(one -> one.act() == TaskAct.RETURN)
                                .findFirst()
                                .map(ProgressReport::words)
                                .orElse("")
                        + "。"
                        + (mayReport ? "改好再报。" : "等" + task.officeName() + "改好再报。");
            case REPORTED ->
                (task.reportedLate() ? "超期报送" : "已经报送") + "，"
                        + (mayJudge ? "看过再确认，或者写明原因退回。" : "等" + task.toOfficeName() + "确认。");
            case DONE ->
                Ui.day(task.closedOn())
                        + (!reports.isEmpty() && reports.getFirst().act() == TaskAct.FACTS ? "按平台的数据办结" : "办结")
                        + (task.reportedLate() ? "，报送超期。" : "。");
            case CANCELLED -> Ui.day(task.closedOn()) + "撤销，不用再办。";
        };
    }

    static String cell(Assignment one, LocalDate today) {
        return Standing.of(one, today).title();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
