package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// The places beside each other by one figure: ranked, and those that lack something.
@Component
class DashboardRanks {

    private final Divisions divisions;

    DashboardRanks(Divisions divisions) {
        this.divisions = divisions;
    }

    /// @param base where a place leads; {} stands for its code
    List<DashboardPage.Rank> of(DashboardFocus focus, Scheme scheme, RegionCode area, String base) {
        var each = focus.each();
        if (each == null) return byFigure(focus, scheme, base);
        return area.level().isAbove(Level.CITY) ? byCity(each, area, base) : byCounty(each, base);
    }

    /// Places by their figure, the most first; those without one last.
    private static List<DashboardPage.Rank> byFigure(DashboardFocus focus, Scheme scheme, String base) {
        var most = most(focus.parts());
        return focus.parts().stream()
                .sorted(Comparator.comparing(
                                (TargetStanding.Part part) -> part.measured().amount() == null)
                        .thenComparing(part -> number(part.measured().amount()), Comparator.reverseOrder())
                        .thenComparing(TargetStanding.Part::region))
                .map(part -> new DashboardPage.Rank(
                        part.name(),
                        base.replace("{}", part.region().value()),
                        Ui.percent(number(part.measured().amount()), most),
                        false,
                        "",
                        part.measured().expected() > 0
                                ? part.measured().entered() + "/"
                                        + part.measured().expected()
                                : "",
                        part.measured().amount() == null
                                ? "没有数"
                                : Ui.number(part.measured().amount()),
                        part.measured().amount() == null ? null : rows(scheme, focus.indicator(), part)))
                .toList();
    }

    /// The rows behind a place's figure: of the catalogue, or its entries.
    private static String rows(Scheme scheme, Indicator indicator, TargetStanding.Part part) {
        var link = part.measured().link();
        return link != null ? link : TargetsController.href(scheme, indicator, part.region());
    }

    /// Counties by their figure, the most first, with whether they reach the target.
    private static List<DashboardPage.Rank> byCounty(TargetStanding each, String base) {
        var most = most(each.each());
        return each.each().stream()
                .sorted(Comparator.comparing((TargetStanding.Part part) ->
                                number(part.measured().amount()))
                        .reversed()
                        .thenComparing(TargetStanding.Part::region))
                .map(part -> new DashboardPage.Rank(
                        part.name(),
                        base.replace("{}", part.region().value()),
                        Ui.percent(number(part.measured().amount()), most),
                        !part.reached(),
                        part.reached() ? "达到" : "差 " + Ui.number(number(part.gap())),
                        "",
                        Ui.number(number(part.measured().amount())),
                        part.measured().link()))
                .toList();
    }

    /// Cities by the share of their counties that reach the target, the best first.
    private List<DashboardPage.Rank> byCity(TargetStanding each, RegionCode area, String base) {
        record City(RegionCode code, int reached, int counties, BigDecimal total) {
            BigDecimal share() {
                return BigDecimal.valueOf(reached * 100L)
                        .divide(BigDecimal.valueOf(Math.max(1, counties)), 4, RoundingMode.HALF_UP);
            }
        }
        var cities = new LinkedHashMap<RegionCode, City>();
        for (var part : each.each()) {
            var code = part.region().parent().orElse(area);
            cities.merge(
                    code,
                    new City(
                            code,
                            part.reached() ? 1 : 0,
                            1,
                            number(part.measured().amount())),
                    (a, b) -> new City(
                            code,
                            a.reached() + b.reached(),
                            a.counties() + b.counties(),
                            a.total().add(b.total())));
        }
        var link = each.measured().link();
        return cities.values().stream()
                .sorted(Comparator.comparing(City::share).reversed().thenComparing(City::code))
                .map(city -> new DashboardPage.Rank(
                        divisions.name(city.code()),
                        base.replace("{}", city.code().value()),
                        Ui.percent(BigDecimal.valueOf(city.reached()), BigDecimal.valueOf(city.counties())),
                        city.reached() * 10 < city.counties() * 7,
                        city.share().setScale(0, RoundingMode.DOWN).toPlainString() + "%",
                        city.reached() + "/" + city.counties(),
                        Ui.number(city.total()),
                        link == null ? null : link.replace("region=" + area, "region=" + city.code())))
                .toList();
    }

    /// The counties below the lower bound, by city.
    List<DashboardPage.Group> lacking(TargetStanding each, Scheme scheme) {
        var groups = new LinkedHashMap<RegionCode, List<DashboardPage.Lack>>();
        for (var part : each.lacking()) {
            var amount = number(part.measured().amount());
            groups.computeIfAbsent(part.region().parent().orElse(part.region()), _ -> new ArrayList<>())
                    .add(new DashboardPage.Lack(
                            part.name(),
                            Ui.number(amount),
                            TargetsController.href(scheme, each.indicator(), part.region()),
                            amount.compareTo(BigDecimal.ONE) <= 0));
        }
        return groups.entrySet().stream()
                .map(group -> new DashboardPage.Group(divisions.name(group.getKey()), group.getValue()))
                .toList();
    }

    private static BigDecimal most(List<TargetStanding.Part> parts) {
        return parts.stream()
                .map(part -> number(part.measured().amount()))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ONE);
    }

    private static BigDecimal number(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
