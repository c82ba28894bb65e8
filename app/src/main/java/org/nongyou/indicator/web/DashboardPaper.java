package org.nongyou.indicator.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The dashboard on paper and as a table: what the screen tells, in its order.
public record DashboardPaper(DashboardPage page, String by, String day, String footer) {

    static final List<String> HEADS = List.of("部分", "名称", "目标", "数", "单位", "判断", "条款或说明");

    static Stream<List<? extends @Nullable Object>> lines(DashboardPage page) {
        var lines = new ArrayList<List<? extends @Nullable Object>>();
        lines.add(Arrays.asList(
                "概况", page.title(), null, null, null, page.say(), page.regionName() + "，数据截至 " + page.asOf()));
        for (var row :
                Stream.concat(page.seven().stream(), page.others().stream()).toList()) {
            var amount = row.each()
                    ? (Object) row.standing().reached()
                    : row.standing().measured().amount();
            lines.add(Arrays.asList("指标", row.title(), row.goal(), amount, row.unit(), row.state(), row.clause()));
        }
        for (var rank : page.ranks())
            lines.add(Arrays.asList(
                    page.rankTitle(), rank.name(), null, rank.total(), page.rankNote(), rank.share(), rank.counts()));
        for (var group : page.lacking())
            for (var lack : group.lacks())
                lines.add(Arrays.asList(page.lackTitle(), lack.name(), null, lack.now(), null, "没有达到", group.name()));
        var growth = page.growth();
        if (growth != null)
            for (var point : growth.points())
                lines.add(Arrays.asList(
                        page.growthTitle(), point.span(), page.aim(), point.value(), page.growthUnit(), null, null));
        for (var late : page.late())
            lines.add(Arrays.asList("超期没有办的", late.name(), null, late.count(), "件", null, null));
        for (var one : page.attention())
            lines.add(Arrays.asList("要关注的", one.place(), null, null, null, one.when(), one.what()));
        return lines.stream();
    }
}
