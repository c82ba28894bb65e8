package org.nongyou.indicator;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Office;
import org.nongyou.kernel.FactSource;
import org.nongyou.kernel.Level;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Expression;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.springframework.stereotype.Component;

/// Which figures have to be entered by offices, by whom and how often: those that the scheme says so, and those that
/// no module can compute yet.
@Component
public class Reporting {

    private static final Set<String> AREAS = Set.of("base.area_mu", "site.area_mu");
    private static final Set<String> NOT_OF_THE_REGION = Set.of("today", "region");

    private static final Set<String> THINGS =
            Set.of("个", "项", "套", "篇", "类", "家", "处", "次", "份", "部", "户", "批", "批次", "件", "台", "网格", "人次", "场", "起");

    private final List<FactSource> sources;

    Reporting(List<FactSource> sources) {
        this.sources = sources;
    }

    /// The level whose offices enter the figure; empty when the system computes it.
    public Optional<Level> level(Scheme scheme, Indicator indicator) {
        return switch (indicator.how()) {
            case Indicator.How.Reported(var level) -> Optional.of(level);
            case Indicator.How.Ratio _ -> Optional.empty();
            case Indicator.How.Count count ->
                count.where() == null ? Optional.empty() : levelOfTargets(scheme, indicator);
            case Indicator.How.Sum sum ->
                sum.where() == null && AREAS.contains(sum.fact())
                        ? Optional.empty()
                        : levelOfTargets(scheme, indicator);
            case Indicator.How.Fact(var value) ->
                supplied(value) ? Optional.empty() : levelOfTargets(scheme, indicator);
        };
    }

    /// The level whose offices enter both parts of a ratio; null where each part has its own.
    @Nullable
    Level levelOfBoth(Scheme scheme, Indicator indicator) {
        if (!(indicator.how() instanceof Indicator.How.Ratio(var of, var to))) return null;
        var ofLevel = level(scheme, scheme.indicator(of).orElseThrow());
        var toLevel = level(scheme, scheme.indicator(to).orElseThrow());
        return ofLevel.equals(toLevel) ? ofLevel.orElse(null) : null;
    }

    /// Whether the system computes the figure, and an office that has counted otherwise may enter its own beside it:
    /// it is compared and counts for nothing.
    public boolean compared(Scheme scheme, Indicator indicator) {
        return level(scheme, indicator).isEmpty() && !(indicator.how() instanceof Indicator.How.Ratio);
    }

    /// Whether some module tells all facts of the expression.
    boolean supplied(Expression value) {
        var missing = new HashSet<>(value.facts());
        missing.removeAll(NOT_OF_THE_REGION);
        for (var source : sources) missing.removeAll(source.supplies());
        return missing.isEmpty();
    }

    /// How often the figure is due: as often as its targets, or those of a ratio that it is part of; else once a year.
    public Frequency frequency(Scheme scheme, Indicator indicator) {
        return flow(scheme, indicator).orElse(Frequency.YEAR);
    }

    /// The span for which the figure counts anew each time; empty for one that stands until it changes.
    Optional<Frequency> flow(Scheme scheme, Indicator indicator) {
        for (var target : scheme.everyTarget()) {
            if (!target.indicator().equals(indicator.id()) && !partOf(scheme, indicator, target)) continue;
            if (target.when() instanceof Target.When.Every(var frequency)) return Optional.of(frequency);
        }
        return Optional.empty();
    }

    private static boolean partOf(Scheme scheme, Indicator indicator, Target target) {
        return scheme.indicator(target.indicator())
                .filter(whole -> whole.how() instanceof Indicator.How.Ratio(var of, var to)
                        && (of.equals(indicator.id()) || to.equals(indicator.id())))
                .isPresent();
    }

    /// Titles of the offices of the same level that the scheme names for its figures; none where this one is among them
    /// or the scheme names nobody.
    List<String> others(Scheme scheme, Office office) {
        var named = scheme.offices().stream()
                .filter(one -> one.level() == office.level())
                .toList();
        return named.stream().anyMatch(one -> one.department().equals(office.department()))
                ? List.of()
                : named.stream().map(one -> one.title()).toList();
    }

    /// Figures in proportion do not add up over regions.
    static boolean adds(Indicator indicator) {
        var unit = indicator.unit();
        return !unit.contains("%") && !unit.contains("‰") && !unit.contains("/");
    }

    /// Things are counted in whole numbers; areas, weights and money are not.
    static boolean whole(Indicator indicator) {
        return thing(indicator.unit()) || indicator.unit().equals("人");
    }

    /// Things that are counted one by one; people are no things.
    static boolean thing(String unit) {
        return THINGS.contains(unit);
    }

    /// A size in 亩 in the indicator's own unit.
    static BigDecimal fromMu(BigDecimal mu, String unit) {
        return switch (unit) {
            case "万亩" -> mu.movePointLeft(4);
            case "公顷" -> mu.divide(BigDecimal.valueOf(15), 2, java.math.RoundingMode.HALF_UP);
            default -> mu;
        };
    }

    private static Optional<Level> levelOfTargets(Scheme scheme, Indicator indicator) {
        var first = scheme.everyTarget().stream()
                .filter(target -> target.indicator().equals(indicator.id()) || partOf(scheme, indicator, target))
                .findFirst();
        var region = RegionCode.of(scheme.region());
        if (first.isEmpty()) return Optional.of(region.level());
        return Optional.of(
                switch (first.get().where()) {
                    case Target.Where.Region(var code) -> RegionCode.of(code).level();
                    case Target.Where.ForEach(var each) -> {
                        var level = each.level();
                        yield level == null ? region.level() : level;
                    }
                });
    }
}
