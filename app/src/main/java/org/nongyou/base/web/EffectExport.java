package org.nongyou.base.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Effect;
import org.nongyou.base.EffectLists;
import org.nongyou.base.EffectRow;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.springframework.stereotype.Component;

@Component
class EffectExport extends TableExport<EffectRow> {

    private final EffectLists effects;
    private final Clock clock;

    EffectExport(EffectLists effects, Divisions divisions, Clock clock) {
        super(
                "base-effects",
                "示范带动",
                List.of(
                        column("基地", 34, EffectRow::baseName),
                        column("主体", 34, EffectRow::producerName),
                        column("所在地", 34, row -> divisions.path(row.region())),
                        column("区划代码", 14, row -> row.region().value()),
                        column("产品", 20, EffectRow::product),
                        told("年度", 8, Effect::year),
                        told("带动农户（户）", 14, Effect::households),
                        told("上年户均收入（元）", 18, Effect::incomeBefore),
                        told("当年户均收入（元）", 18, Effect::income),
                        told("增幅（%）", 10, Effect::growthPercent),
                        told("带动方式", 30, Effect::wayTitles),
                        told("说明", 30, Effect::note),
                        told("填报人", 12, Effect::reportedBy),
                        column("演示数据", 10, row -> row.demo() ? "演示数据" : null)));
        this.effects = effects;
        this.clock = clock;
    }

    /// Empty where nothing was reported.
    private static Column<EffectRow> told(String title, int width, Function<Effect, @Nullable Object> value) {
        return column(title, width, row -> {
            var effect = row.effect();
            return effect == null ? null : value.apply(effect);
        });
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        var filter = EffectQuery.filter(query, LocalDate.now(clock));
        var sums = effects.sums(actor.scope(), filter);
        return filter.missing() ? sums.missing() : sums.reported();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<EffectRow> row) {
        var filter = EffectQuery.filter(query, LocalDate.now(clock));
        inPages(last -> effects.list(actor.scope(), filter, last == null ? null : last.baseId(), 0, AT_A_TIME), row);
    }
}
