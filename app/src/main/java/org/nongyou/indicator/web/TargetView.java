package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.FigureReport;
import org.nongyou.indicator.Measured;
import org.nongyou.indicator.SchemeProgress;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.indicator.TargetState;
import org.nongyou.kernel.Level;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Target;
import org.nongyou.web.Ui;

/// A target in words and sizes ready to be shown; the same on every page.
/// @param now     the figure, without its unit
/// @param unit    of the figure: the indicator's, or 个县 for a target set for each county
/// @param goal    the targets of the indicator in the order of their years: 2025年底至少 150
/// @param href    the rows behind the figure, or null where offices reported it or nobody has
/// @param percent how full the bar is
/// @param tick    where the target stands that counts now, when a later one fills the bar; else null
/// @param state   达到, 差 7 个
public record TargetView(
        TargetStanding standing,
        String title,
        String now,
        String unit,
        String goal,
        @Nullable String href,
        String percent,
        @Nullable String tick,
        boolean low,
        String tone,
        String state,
        String how) {

    static TargetView of(SchemeProgress progress, TargetStanding standing) {
        var measured = standing.measured();
        var series = progress.series(standing);
        boolean each = !standing.each().isEmpty();
        var amount = each ? BigDecimal.valueOf(standing.reached()) : measured.amount();
        var last = each
                ? BigDecimal.valueOf(standing.each().size())
                : size(series.getLast().target().bound());
        var current = size(standing.target().bound());
        boolean later = !each && last != null && current != null && last.compareTo(current) > 0;
        var title = standing.indicator().title();
        if (!standing.region().equals(progress.region())) title += "（" + standing.regionName() + "）";
        return new TargetView(
                standing,
                title,
                now(standing, amount),
                each ? "个" + division(standing) : standing.indicator().unit(),
                goal(series),
                each
                        ? TargetsController.href(progress.scheme(), standing.indicator(), progress.region()) + "#each"
                        : measured.link(),
                Ui.percent(amount, last),
                later ? Ui.percent(current, last) : null,
                standing.judged() && !standing.met(),
                tone(standing),
                state(standing),
                how(standing));
    }

    /// 97, or 未上报.
    private static String now(TargetStanding standing, @Nullable BigDecimal amount) {
        if (standing.state() == TargetState.NOT_HELD) return "—";
        if (!standing.each().isEmpty()) return Ui.number(standing.reached());
        return amount == null ? "未上报" : Ui.number(amount);
    }

    private static @Nullable BigDecimal size(Bound bound) {
        return bound.least() != null ? bound.least() : bound.most();
    }

    private static String goal(List<TargetStanding> series) {
        return String.join("；", series.stream().map(TargetView::goal).distinct().toList());
    }

    private static String goal(TargetStanding standing) {
        var span = switch (standing.target().when()) {
            case Target.When.By(var year) -> year + "年底";
            case Target.When.Every(var frequency) -> frequency.title();
        };
        boolean same = standing.each().stream()
                        .map(TargetStanding.Part::bound)
                        .distinct()
                        .count()
                <= 1;
        if (!standing.each().isEmpty() && !same) return span + "各" + division(standing) + "按计划";
        var each = standing.target().where() instanceof Target.Where.ForEach(var kind) ? kind.title() + " " : "";
        var text = standing.target().bound().text();
        return span + each + (Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0)) ? " " : "") + text + " "
                + standing.indicator().unit();
    }

    /// 县, 市 of a target set for each.
    private static String division(TargetStanding standing) {
        return standing.each().stream()
                .findFirst()
                .map(part -> part.region().level() == Level.COUNTY ? "县" : "市")
                .orElse("");
    }

    private static String tone(TargetStanding standing) {
        if (standing.met()) return "ok";
        if (standing.past() && standing.state() == TargetState.SHORT) return "warn";
        return standing.state().tone();
    }

    private static String state(TargetStanding standing) {
        var gap = standing.gap();
        var unit = standing.each().isEmpty() ? " " + standing.indicator().unit() : " 个" + division(standing);
        return switch (standing.state()) {
            case MET -> "达到";
            case SHORT -> (gap == null ? "没有达到" : "差 " + Ui.number(gap) + unit);
            case OVER -> gap == null ? "达到" : (standing.met() ? "达到，多 " : "多 ") + Ui.number(gap) + unit;
            case NOT_STARTED, UNKNOWN, NOT_HELD -> standing.state().title();
            case SHARE -> "计入上级，不单独判断";
        };
    }

    private static String how(TargetStanding standing) {
        var measured = standing.measured();
        var unit = standing.indicator().unit();
        return switch (measured.source()) {
            case COUNTED, SUMMED, FACT -> "系统算";
            case RATIO -> {
                var filled = measured.expected() > 0
                        ? "，" + measured.entered() + "/" + measured.expected() + " 个单位两项都报了"
                        : "";
                yield Ui.number(measured.numerator()) + " ÷ " + Ui.number(measured.denominator()) + filled;
            }
            case REPORTED -> {
                var own = measured.own();
                var difference = measured.difference();
                yield "上报" + (own == null ? "" : "，" + own.period())
                        + (difference == null
                                ? ""
                                : "；下级合计 " + Ui.number(measured.below()) + "，差 " + Ui.number(difference.abs()) + " "
                                        + unit);
            }
            case REPORTED_BELOW -> "上报合计，" + measured.entered() + "/" + measured.expected() + " 个单位已报";
            case NONE ->
                standing.state() == TargetState.NOT_HELD
                        ? ""
                        : measured.expected() > 0
                                ? measured.entered() + "/" + measured.expected() + " 个单位已报"
                                        + (measured.entered() > 0 ? "，占比不能相加" : "")
                                : "还没有人填";
        };
    }

    /// The figures of a share: both are always shown beside it.
    public Optional<String> fraction() {
        return standing.measured().source() == Measured.Source.RATIO ? Optional.of(how) : Optional.empty();
    }

    public boolean reported() {
        return standing.measured().source().reported()
                || (standing.measured().source() == Measured.Source.RATIO
                        && !standing.entries().isEmpty());
    }

    public List<FigureReport> entries() {
        return standing.entries();
    }

    public boolean each() {
        return !standing.each().isEmpty();
    }

    public String clause() {
        return String.join("；", standing.target().clauses());
    }

    /// 还差 7 个国家级基地.
    public String lack() {
        var gap = standing.gap();
        if (each())
            return standing.lacking().size() + " 个" + division(standing) + "的"
                    + standing.indicator().title() + "没有达到";
        return gap == null
                ? standing.indicator().title() + standing.state().title()
                : standing.indicator().title() + "差 " + Ui.number(gap) + " "
                        + standing.indicator().unit();
    }
}
