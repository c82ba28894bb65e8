package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.indicator.Total;
import org.nongyou.indicator.Totals;
import org.nongyou.job.TableExport;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The sums as on the page: by indicator, or one indicator by division.
@Component
class TotalsExport extends TableExport<TotalsExport.Line> {

    /// One level of one sum; the region's own figure stands on each.
    record Line(String clause, Total total, Total.@Nullable OfLevel level) {}

    private final Totals totals;
    private final Places places;
    private final Clock clock;

    TotalsExport(Totals totals, Places places, Clock clock) {
        super(
                "figure-totals",
                "填报汇总",
                List.of(
                        column("指标", 36, one -> one.total().indicator().title()),
                        column("单位", 10, one -> one.total().indicator().unit()),
                        column("条款", 16, Line::clause),
                        column("地区", 20, one -> one.total().name()),
                        column("区划代码", 12, one -> one.total().region().value()),
                        column("从哪期", 14, one -> one.total().spans().getFirst().title()),
                        column("到哪期", 14, one -> one.total().spans().getLast().title()),
                        column("本级报的", 14, one -> one.total().own()),
                        column(
                                "谁的合计",
                                12,
                                one -> one.level() == null
                                        ? null
                                        : "各" + one.level().level().shortTitle()),
                        column(
                                "合计",
                                14,
                                one -> one.level() == null ? null : one.level().total()),
                        column(
                                "报了几个",
                                10,
                                one -> one.level() == null ? null : one.level().entered()),
                        column(
                                "应报几个",
                                10,
                                one -> one.level() == null ? null : one.level().expected()),
                        column(
                                "本级减合计",
                                14,
                                one -> one.level() == null ? null : one.total().difference(one.level())),
                        column(
                                "分子",
                                14,
                                one -> one.total().share() == null
                                        ? null
                                        : one.total().share().numerator()),
                        column(
                                "分母",
                                14,
                                one -> one.total().share() == null
                                        ? null
                                        : one.total().share().denominator()),
                        column("占比或比例", 12, TotalsExport::share)));
        this.totals = totals;
        this.places = places;
        this.clock = clock;
    }

    private static @Nullable BigDecimal share(Line line) {
        return line.total().share() == null ? null : line.total().amount();
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lines(actor, query).size();
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<Line> row) {
        lines(actor, query).forEach(row);
    }

    private List<Line> lines(Actor actor, Map<String, String> query) {
        var asked = TotalsQuery.of(actor, places, totals, query, LocalDate.ofInstant(clock.instant(), Ui.ZONE));
        var indicator = asked.indicator();
        var found = indicator == null
                ? totals.byIndicator(asked.scope(), asked.asked())
                : totals.byDivision(asked.scope(), asked.asked(), indicator);
        return found.stream()
                .flatMap(total -> {
                    var clause = Ui.join(TotalsController.clauses(asked.scheme(), total.indicator()));
                    return total.below().isEmpty()
                            ? List.of(new Line(clause, total, null)).stream()
                            : total.below().stream().map(level -> new Line(clause, total, level));
                })
                .toList();
    }
}
