package org.nongyou.project.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.project.Project;
import org.nongyou.project.ProjectFilter;
import org.nongyou.project.ProjectLists;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Schemes;
import org.springframework.stereotype.Component;

/// The list of projects as a table, with the filters of its page. Amounts are numbers with two decimals.
@Component
class ProjectExport extends TableExport<Project> {

    private final ProjectLists lists;

    ProjectExport(ProjectLists lists, Schemes schemes, Divisions divisions) {
        super(
                "projects",
                "项目",
                List.of(
                        column("项目编号", 22, Project::number),
                        column("产品", 24, Project::product),
                        column("所在县", 34, one -> divisions.path(one.region())),
                        column("区划代码", 12, one -> one.region().value()),
                        column("方案", 44, one -> schemes.at(one.scheme()).title()),
                        column("状态", 10, one -> one.state().title()),
                        column("立项日期", 12, Project::establishedOn),
                        column("资金（元）", 16, one -> one.sums().funds().toYuan()),
                        column("到县（元）", 16, one -> one.sums().received().toYuan()),
                        column("预算（元）", 16, one -> one.sums().planned().toYuan()),
                        column("合同（元）", 16, one -> one.sums().contracted().toYuan()),
                        column("支出（元）", 16, one -> one.sums().spent().toYuan()),
                        column("执行率（%）", 12, one -> one.sums().executed()),
                        column("未专款专用（元）", 18, one -> one.sums().offPurpose().toYuan()),
                        column("专管人员", 14, Project::manager),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.count(actor.scope(), ProjectFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Project> row) {
        var filter = ProjectFilter.of(query);
        inPages(last -> lists.list(actor.scope(), filter, last == null ? null : last.id(), AT_A_TIME), row);
    }
}
