package org.nongyou.indicator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Bound;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.springframework.stereotype.Service;

/// How far the targets of a scheme are reached (指标进度), computed from the rows on each look. The number of statements
/// depends neither on the number of regions nor on that of indicators.
@Service
public class Progress {

    /// What counts as standing in the catalogue: listed, also while warned or under rectification. Suspended, removed,
    /// expired entries do not count, and one promoted to a higher level counts there.
    public static final Set<String> IN_CATALOGUE = Set.of("listed", "warned", "rectifying");

    /// Regions and years are few; who walks through all counties begins anew.
    private static final int MOST_ANSWERS = 400;

    private final Sheets sheets;
    private final Divisions divisions;
    private final Reporting reporting;
    private final Map<Look, Seen> seen = new ConcurrentHashMap<>();

    Progress(Sheets sheets, Divisions divisions, Reporting reporting) {
        this.sheets = sheets;
        this.divisions = divisions;
        this.reporting = reporting;
    }

    /// What was made of a sheet, for as long as the next sheet says the same.
    private record Seen(Sheet sheet, SchemeProgress progress) {}

    private record Look(String scheme, int version, RegionCode region, LocalDate on) {}

    /// All targets of the scheme, seen from the scope's region.
    /// @param on the day as of which they are looked at; entries listed in later years do not count
    public SchemeProgress targets(Scope scope, Scheme scheme, LocalDate on) {
        var region = scope.region();
        if (region == null) return new SchemeProgress(scheme, RegionCode.of(scheme.region()), on, List.of());
        var sheet = sheets.read(scope, region, scheme, on);
        var look = new Look(scheme.id(), scheme.version(), region, on);
        var before = seen.get(look);
        if (before != null && before.sheet().says(sheet)) return before.progress();
        var progress = of(sheet, scheme, region, on);
        if (seen.size() >= MOST_ANSWERS) seen.clear();
        seen.put(look, new Seen(sheet, progress));
        return progress;
    }

    private SchemeProgress of(Sheet sheet, Scheme scheme, RegionCode region, LocalDate on) {
        var standings = new ArrayList<TargetStanding>();
        var below = new LinkedHashMap<String, List<Target>>();
        for (var target : scheme.everyTarget().stream().distinct().toList()) {
            var indicator = scheme.indicator(target.indicator()).orElseThrow();
            switch (target.where()) {
                case Target.Where.ForEach(var each) ->
                    forEach(sheet, scheme, target, indicator, each.level(), region, on)
                            .ifPresent(standings::add);
                case Target.Where.Region(var code) -> {
                    var own = RegionCode.of(code);
                    if (own.equals(region)) {
                        standings.add(direct(sheet, target, indicator, own, on));
                    } else if (region.contains(own)) {
                        below.computeIfAbsent(
                                        indicator.id() + ' ' + own.level() + ' ' + target.when(),
                                        _ -> new ArrayList<>())
                                .add(target);
                    } else if (own.contains(region)) {
                        standings.add(share(sheet, target, indicator, region, on));
                    }
                }
            }
        }
        for (var group : below.values()) standings.add(ofLowerTargets(sheet, scheme, group, region, on));
        return new SchemeProgress(scheme, region, on, standings);
    }

    /// What each division directly below brings to an indicator, and the region's own figure first.
    public List<TargetStanding.Part> byDivision(Scope scope, Scheme scheme, Indicator indicator, LocalDate on) {
        var region = scope.region();
        if (region == null) return List.of();
        var sheet = sheets.read(scope, region, scheme, on);
        var frequency = reporting.flow(scheme, indicator);
        var span =
                frequency.map(f -> span(sheet, indicator, region, f, on).code()).orElse(Sheet.STANDING);
        var bound = new Bound(null, null);
        var parts = new ArrayList<TargetStanding.Part>();
        parts.add(new TargetStanding.Part(
                region,
                divisions.name(region),
                bound,
                sheet.measured(indicator, region, span),
                TargetState.SHARE,
                null));
        if (region.level().isAbove(Level.COUNTY)) {
            for (var child : divisions.children(region)) {
                var measured = sheet.measured(indicator, child.code(), span);
                parts.add(
                        new TargetStanding.Part(child.code(), child.name(), bound, measured, TargetState.SHARE, null));
            }
        }
        return parts;
    }

    /// What the system computes for the scope's region, by indicator: to compare with what offices enter.
    public Map<String, Measured> computed(Scope scope, Scheme scheme, LocalDate on) {
        var region = scope.region();
        if (region == null) return Map.of();
        var sheet = sheets.read(scope, region, scheme, on);
        var computed = new LinkedHashMap<String, Measured>();
        for (var indicator : scheme.indicators()) {
            if (!reporting.compared(scheme, indicator)) continue;
            var span = reporting
                    .flow(scheme, indicator)
                    .map(frequency -> ReportingPeriod.at(on, frequency).code())
                    .orElse(Sheet.STANDING);
            computed.put(indicator.id(), sheet.measured(indicator, region, span));
        }
        return computed;
    }

    private TargetStanding direct(Sheet sheet, Target target, Indicator indicator, RegionCode region, LocalDate on) {
        var time = time(sheet, target, indicator, region, on);
        var measured = sheet.measured(indicator, region, time.span());
        return new TargetStanding(
                target,
                indicator,
                region,
                divisions.name(region),
                time.title(),
                measured,
                TargetState.of(target.bound(), measured.amount(), time.past()),
                TargetState.gap(target.bound(), measured.amount()),
                time.past(),
                List.of(),
                sheet.entries(indicator, region, time.span()));
    }

    private TargetStanding share(Sheet sheet, Target target, Indicator indicator, RegionCode region, LocalDate on) {
        var time = time(sheet, target, indicator, region, on);
        var measured = sheet.measured(indicator, region, time.span());
        return new TargetStanding(
                target,
                indicator,
                region,
                divisions.name(region),
                time.title(),
                measured,
                TargetState.SHARE,
                null,
                time.past(),
                List.of(),
                sheet.entries(indicator, region, time.span()));
    }

    private Optional<TargetStanding> forEach(
            Sheet sheet,
            Scheme scheme,
            Target target,
            Indicator indicator,
            @Nullable Level level,
            RegionCode region,
            LocalDate on) {
        var area = RegionCode.of(scheme.region());
        if (!area.contains(region) && !region.contains(area)) return Optional.empty();
        if (level == null || level.ordinal() > Level.COUNTY.ordinal()) {
            var time = time(sheet, target, indicator, region, on);
            return Optional.of(new TargetStanding(
                    target,
                    indicator,
                    region,
                    divisions.name(region),
                    time.title(),
                    Measured.none(0),
                    TargetState.NOT_HELD,
                    null,
                    time.past(),
                    List.of(),
                    List.of()));
        }
        if (region.level() == level) return Optional.of(direct(sheet, target, indicator, region, on));
        if (level.isAbove(region.level())) return Optional.of(share(sheet, target, indicator, region, on));
        var time = time(sheet, target, indicator, region, on);
        var parts = new ArrayList<TargetStanding.Part>();
        for (var division : divisions.within(area.contains(region) ? region : area, level)) {
            parts.add(part(sheet, indicator, division, target.bound(), time));
        }
        return Optional.of(of(sheet, target, indicator, region, time, parts));
    }

    /// The targets that the document sets for single divisions of the region, such as the rows of a yearly plan.
    private TargetStanding ofLowerTargets(
            Sheet sheet, Scheme scheme, List<Target> targets, RegionCode region, LocalDate on) {
        var first = targets.getFirst();
        var indicator = scheme.indicator(first.indicator()).orElseThrow();
        var time = time(sheet, first, indicator, region, on);
        if (targets.size() == 1 && first.where() instanceof Target.Where.Region(var code))
            return direct(sheet, first, indicator, RegionCode.of(code), on);
        var parts = new ArrayList<TargetStanding.Part>();
        for (var target : targets) {
            if (!(target.where() instanceof Target.Where.Region(var code))) continue;
            divisions
                    .find(RegionCode.of(code))
                    .ifPresent(division -> parts.add(part(sheet, indicator, division, target.bound(), time)));
        }
        return of(sheet, first, indicator, region, time, parts);
    }

    private TargetStanding of(
            Sheet sheet,
            Target target,
            Indicator indicator,
            RegionCode region,
            Time time,
            List<TargetStanding.Part> parts) {
        long reached = parts.stream().filter(TargetStanding.Part::reached).count();
        long known =
                parts.stream().filter(part -> part.measured().amount() != null).count();
        var state = reached == parts.size() ? TargetState.MET : known == 0 ? TargetState.UNKNOWN : TargetState.SHORT;
        var gap = reached == parts.size() ? null : BigDecimal.valueOf(parts.size() - reached);
        return new TargetStanding(
                target,
                indicator,
                region,
                divisions.name(region),
                time.title(),
                sheet.measured(indicator, region, time.span()),
                state,
                gap,
                time.past(),
                parts,
                sheet.entries(indicator, region, time.span()));
    }

    private static TargetStanding.Part part(
            Sheet sheet, Indicator indicator, Division division, Bound bound, Time time) {
        var measured = sheet.measured(indicator, division.code(), time.span());
        return new TargetStanding.Part(
                division.code(),
                division.name(),
                bound,
                measured,
                TargetState.of(bound, measured.amount(), time.past()),
                TargetState.gap(bound, measured.amount()));
    }

    /// @param span key of the sheet
    private record Time(String span, String title, boolean past) {}

    private Time time(Sheet sheet, Target target, Indicator indicator, RegionCode region, LocalDate on) {
        return switch (target.when()) {
            case Target.When.By(var year) -> new Time(Sheet.STANDING, year + "年底", on.getYear() > year);
            case Target.When.Every(var frequency) -> {
                var span = span(sheet, indicator, region, frequency, on);
                yield new Time(span.code(), span.title(), span.to().isBefore(on));
            }
        };
    }

    /// The running span; the one before while nothing is known of the running one but something of that.
    private static ReportingPeriod span(
            Sheet sheet, Indicator indicator, RegionCode region, Frequency frequency, LocalDate on) {
        var running = ReportingPeriod.at(on, frequency);
        var before = running.previous();
        return !sheet.anyEntered(indicator, region, running.code())
                        && sheet.anyEntered(indicator, region, before.code())
                ? before
                : running;
    }
}
