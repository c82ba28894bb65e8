package org.nongyou.scheme.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Period;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Checklist;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.PlanTable;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeExecution;
import org.nongyou.scheme.SchemeFolders;
import org.nongyou.scheme.SchemeItem;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Screen;
import org.nongyou.scheme.Settlement;
import org.nongyou.scheme.Stage;
import org.nongyou.scheme.TargetProgress;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The documents, readable by everyone; the issuing office settles here what a document leaves open.
@Controller
class SchemeController {

    private final Schemes schemes;
    private final SchemeFolders folders;
    private final Divisions divisions;
    private final ObjectProvider<TargetProgress> progress;
    private final Clock clock;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private volatile Set<String> pages = Set.of();

    SchemeController(
            Schemes schemes,
            SchemeFolders folders,
            Divisions divisions,
            ObjectProvider<TargetProgress> progress,
            Clock clock,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.schemes = schemes;
        this.folders = folders;
        this.divisions = divisions;
        this.progress = progress;
        this.clock = clock;
        this.mappings = mappings;
    }

    @GetMapping("/schemes")
    ModelAndView list(@Nullable Actor actor) {
        var rows = schemes.list().stream()
                .map(version -> {
                    var scheme = schemes.at(version.ref());
                    var settled = schemes.settlements(version.ref());
                    return new SchemesPage.Row(
                            "/schemes/" + Ui.query(scheme.id()),
                            scheme.title(),
                            scheme.issuer(),
                            divisions.path(version.region()),
                            years(version.period()),
                            tone(version.period()),
                            state(version.period()),
                            scheme.clauses().size(),
                            (int) scheme.everyTarget().stream()
                                    .map(target -> target.indicator())
                                    .distinct()
                                    .count(),
                            scheme.procedures().size(),
                            scheme.tasks().size(),
                            (int) scheme.doubts().stream()
                                    .filter(doubt -> !settled.containsKey(doubt.path()))
                                    .count(),
                            scheme.version());
                })
                .toList();
        boolean administrator = actor != null && actor.may(Verb.ADMINISTER);
        return Page.of("scheme/schemes", new SchemesPage(rows, administrator ? folders.refused() : List.of()));
    }

    @GetMapping("/schemes/{id}")
    ModelAndView show(
            @Nullable Actor actor, @PathVariable String id, @RequestParam(required = false) @Nullable Integer version) {
        return Page.of("scheme/scheme", page(actor, find(id, version), "", Entered.NOTHING));
    }

    /// The text as it was loaded, file by file.
    @GetMapping("/schemes/{id}/files")
    ModelAndView files(@PathVariable String id, @RequestParam(required = false) @Nullable Integer version) {
        var scheme = find(id, version);
        return Page.of(
                "scheme/files",
                new SchemeFilesPage(scheme.title(), scheme.id(), scheme.version(), schemes.files(scheme.ref())));
    }

    @PostMapping("/schemes/{id}/settlements")
    ModelAndView settle(
            Actor actor,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam String path,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String document) {
        var scheme = find(id, version);
        return switch (schemes.settle(actor, scheme.ref(), path, value, decision, document)) {
            case Decision.Done<Settlement> _ ->
                Page.redirect("/schemes/" + Ui.query(id) + "?version=" + version + "#doubts");
            case Decision.Refused<Settlement>(var refusal) ->
                Page.again(
                        "scheme/scheme",
                        page(
                                actor,
                                scheme,
                                path,
                                Entered.of(
                                        Map.of("value", value, "decision", decision, "document", document), refusal)));
        };
    }

    private Scheme find(String id, @Nullable Integer version) {
        var found = version == null ? schemes.current(id) : schemes.find(new SchemeRef(id, version));
        return found.orElseThrow(NotFound::new);
    }

    private SchemePage page(@Nullable Actor actor, Scheme scheme, String settling, Entered entered) {
        var versions = schemes.versions(scheme.id());
        var counting = progress.getIfAvailable();
        var lead = Names.offices(
                scheme,
                scheme.clauses().stream()
                        .flatMap(clause -> clause.responsible().stream())
                        .limit(1)
                        .toList());
        return new SchemePage(
                scheme,
                divisions.path(RegionCode.of(scheme.region())),
                tone(scheme.period()),
                state(scheme.period()),
                lead,
                versions.getFirst().ref().version(),
                versions,
                counting == null ? null : counting.of(actor == null ? null : actor.scope(), scheme),
                scheme.tables().stream().map(table -> plan(scheme, table)).toList(),
                open(scheme),
                conflicts(scheme),
                SchemeExecution.of(scheme).clauses().stream()
                        .map(one -> section(scheme, one))
                        .toList(),
                scheme.kinds().stream().map(kind -> kind(scheme, kind)).toList(),
                scheme.procedures().stream().map(one -> procedure(scheme, one)).toList(),
                scheme.checklists().stream().map(one -> checklist(scheme, one)).toList(),
                scheme.scores().stream()
                        .map(sheet -> new SchemePage.SheetView(
                                sheet.title(),
                                sheet.clauses(),
                                Ui.number(sheet.total()),
                                sheet.sections().stream()
                                        .map(section -> section.title() + " " + Ui.number(section.max()) + " 分，"
                                                + section.items().size() + " 项")
                                        .toList()))
                        .toList(),
                scheme.tasks().stream()
                        .map(task -> new SchemePage.TaskView(
                                task.title(),
                                task.clauses(),
                                task.each() == null ? "" : task.each().title(),
                                Names.due(task),
                                Names.offices(scheme, task.responsible()),
                                Names.offices(scheme, task.cooperating()),
                                task.to() == null ? "" : Names.office(scheme, task.to())))
                        .toList(),
                scheme.rosters().stream()
                        .map(roster -> new SchemePage.RosterView(
                                roster.title(),
                                roster.clauses(),
                                Ui.join(roster.levels().stream()
                                        .map(Level::title)
                                        .toList())))
                        .toList(),
                actor != null && actor.may(Verb.SETTLE) && schemes.isIssuer(actor, scheme),
                settling,
                entered);
    }

    private SchemePage.Section section(Scheme scheme, SchemeExecution.Carried one) {
        var clause = one.clause();
        return new SchemePage.Section(
                clause.section(),
                clause.title(),
                clause.text(),
                Names.offices(scheme, clause.responsible()),
                Names.offices(scheme, clause.cooperating()),
                one.by().keySet().stream()
                        .filter(screen -> screen != Screen.SCHEME)
                        .map(screen -> new SchemePage.Related(
                                screen.title(), pages().contains(screen.path()) ? screen.href(scheme) : ""))
                        .toList(),
                clause.asks()
                        ? null
                        : scheme.notes().stream()
                                .filter(note -> note.path().equals(clause.path()))
                                .map(Scheme.Note::text)
                                .findFirst()
                                .orElse("只写背景"),
                related(scheme, clause.section()));
    }

    /// The addresses of the pages that the running product has.
    private Set<String> pages() {
        var known = pages;
        if (known.isEmpty()) {
            var found = new HashSet<String>();
            mappings.getObject().getHandlerMethods().keySet().forEach(one -> found.addAll(one.getPatternValues()));
            known = Set.copyOf(found);
            pages = known;
        }
        return known;
    }

    private String tone(Period period) {
        var today = LocalDate.now(clock);
        if (period.contains(today)) return "info";
        return "idle";
    }

    private String state(Period period) {
        var today = LocalDate.now(clock);
        if (period.contains(today)) return "执行中";
        return today.isBefore(period.from()) ? "未开始" : "期限已到，按同一口径继续看";
    }

    private static String years(Period period) {
        var to = period.to();
        return period.from().getYear() + "—" + (to == null ? "" : to.getYear()) + " 年";
    }

    private SchemePage.Plan plan(Scheme scheme, PlanTable table) {
        var columns = table.columns().stream()
                .map(column -> {
                    var indicator = scheme.indicator(column.indicator());
                    return new SchemePage.Column(
                            column.year() + " " + column.means().title(),
                            indicator.map(Indicator::title).orElse(column.indicator()),
                            indicator.map(Indicator::unit).orElse(""));
                })
                .toList();
        var rows = new ArrayList<SchemePage.Row>();
        var sentences = new ArrayList<String>();
        table.rows()
                .forEach((code, figures) -> rows.add(new SchemePage.Row(
                        "row",
                        divisions.name(RegionCode.of(code)),
                        figures.stream().map(one -> cell(one, false)).toList())));
        table.printedTotal().forEach((code, printed) -> {
            var sums = new ArrayList<SchemePage.Cell>();
            var prints = new ArrayList<SchemePage.Cell>();
            var differences = new ArrayList<SchemePage.Cell>();
            for (int i = 0; i < printed.size(); i++) {
                int column = i;
                var sum = table.rows().values().stream()
                        .map(figures -> figures.get(column))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                var difference = sum.subtract(printed.get(i));
                boolean flagged = difference.signum() != 0;
                sums.add(cell(sum, flagged));
                prints.add(cell(printed.get(i), flagged));
                differences.add(cell(difference, flagged));
            }
            var name = divisions.name(RegionCode.of(code));
            for (int i = 0; i < columns.size(); i++) {
                if (!differences.get(i).flagged()) continue;
                var column = columns.get(i);
                sentences.add(table.columns().get(i).year() + " 年“" + column.title() + "”：" + name + "原文写 "
                        + prints.get(i).text() + "，下级合计 " + sums.get(i).text() + "，相差 "
                        + differences.get(i).text().replace("-", "") + " " + column.unit() + "。");
            }
            rows.add(new SchemePage.Row("sum", "下级合计（系统算）", sums));
            rows.add(new SchemePage.Row("printed", name + "（原文）", prints));
            rows.add(new SchemePage.Row("difference", "相差", differences));
        });
        return new SchemePage.Plan(table.id(), table.title(), table.clauses(), columns, rows, sentences);
    }

    private static SchemePage.Cell cell(BigDecimal figure, boolean flagged) {
        return new SchemePage.Cell(Ui.number(figure), flagged);
    }

    private List<SchemePage.Open> open(Scheme scheme) {
        var settled = schemes.settlements(scheme.ref());
        return scheme.doubts().stream()
                .map(doubt -> new SchemePage.Open(
                        doubt,
                        doubt.title(),
                        settled.get(doubt.path()),
                        doubt.settles() == Doubt.Settles.FREQUENCY
                                ? java.util.Arrays.stream(Frequency.values())
                                        .map(Frequency::code)
                                        .toList()
                                : List.of()))
                .toList();
    }

    /// The document's own contradictions: those stated, and totals that are not the sum of their rows.
    private static List<SchemePage.Conflict> conflicts(Scheme scheme) {
        var conflicts = new ArrayList<SchemePage.Conflict>();
        for (var one : scheme.discrepancies()) {
            var printed = one.printed();
            var found = one.found();
            var sentence = printed == null || found == null
                    ? ""
                    : "原文写 " + Ui.number(printed) + " " + one.unit() + "，算出来是 " + Ui.number(found) + " " + one.unit()
                            + "，差 " + Ui.number(printed.subtract(found).abs()) + "。";
            conflicts.add(new SchemePage.Conflict(
                    one.title(), one.clauses(), sentence, one.use().title()));
        }
        for (var table : scheme.tables()) {
            for (var difference : table.differences()) {
                var column = table.columns().stream()
                        .filter(one -> one.id().equals(difference.column()))
                        .findFirst();
                var title = column.flatMap(one -> scheme.indicator(one.indicator())
                                .map(indicator -> one.year() + " 年" + indicator.title()))
                        .orElse(table.title());
                conflicts.add(new SchemePage.Conflict(
                        title + "合计不等",
                        table.clauses(),
                        "各地加起来 " + Ui.number(difference.sum()) + "，合计栏写 " + Ui.number(difference.printed()) + "，差 "
                                + Ui.number(difference
                                        .sum()
                                        .subtract(difference.printed())
                                        .abs()) + "。",
                        difference.use().title()));
            }
        }
        return conflicts;
    }

    private static List<SchemePage.Related> related(Scheme scheme, String section) {
        var related = new ArrayList<SchemePage.Related>();
        long targets = scheme.everyTarget().stream()
                .filter(target -> target.clauses().contains(section))
                .map(target -> target.indicator())
                .distinct()
                .count();
        if (targets > 0) related.add(new SchemePage.Related("指标 " + targets + " 项", "#targets"));
        for (var kind : scheme.kinds()) add(related, kind, section, "#kind-" + kind.id());
        for (var one : scheme.procedures()) add(related, one, section, "#procedure-" + one.id());
        for (var one : scheme.checklists()) add(related, one, section, "#checklist-" + one.id());
        long tasks = scheme.tasks().stream()
                .filter(task -> task.clauses().contains(section))
                .count();
        if (tasks > 0) related.add(new SchemePage.Related("任务 " + tasks + " 项", "#tasks"));
        return related;
    }

    private static void add(List<SchemePage.Related> related, SchemeItem item, String section, String href) {
        if (item.clauses().contains(section)) related.add(new SchemePage.Related(item.title(), href));
    }

    private SchemePage.KindView kind(Scheme scheme, Kind kind) {
        var reserve = kind.reserve();
        var entries = new ArrayList<SchemePage.Related>();
        for (var level : kind.levels()) {
            for (var procedure : kind.entryAt(level)) {
                entries.add(new SchemePage.Related(
                        level.title() + "："
                                + scheme.procedure(procedure)
                                        .map(Procedure::title)
                                        .orElse(procedure),
                        "#procedure-" + procedure));
            }
        }
        return new SchemePage.KindView(
                kind.id(),
                kind.title(),
                kind.clauses(),
                Ui.join(kind.levels().stream().map(Level::title).toList()),
                Names.validity(schemes, scheme, kind),
                kind.classes().stream().map(Kind.KindClass::title).toList(),
                kind.quotas().stream()
                        .map(quota -> quota.per().title() + " " + quota.bound().text() + " 个（"
                                + Names.enforce(quota.enforce()) + "）")
                        .toList(),
                kind.exits().stream()
                        .map(exit -> exit.title() + "：" + exit.effect().title() + "，由"
                                + Names.office(scheme, exit.decidedBy()) + "决定")
                        .toList(),
                reserve == null
                        ? null
                        : reserve.level().title() + "的作为" + reserve.promotesTo().title() + "的储备",
                entries,
                kind.signboard(),
                kind.benefits());
    }

    private SchemePage.ProcedureView procedure(Scheme scheme, Procedure procedure) {
        var steps = procedure.stages().stream()
                .map(stage -> new SchemePage.Step(
                        stage.title(),
                        Names.who(scheme, stage),
                        stage.end() != null,
                        Names.acts(scheme, procedure, stage),
                        asks(scheme, stage),
                        stage.clauses()))
                .toList();
        var separate = procedure.separate().stream()
                .map(id -> procedure.stage(id).map(Stage::title).orElse(id))
                .toList();
        return new SchemePage.ProcedureView(
                procedure.id(), procedure.title(), procedure.clauses(), Drawing.of(scheme, procedure), steps, separate);
    }

    static List<String> asks(Scheme scheme, Stage stage) {
        var asks = new ArrayList<String>();
        if (!stage.needs().isEmpty()) asks.add("要有：" + Ui.join(stage.needs()));
        Optional.ofNullable(stage.checklist())
                .flatMap(scheme::checklist)
                .ifPresent(checklist -> asks.add("逐项验收：" + checklist.title()));
        var scoring = stage.scoring();
        if (scoring != null)
            asks.add("专家评分："
                    + scheme.score(scoring.sheet()).map(sheet -> sheet.title()).orElse("")
                    + (scoring.dropExtremes() ? "，去掉最高分和最低分再平均" : ""));
        var notice = Names.days(stage.notice());
        if (!notice.isEmpty()) asks.add("公示：" + notice);
        var days = Names.days(stage.days());
        if (!days.isEmpty()) asks.add("期限：" + days);
        stage.require().forEach(one -> asks.add("条件：" + one.otherwise()));
        return asks;
    }

    private SchemePage.ChecklistView checklist(Scheme scheme, Checklist checklist) {
        var points = checklist.points();
        var kinds = checklist.kinds().stream()
                .map(id -> scheme.kind(id).map(Kind::title).orElse(id))
                .toList();
        return new SchemePage.ChecklistView(
                checklist.id(),
                checklist.title(),
                checklist.clauses(),
                Ui.join(kinds),
                "必备项全部做到" + (points == null ? "" : "，得分不少于 " + Ui.number(points)),
                checklist.items().stream()
                        .map(item -> {
                            var itemPoints = item.points();
                            var fact = item.fact();
                            var evidence = item.evidence().isEmpty() ? "" : "；附" + Ui.join(item.evidence());
                            return new SchemePage.Item(
                                    item.title(),
                                    item.clauses(),
                                    item.compulsory()
                                            ? "必备"
                                            : itemPoints == null ? "只作记录" : Ui.number(itemPoints) + " 分",
                                    (fact != null
                                                    ? "系统查：" + Names.facts(schemes, scheme, fact)
                                                    : item.area() != null ? "系统查：所在区域" : "现场看")
                                            + evidence);
                        })
                        .toList());
    }
}
