package org.nongyou.procedure.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.procedure.Case;
import org.nongyou.procedure.CaseLists;
import org.nongyou.region.Divisions;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The list of cases as a table, with the filters of its page.
@Component
class CaseExport implements ListExport {

    private static final int AT_A_TIME = 1000;

    private final CaseLists lists;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Offices offices;

    CaseExport(CaseLists lists, Schemes schemes, Divisions divisions, Offices offices) {
        this.lists = lists;
        this.schemes = schemes;
        this.divisions = divisions;
        this.offices = offices;
    }

    @Override
    public String kind() {
        return "cases";
    }

    @Override
    public String title() {
        return "基地办理";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("申报号", 20),
                Column.of("名称", 36),
                Column.of("主体", 36),
                Column.of("所在地", 34),
                Column.of("区划代码", 14),
                Column.of("方案", 40),
                Column.of("程序", 30),
                Column.of("级别和类别", 34),
                Column.of("环节", 20),
                Column.of("谁在办", 30),
                Column.of("期限", 12),
                Column.of("申报日期", 12),
                Column.of("进入本环节", 12),
                Column.of("演示数据", 10));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.count(actor.scope(), CaseListController.filter(query));
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        var filter = CaseListController.filter(query);
        var known = new HashMap<SchemeRef, Scheme>();
        @Nullable Long before = null;
        List<Case> page;
        do {
            page = lists.list(actor.scope(), filter, before, AT_A_TIME);
            for (var one : page) row.accept(row(one, known));
            if (!page.isEmpty()) before = page.getLast().id();
        } while (page.size() == AT_A_TIME);
    }

    private List<?> row(Case theCase, Map<SchemeRef, Scheme> known) {
        var scheme = known.computeIfAbsent(theCase.scheme(), schemes::at);
        var acting = theCase.actingOfficeId();
        return Arrays.asList(
                theCase.number(),
                theCase.title(),
                theCase.producerName(),
                divisions.path(theCase.region()),
                theCase.region().value(),
                scheme.title(),
                scheme.procedure(theCase.procedureId()).map(Procedure::title).orElse(""),
                CaseListController.kind(scheme, theCase),
                theCase.stageTitle(),
                acting == null
                        ? theCase.withApplicant() ? "申报主体" : ""
                        : offices.find(acting).map(Office::name).orElse(""),
                theCase.dueOn(),
                LocalDate.ofInstant(theCase.createdAt(), Ui.ZONE),
                LocalDate.ofInstant(theCase.enteredStageAt(), Ui.ZONE),
                theCase.demo() ? "是" : "");
    }
}
