package org.nongyou.project.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectFilter;
import org.nongyou.project.ProjectLists;
import org.nongyou.project.ProjectState;
import org.nongyou.project.Sums;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The projects as the public sees them (项目公示): which product, where, how much, how far. Nothing of accounts, people
/// or payments.
@Controller
class PublicProjectsController {

    private final ProjectLists lists;
    private final Schemes schemes;
    private final Divisions divisions;

    PublicProjectsController(ProjectLists lists, Schemes schemes, Divisions divisions) {
        this.lists = lists;
        this.schemes = schemes;
        this.divisions = divisions;
    }

    @GetMapping("/public/projects")
    ModelAndView projects(@RequestParam Map<String, String> query) {
        var loaded = schemes.list();
        var here = Scope.within(
                loaded.isEmpty() ? RegionCode.COUNTRY : loaded.getFirst().region());
        var asked = ProjectFilter.of(query);
        var rows = new ArrayList<PublicProjectsPage.Row>();
        var all = Sums.NONE;
        int total = 0;
        for (var state : List.of(ProjectState.RUNNING, ProjectState.CLOSED)) {
            var filter = new ProjectFilter(null, null, state, asked.words());
            for (var one : lists.list(here, filter, null, ProjectLists.PAGE)) rows.add(row(one));
            for (var sum : lists.sums(here, filter)) {
                all = all.plus(sum.sums());
                total += sum.projects();
            }
        }
        return Page.of(
                "project/public",
                new PublicProjectsPage(
                        total == 0
                                ? "还没有公示的项目。"
                                : "公示 " + Ui.number(total) + " 个项目，资金 " + Words.wan(all.funds()) + "，已支出 "
                                        + Words.wan(all.spent()) + "，执行率 " + Words.executed(all) + "。",
                        asked.words(),
                        rows,
                        rows.size() < total && asked.words().isEmpty()));
    }

    private PublicProjectsPage.Row row(Project one) {
        var scheme = schemes.at(one.scheme());
        var allocation = scheme.allocation(one.allocationId()).orElseThrow();
        return new PublicProjectsPage.Row(
                one,
                divisions.path(one.region()),
                scheme.title(),
                Ui.clauseHref(
                        scheme.id(), scheme.version(), allocation.clauses().getFirst()),
                String.join("、", allocation.clauses()));
    }
}
