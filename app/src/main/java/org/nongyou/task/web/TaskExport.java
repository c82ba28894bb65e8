package org.nongyou.task.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Schemes;
import org.nongyou.task.Assignment;
import org.nongyou.task.AssignmentFilter;
import org.nongyou.task.AssignmentLists;
import org.nongyou.task.ReportField;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The responsibility list (责任清单): who does what on which clause until when, and how it stands.
@Component
class TaskExport extends TableExport<Assignment> {

    private final AssignmentLists lists;

    TaskExport(AssignmentLists lists, Schemes schemes, Divisions divisions, Clock clock) {
        super(
                "tasks",
                "责任清单",
                List.of(
                        column("任务", 40, Assignment::title),
                        column("对哪个", 30, Assignment::subjectTitle),
                        column("要求", 40, Assignment::content),
                        column("方案", 40, one -> schemes.at(one.scheme()).title()),
                        column("条款", 16, one -> Ui.join(one.clauses())),
                        column("责任单位", 30, Assignment::officeName),
                        column("配合单位", 40, Assignment::cooperating),
                        column("所在地", 30, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("哪一期", 16, Assignment::spanTitle),
                        column("期限", 12, Assignment::dueOn),
                        column("期限由谁定", 14, one -> one.dueByOffice() ? "下达单位" : "文件"),
                        column("延期前", 12, Assignment::firstDueOn),
                        column(
                                "要填的数",
                                30,
                                one -> Ui.join(one.asks().stream()
                                        .map(ReportField::written)
                                        .toList())),
                        column("要附的证明", 24, one -> Ui.join(one.proofs())),
                        column("由谁确认", 30, Assignment::toOfficeName),
                        column(
                                "办得怎么样",
                                14,
                                one -> TaskController.cell(one, LocalDate.ofInstant(clock.instant(), Ui.ZONE))),
                        column("报送日期", 12, Assignment::reportedOn),
                        column("超期报送", 10, one -> one.reportedLate() ? "是" : ""),
                        column("办结日期", 12, Assignment::closedOn),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.total(actor, AssignmentFilter.of(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Assignment> row) {
        lists.each(actor, AssignmentFilter.of(query), row);
    }
}
