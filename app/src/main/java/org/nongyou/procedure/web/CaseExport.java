package org.nongyou.procedure.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.job.TableExport;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseLists;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The list of cases as a table, with the filters of its page.
@Component
class CaseExport extends TableExport<Case> {

    private final CaseLists lists;

    CaseExport(CaseLists lists, Schemes schemes, Divisions divisions, Offices offices) {
        super(
                "cases",
                "基地办理",
                List.of(
                        column("申报号", 20, Case::number),
                        column("名称", 36, Case::title),
                        column("主体", 36, Case::producerName),
                        column("所在地", 34, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("方案", 40, one -> schemes.at(one.scheme()).title()),
                        column("程序", 30, one -> procedure(schemes.at(one.scheme()), one)),
                        column("级别和类别", 34, one -> CaseListController.kind(schemes.at(one.scheme()), one)),
                        column("环节", 20, Case::stageTitle),
                        column("谁在办", 30, one -> acting(offices, one)),
                        column("期限", 12, Case::dueOn),
                        column("申报日期", 12, one -> LocalDate.ofInstant(one.createdAt(), Ui.ZONE)),
                        column("进入本环节", 12, one -> LocalDate.ofInstant(one.enteredStageAt(), Ui.ZONE)),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.lists = lists;
    }

    private static String procedure(Scheme scheme, Case one) {
        return scheme.procedure(one.procedureId()).map(Procedure::title).orElse("");
    }

    private static String acting(Offices offices, Case one) {
        var office = one.actingOfficeId();
        if (office == null) return one.withApplicant() ? "申报主体" : "";
        return offices.find(office).map(Office::name).orElse("");
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.count(actor.scope(), CaseListController.filter(query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Case> row) {
        var filter = CaseListController.filter(query);
        inPages(last -> lists.list(actor.scope(), filter, last == null ? null : last.id(), AT_A_TIME), row);
    }
}
