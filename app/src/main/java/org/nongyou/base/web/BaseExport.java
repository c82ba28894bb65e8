package org.nongyou.base.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.base.BaseLists;
import org.nongyou.identity.Actor;
import org.nongyou.job.ListExport;
import org.nongyou.print.Spreadsheet.Column;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

@Component
class BaseExport implements ListExport {

    private final BaseLists bases;
    private final Divisions divisions;

    BaseExport(BaseLists bases, Divisions divisions) {
        this.bases = bases;
        this.divisions = divisions;
    }

    @Override
    public String kind() {
        return "bases";
    }

    @Override
    public String title() {
        return "基地";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("编号", 18),
                Column.of("基地名称", 34),
                Column.of("主体", 34),
                Column.of("所在地", 34),
                Column.of("区划代码", 14),
                Column.of("产品", 20),
                Column.of("产品类别", 12),
                Column.of("申报面积（亩）", 14),
                Column.of("图上面积（亩）", 14),
                Column.of("经度", 12),
                Column.of("纬度", 12),
                Column.of("负责人", 12),
                Column.of("监督电话", 16),
                Column.of("演示数据", 10));
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return bases.total(actor.scope(), BaseQuery.filter(query)).bases();
    }

    @Override
    public void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row) {
        bases.each(actor.scope(), BaseQuery.filter(query), base -> {
            var productClass = base.productClass();
            row.accept(Arrays.asList(
                    base.number(),
                    base.name(),
                    base.producerName(),
                    divisions.path(base.region()),
                    base.region().value(),
                    base.product(),
                    productClass == null ? null : productClass.title(),
                    base.areaMu(),
                    base.measuredMu(),
                    base.longitude(),
                    base.latitude(),
                    base.responsibleName(),
                    base.supervisionPhone(),
                    base.demo() ? "演示数据" : null));
        });
    }
}
