package org.nongyou.project.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.Case;
import org.nongyou.project.Attachment;
import org.nongyou.project.Funds;
import org.nongyou.project.NewContract;
import org.nongyou.project.NewLine;
import org.nongyou.project.NewProject;
import org.nongyou.project.NewTransfer;
import org.nongyou.project.NewVoucher;
import org.nongyou.project.Payments;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectFilter;
import org.nongyou.project.ProjectLists;
import org.nongyou.project.ProjectProcedures;
import org.nongyou.project.ProjectState;
import org.nongyou.project.Projects;
import org.nongyou.project.Sums;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
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

/// The list of projects, new ones, and one with its money. A refused form comes back as it was typed.
@Controller
@Requires(Verb.READ)
class ProjectController {

    private static final int HISTORY = 12;
    private static final int VOUCHERS = 50;

    private final Projects projects;
    private final ProjectLists lists;
    private final Funds funds;
    private final Payments payments;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Journal journal;
    private final ProjectProcedures procedures;

    ProjectController(
            Projects projects,
            ProjectLists lists,
            Funds funds,
            Payments payments,
            Schemes schemes,
            Divisions divisions,
            Journal journal,
            ProjectProcedures procedures) {
        this.projects = projects;
        this.lists = lists;
        this.funds = funds;
        this.payments = payments;
        this.schemes = schemes;
        this.divisions = divisions;
        this.journal = journal;
        this.procedures = procedures;
    }

    // --- The list

    @GetMapping("/projects")
    ModelAndView list(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable Long before) {
        var filter = ProjectFilter.of(query);
        var found = lists.list(actor.scope(), filter, before, ProjectLists.PAGE + 1);
        boolean more = found.size() > ProjectLists.PAGE;
        var shown = more ? found.subList(0, ProjectLists.PAGE) : found;
        var sums = lists.sums(actor.scope(), filter);
        int total = filter.words().isEmpty()
                ? sums.stream().mapToInt(ProjectLists.Sum::projects).sum()
                : lists.count(actor.scope(), filter);
        var address = address(filter);
        var counts = new TreeMap<String, Long>();
        var everywhere = filter.region() == null
                ? sums
                : lists.sums(actor.scope(), new ProjectFilter(null, filter.schemeId(), filter.state(), ""));
        for (var sum : everywhere) counts.merge(sum.county().value(), (long) sum.projects(), Long::sum);
        return Page.of(
                "project/projects",
                new ProjectListPage(
                        say(sums, total, filter),
                        total == 0 ? "plain" : "info",
                        filter,
                        shown,
                        places(shown),
                        RegionChips.of(
                                divisions,
                                actor.scope(),
                                filter.region(),
                                counts,
                                code -> address.with("region", code).toString()),
                        withProjects().stream()
                                .map(one -> new ProjectListPage.Option(
                                        one.id(), one.title(), one.id().equals(filter.schemeId())))
                                .toList(),
                        allotted(actor, filter),
                        total,
                        address,
                        more ? address.with("before", shown.getLast().id()).toString() : null,
                        before == null));
    }

    private static String say(List<ProjectLists.Sum> sums, int total, ProjectFilter filter) {
        if (total == 0) return filter.equals(ProjectFilter.NONE) ? "还没有项目。" : "没有符合条件的项目，去掉一个条件再看。";
        if (!filter.words().isEmpty()) return "找到 " + Ui.number(total) + " 个项目。";
        var all = Sums.NONE;
        for (var sum : sums)
            if (sum.state() == ProjectState.RUNNING || sum.state() == ProjectState.CLOSED) all = all.plus(sum.sums());
        return "共 " + Ui.number(total) + " 个项目，资金 " + Words.wan(all.funds()) + "，到县 " + Words.wan(all.received())
                + "，已支出 " + Words.wan(all.spent()) + "，执行率 " + Words.executed(all) + "。";
    }

    static Address address(ProjectFilter filter) {
        return Address.of("/projects")
                .with("q", filter.words())
                .with("scheme", filter.schemeId())
                .with("state", filter.state() == null ? null : filter.state().code())
                .with("region", filter.region());
    }

    private List<Scheme> withProjects() {
        return schemes.list().stream()
                .map(version -> schemes.at(version.ref()))
                .filter(scheme -> !scheme.allocations().isEmpty())
                .toList();
    }

    private Map<String, String> places(List<Project> shown) {
        var places = new HashMap<String, String>();
        for (var one : shown)
            places.computeIfAbsent(one.region().value(), code -> divisions.path(new RegionCode(code)));
        return places;
    }

    private List<ProjectListPage.Allotted> allotted(Actor actor, ProjectFilter filter) {
        var allotted = new ArrayList<ProjectListPage.Allotted>();
        for (var scheme : withProjects()) {
            if (filter.schemeId() != null && !scheme.id().equals(filter.schemeId())) continue;
            var region = new RegionCode(scheme.region());
            if (!region.contains(actor.region()) && !actor.region().contains(region)) continue;
            for (var one : scheme.allocations()) {
                var total = one.total();
                allotted.add(new ProjectListPage.Allotted(
                        scheme.id(),
                        scheme.version(),
                        one.title(),
                        scheme.title(),
                        String.join("、", one.clauses()),
                        one.clauses().getFirst(),
                        one.source(),
                        one.rows().size(),
                        total,
                        one.printedTotal(),
                        total.equals(one.printedTotal())
                                ? ""
                                : "文件印的合计是 " + Words.wan(one.printedTotal()) + "，各行之和是 " + Words.wan(total),
                        doubts(scheme, one),
                        Address.of("/projects/new")
                                .with("scheme", scheme.id())
                                .with("allocation", one.id())
                                .toString(),
                        mayEstablish(actor, scheme)));
            }
        }
        return allotted;
    }

    private static List<String> doubts(Scheme scheme, Subsidy.Allocation allocation) {
        var doubts = new ArrayList<String>();
        for (var doubt : scheme.doubtsOn(allocation.path())) if (doubt.explicit()) doubts.add(doubt.text());
        for (var one : scheme.discrepancies())
            if (scheme.kind(allocation.kind()).stream()
                    .flatMap(kind -> kind.clauses().stream())
                    .anyMatch(one.clauses()::contains)) doubts.add(one.title());
        return doubts;
    }

    private boolean mayEstablish(Actor actor, Scheme scheme) {
        return actor.may(Verb.MANAGE_CATALOGUE) && schemes.isIssuer(actor, scheme);
    }

    // --- New ones

    @GetMapping("/projects/new")
    ModelAndView fresh(
            Actor actor,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(defaultValue = "") String allocation) {
        return Page.of("project/new", newPage(actor, scheme, allocation, Entered.NOTHING));
    }

    @PostMapping("/projects/new")
    ModelAndView establish(
            Actor actor,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(defaultValue = "") String allocation,
            @RequestParam Map<String, String> typed) {
        var current = schemes.current(scheme).orElseThrow(NotFound::new);
        var wanted = new NewProject(
                current.ref(),
                allocation,
                typed.getOrDefault("product", ""),
                typed.getOrDefault("region", ""),
                typed.getOrDefault("placeSource", ""));
        return switch (projects.establish(actor, wanted)) {
            case Decision.Done<Project>(var project) -> Page.redirect("/projects/" + project.id());
            case Decision.Refused<Project>(var refusal) ->
                Page.again("project/new", newPage(actor, scheme, allocation, Entered.of(typed, refusal)));
        };
    }

    private NewProjectPage newPage(Actor actor, String schemeId, String allocationId, Entered entered) {
        var scheme = schemes.current(schemeId).orElseThrow(NotFound::new);
        var allocation = scheme.allocation(allocationId).orElseThrow(NotFound::new);
        var region = new RegionCode(scheme.region());
        if (!region.contains(actor.region()) && !actor.region().contains(region)) throw new NotFound();
        var there = projects.ofAllocation(scheme.ref(), allocation.id());
        var rows = new ArrayList<NewProjectPage.Row>();
        for (var row : allocation.rows()) {
            var project = there.get(row.product());
            boolean seen = project != null && actor.scope().covers(project.region());
            var place = project != null ? project.region().value() : row.region();
            rows.add(new NewProjectPage.Row(
                    row.product(),
                    row.amount(),
                    place == null ? "" : divisions.path(new RegionCode(place)),
                    project == null,
                    seen ? project : null));
        }
        long open = rows.stream().filter(NewProjectPage.Row::open).count();
        return new NewProjectPage(
                scheme,
                allocation,
                rows.size() + " 个产品，共 " + Words.wan(allocation.total())
                        + (open == 0 ? "，都已立项。" : "，还有 " + open + " 个没有立项。"),
                rows,
                mayEstablish(actor, scheme)
                        ? divisions.within(region, Level.COUNTY).stream()
                                .map(one -> new NewProjectPage.County(one.code().value(), divisions.path(one.code())))
                                .toList()
                        : List.of(),
                doubts(scheme, allocation),
                mayEstablish(actor, scheme),
                application(actor, scheme, allocation),
                entered);
    }

    private NewProjectPage.@Nullable Application application(
            Actor actor, Scheme scheme, Subsidy.Allocation allocation) {
        if (!actor.may(Verb.APPLY) || actor.office() == null || actor.region().level() != Level.COUNTY) return null;
        var to = scheme.period().to();
        return procedures
                .entry(scheme, allocation)
                .map(one -> new NewProjectPage.Application(
                        one.title(),
                        String.join("、", one.clauses()),
                        to != null && procedures.today().isAfter(to) ? "方案期间到 " + to + "，不再受理申报。" : ""))
                .orElse(null);
    }

    @PostMapping("/projects/apply")
    @Requires(Verb.APPLY)
    ModelAndView apply(
            Actor actor,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(defaultValue = "") String allocation,
            @RequestParam Map<String, String> typed) {
        var current = schemes.current(scheme).orElseThrow(NotFound::new);
        var wanted = new NewProject(current.ref(), allocation, typed.getOrDefault("product", ""), "", "");
        return switch (procedures.apply(actor, wanted)) {
            case Decision.Done<Case>(var theCase) -> Page.redirect("/cases/" + theCase.id());
            case Decision.Refused<Case>(var refusal) ->
                Page.again("project/new", newPage(actor, scheme, allocation, Entered.of(typed, refusal)));
        };
    }

    // --- One project

    @GetMapping("/projects/{id}")
    ModelAndView show(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "0") int from) {
        return Page.of("project/project", page(actor, id, Math.clamp(from, 0, 100_000), "", Entered.NOTHING));
    }

    @PostMapping("/projects/{id}/account")
    ModelAndView account(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                "account",
                typed,
                projects.setAccount(actor, id, of(typed, "bank"), of(typed, "account"), of(typed, "manager")));
    }

    @PostMapping("/projects/{id}/implementers")
    ModelAndView implementer(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                "implementers",
                typed,
                projects.addImplementer(actor, id, of(typed, "name"), of(typed, "role")));
    }

    @PostMapping("/projects/{id}/transfers")
    ModelAndView transfer(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                "transfers",
                typed,
                funds.transfer(
                        actor, id, new NewTransfer(of(typed, "amount"), of(typed, "document"), of(typed, "madeOn"))));
    }

    @PostMapping("/projects/{id}/transfers/{transfer}/void")
    ModelAndView voidTransfer(
            Actor actor, @PathVariable long id, @PathVariable long transfer, @RequestParam Map<String, String> typed) {
        return answer(
                actor, id, "transfer-" + transfer, typed, funds.voidTransfer(actor, id, transfer, of(typed, "reason")));
    }

    @PostMapping("/projects/{id}/lines")
    ModelAndView line(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                "lines",
                typed,
                funds.addLine(actor, id, new NewLine(of(typed, "title"), of(typed, "purpose"), of(typed, "amount"))));
    }

    @PostMapping("/projects/{id}/lines/{line}")
    ModelAndView changeLine(
            Actor actor, @PathVariable long id, @PathVariable long line, @RequestParam Map<String, String> typed) {
        return answer(actor, id, "line-" + line, typed, funds.changeLine(actor, id, line, of(typed, "amount")));
    }

    @PostMapping("/projects/{id}/contracts")
    ModelAndView contract(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var form = new NewContract(
                of(typed, "implementer"),
                of(typed, "line"),
                of(typed, "number"),
                of(typed, "content"),
                of(typed, "amount"),
                of(typed, "signedOn"));
        try (var content = content(file)) {
            return answer(actor, id, "contracts", typed, funds.contract(actor, id, form, attachment(file, content)));
        }
    }

    @PostMapping("/projects/{id}/contracts/{contract}/void")
    ModelAndView voidContract(
            Actor actor, @PathVariable long id, @PathVariable long contract, @RequestParam Map<String, String> typed) {
        return answer(
                actor, id, "contract-" + contract, typed, funds.voidContract(actor, id, contract, of(typed, "reason")));
    }

    @PostMapping("/projects/{id}/vouchers")
    ModelAndView pay(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var form = new NewVoucher(
                of(typed, "line"),
                of(typed, "purpose"),
                of(typed, "contract"),
                of(typed, "number"),
                of(typed, "paidOn"),
                of(typed, "payee"),
                of(typed, "content"),
                of(typed, "amount"),
                of(typed, "note"));
        try (var content = content(file)) {
            return answer(actor, id, "vouchers", typed, payments.pay(actor, id, form, attachment(file, content)));
        }
    }

    @PostMapping("/projects/{id}/vouchers/{voucher}/reverse")
    ModelAndView reverse(
            Actor actor, @PathVariable long id, @PathVariable long voucher, @RequestParam Map<String, String> typed) {
        return answer(
                actor, id, "voucher-" + voucher, typed, payments.reverse(actor, id, voucher, of(typed, "reason")));
    }

    @PostMapping("/projects/{id}/vouchers/{voucher}/off-purpose")
    ModelAndView offPurpose(
            Actor actor, @PathVariable long id, @PathVariable long voucher, @RequestParam Map<String, String> typed) {
        return answer(
                actor,
                id,
                "voucher-" + voucher,
                typed,
                payments.markOffPurpose(actor, id, voucher, of(typed, "reason")));
    }

    private static String of(Map<String, String> typed, String name) {
        return typed.getOrDefault(name, "");
    }

    static InputStream content(@Nullable MultipartFile file) throws IOException {
        return file == null ? InputStream.nullInputStream() : file.getInputStream();
    }

    static @Nullable Attachment attachment(@Nullable MultipartFile file, InputStream content) {
        if (file == null) return null;
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        return file.isEmpty() && name.isEmpty() ? null : new Attachment(name, content);
    }

    private ModelAndView answer(
            Actor actor, long id, String form, Map<String, String> typed, Decision<Project> decision) {
        return switch (decision) {
            case Decision.Done<Project> _ -> Page.redirect("/projects/" + id + "#" + section(form));
            case Decision.Refused<Project>(var refusal) ->
                Page.again("project/project", page(actor, id, 0, form, Entered.of(typed, at(form, refusal))));
        };
    }

    private static String section(String form) {
        if (form.startsWith("line")) return "budget";
        if (form.startsWith("transfer")) return "funds";
        if (form.startsWith("voucher")) return "vouchers";
        return form.startsWith("account") ? "account" : "contracts";
    }

    /// A fault stands at the field of the form that was sent: several forms of the page have an amount.
    static Refusal at(String form, Refusal refusal) {
        var also = refusal.also().stream().map(one -> at(form, one)).toList();
        return new Refusal(
                refusal.key(),
                refusal.details(),
                refusal.clause(),
                refusal.field() == null ? form : form + "." + refusal.field(),
                also);
    }

    private ProjectPage page(Actor actor, long id, int offset, String form, Entered entered) {
        var project = projects.find(actor.scope(), id).orElseThrow(NotFound::new);
        var scheme = schemes.at(project.scheme());
        var standing = funds.standing(project);
        var handsOn = funds.handsOn(actor, project);
        var through = funds.through(project);
        var handsTo = handsOn == null ? null : through.get(through.indexOf(handsOn) + 1);
        var toHandOn = handsOn == null || handsTo == null
                ? Money.ZERO
                : Objects.requireNonNull(standing.get(handsOn)).minus(Objects.requireNonNull(standing.get(handsTo)));
        var vouchers = payments.vouchers(project, offset, VOUCHERS + 1);
        boolean mayWork = projects.mayWork(actor, project);
        return new ProjectPage(
                project,
                scheme,
                projects.allocation(project),
                divisions.path(project.region()),
                say(project, mayWork, handsTo, toHandOn),
                tone(project),
                standing,
                funds.transfers(project),
                funds.lines(project),
                funds.implementers(project),
                funds.contracts(project),
                vouchers.subList(0, Math.min(VOUCHERS, vouchers.size())),
                offset,
                vouchers.size() > VOUCHERS,
                mayWork,
                payments.mayInspect(actor, project),
                handsOn,
                handsTo,
                toHandOn,
                journal.of(actor.scope(), "project", String.valueOf(id), HISTORY),
                form,
                entered);
    }

    private static String tone(Project project) {
        if (project.sums().offPurpose().fen() > 0) return "bad";
        return project.state() == ProjectState.CLOSED ? "ok" : project.running() ? "info" : "plain";
    }

    /// The state, the reason, the next act.
    private static String say(Project project, boolean mayWork, @Nullable Level handsTo, Money toHandOn) {
        var sums = project.sums();
        if (!project.running() && project.state() != ProjectState.CLOSED)
            return "项目" + project.state().title() + "，还没有资金。";
        var spent =
                "资金 " + Words.wan(sums.funds()) + "，已支出 " + Words.yuan(sums.spent()) + " 元，执行率 " + Words.executed(sums);
        if (sums.offPurpose().fen() > 0) return spent + "；有 " + Words.yuan(sums.offPurpose()) + " 元被认定没有专款专用，由县里冲销改正。";
        if (handsTo != null && toHandOn.fen() > 0)
            return spent + "；还有 " + Words.yuan(toHandOn) + " 元要下达到" + handsTo.title() + "。";
        if (!mayWork) return spent + "。";
        if (!project.hasAccount()) return spent + "；先填专账和专管人员。";
        if (sums.planned().compareTo(sums.funds()) < 0)
            return spent + "；预算还差 " + Words.yuan(sums.funds().minus(sums.planned())) + " 元没有编。";
        return spent + "；专账还剩 " + Words.yuan(sums.received().minus(sums.spent())) + " 元。";
    }
}
