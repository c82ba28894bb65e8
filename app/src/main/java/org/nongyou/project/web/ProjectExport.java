package org.nongyou.project.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectFilter;
import org.nongyou.project.ProjectLists;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Schemes;
import org.springframework.stereotype.Component;

/// The list of projects as a table, with the filters of its page. Amounts are numbers with two decimals.
@Component
class ProjectExport implements ListExport {

    private static final int AT_A_TIME = 1000;

    private final ProjectLists lists;
    private final Schemes schemes;
    private final Divisions divisions;

    ProjectExport(ProjectLists lists, Schemes schemes, Divisions divisions) {
        this.lists = lists;
        this.schemes = schemes;
        this.divisions = divisions;
    }

    @Override
    public String kind() {
        return "projects";
    }

    @Override
    public String title() {
        return "项目";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("项目编号", 22),
                Column.of("产品", 24),
                Column.of("所在县", 34),
                Column.of("区划代码", 12),
                Column.of("方案", 44),
                Column.of("状态", 10),
                Column.of("立项日期", 12),
                Column.of("资金（元）", 16),
                Column.of("到县（元）", 16),
                Column.of("预算（元）", 16),
                Column.of("合同（元）", 16),
                Column.of("支出（元）", 16),
                Column.of("执行率（%）", 12),
                Column.of("未专款专用（元）", 18),
                Column.of("专管人员", 14),
                Column.of("演示数据", 10));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.count(actor.scope(), ProjectFilter.of(query));
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        @Nullable Long before = null;
        List<Project> page;
        do {
            page = lists.list(actor.scope(), ProjectFilter.of(query), before, AT_A_TIME);
            for (var one : page) {
                var sums = one.sums();
                row.accept(Arrays.<@Nullable Object>asList(
                        one.number(),
                        one.product(),
                        divisions.path(one.region()),
                        one.region().value(),
                        schemes.at(one.scheme()).title(),
                        one.state().title(),
                        one.establishedOn(),
                        sums.funds().toYuan(),
                        sums.received().toYuan(),
                        sums.planned().toYuan(),
                        sums.contracted().toYuan(),
                        sums.spent().toYuan(),
                        sums.executed(),
                        sums.offPurpose().toYuan(),
                        one.manager(),
                        one.demo() ? "是" : ""));
                before = one.id();
            }
        } while (page.size() == AT_A_TIME);
    }
}
