package org.nongyou.base.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

@Component
class BaseExport extends TableExport<BaseRow> {

    private final BaseLists bases;

    BaseExport(BaseLists bases, Divisions divisions) {
        super(
                "bases",
                "基地",
                List.of(
                        column("编号", 18, BaseRow::number),
                        column("基地名称", 34, BaseRow::name),
                        column("主体", 34, BaseRow::producerName),
                        column("所在地", 34, base -> divisions.path(base.region())),
                        column("区划代码", 14, base -> base.region().value()),
                        column("产品", 20, BaseRow::product),
                        column("产品类别", 12, base -> productClass(base)),
                        column("申报面积（亩）", 14, BaseRow::areaMu),
                        column("图上面积（亩）", 14, BaseRow::measuredMu),
                        column("经度", 12, BaseRow::longitude),
                        column("纬度", 12, BaseRow::latitude),
                        column("负责人", 12, BaseRow::responsibleName),
                        column("监督电话", 16, BaseRow::supervisionPhone),
                        column("演示数据", 10, base -> base.demo() ? "演示数据" : null)));
        this.bases = bases;
    }

    private static @Nullable String productClass(BaseRow base) {
        var known = base.productClass();
        return known == null ? null : known.title();
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return bases.total(actor.scope(), BaseQuery.filter(query)).bases();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<BaseRow> row) {
        bases.each(actor.scope(), BaseQuery.filter(query), row);
    }
}
