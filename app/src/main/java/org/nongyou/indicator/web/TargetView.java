package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
/// @param goal    the targets of the indicator in the order of their years: 2025年底至少 150; 2025年底全省至少 150 where
///                they are set for a larger area
/// @param href    the rows behind the figure, or null where offices reported it or nobody has
/// @param percent how full the bar is; empty where the target is a larger area's, to which this brings only a part
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

    /// More than that nobody reads in one sentence.
    private static final int WORST = 3;

    static TargetView of(SchemeProgress progress, TargetStanding standing) {
        var measured = standing.measured();
        var series = progress.series(standing);
        boolean each = !standing.each().isEmpty();
        boolean share = standing.state() == TargetState.SHARE;
        // Nothing at all is no beginning once an earlier year's target was missed.
        boolean late = standing.state() == TargetState.NOT_STARTED
                && series.stream().anyMatch(one -> one.past() && !one.met());
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
                share ? "" : Ui.percent(amount, last),
                later && !share ? Ui.percent(current, last) : null,
                standing.judged() && !standing.met(),
                late ? "warn" : tone(standing),
                late ? lackOf(standing) : state(standing),
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
        var each = standing.target().where() instanceof Target.Where.ForEach(var kind) ? kind.title() : "";
        var whole = each.isEmpty() && standing.state() == TargetState.SHARE ? whole(standing) : "";
        return asked(
                span + whole + each,
                standing.target().bound(),
                standing.indicator().unit());
    }

    /// 应有 3—5 个, 应有至少 14 个: a blank stands only before a digit.
    static String asked(String words, Bound bound, String unit) {
        var text = bound.text();
        boolean digit = !text.isEmpty() && Character.isDigit(text.charAt(0)) && !words.endsWith(" ");
        return words + (digit ? " " : "") + text + " " + unit;
    }

    /// 全省, 全市: the area for which the target is set.
    private static String whole(TargetStanding standing) {
        return switch (standing.setFor().level()) {
            case NATIONAL -> "全国";
            case PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE ->
                "全" + standing.setFor().level().shortTitle();
        };
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

    private static String lackOf(TargetStanding standing) {
        var gap = standing.gap();
        return gap == null ? "没有达到" : "差 " + Ui.number(gap) + unitOf(standing);
    }

    private static String unitOf(TargetStanding standing) {
        return standing.each().isEmpty() ? " " + standing.indicator().unit() : " 个" + division(standing);
    }

    /// What each county shall have, where one figure holds for all: 每县应有 3—5 个.
    static String perCounty(TargetStanding each) {
        boolean same =
                each.each().stream().map(TargetStanding.Part::bound).distinct().count() <= 1;
        return same ? asked("每县应有", each.target().bound(), each.indicator().unit()) : "各县按计划";
    }

    private static String state(TargetStanding standing) {
        var gap = standing.gap();
        var unit = unitOf(standing);
        return switch (standing.state()) {
            case MET -> "达到";
            case SHORT -> lackOf(standing);
            case OVER -> gap == null ? "达到" : (standing.met() ? "达到，多 " : "多 ") + Ui.number(gap) + unit;
            case NOT_STARTED, UNKNOWN, NOT_HELD -> standing.state().title();
            case SHARE -> "计入" + whole(standing);
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

    /// The target alone, with the area for which it is set where that is a larger one: 全省至少 150.
    String aim() {
        var text = standing.target().bound().text();
        return standing.state() == TargetState.SHARE ? whole(standing) + text : text;
    }

    /// Whether a bar tells anything: what one place brings to a larger area's target is no progress of its own.
    public boolean bar() {
        return !percent.isEmpty();
    }

    /// The figure with its unit, or that there is none.
    String said() {
        return now.equals("未上报") || now.equals("—") ? now : now + " " + unit;
    }

    /// The figure as it stands alone: a share with its sign.
    public String figure() {
        return unit.equals("%") && standing.measured().amount() != null ? now + "%" : now;
    }

    /// What is lacking of those views, the worst three; the rest only by number.
    static List<String> lacks(List<TargetView> views) {
        var lacking = views.stream()
                .sorted(Comparator.comparing(TargetView::lackingPart).reversed())
                .map(TargetView::lack)
                .toList();
        if (lacking.size() <= WORST) return lacking;
        return Stream.concat(lacking.stream().limit(WORST), Stream.of("另有 " + (lacking.size() - WORST) + " 项"))
                .toList();
    }

    /// How much of the target is missing, 0 to 1; of what nobody has told, all.
    private BigDecimal lackingPart() {
        var gap = standing.gap();
        var of = each()
                ? BigDecimal.valueOf(standing.each().size())
                : size(standing.target().bound());
        if (gap == null || of == null || of.signum() == 0) return BigDecimal.ONE;
        return gap.divide(of, 4, RoundingMode.HALF_UP);
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
