package org.nongyou.indicator.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.indicator.Totals;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.TypedDay;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.NotFound;
import org.nongyou.web.Ui;

/// What the address of a page of sums asks for; the same for the page and its Excel table.
/// @param indicator one, or null for all
/// @param level     of the offices whose entries are listed, or null
record TotalsQuery(
        Scheme scheme,
        Scope scope,
        RegionCode region,
        Totals.Asked asked,
        @Nullable Indicator indicator,
        @Nullable Level level) {

    static TotalsQuery of(Actor actor, Places places, Totals totals, Map<String, String> query, LocalDate today) {
        var scheme = places.scheme(actor, query.get("scheme"));
        var scope = places.scope(actor, scheme, query.get("region"));
        var region = scope.region();
        if (region == null) throw new NotFound();
        int year = Math.clamp(today.getYear() - 1L, scheme.period().from().getYear(), Math.max(today.getYear(), 1));
        var period = Optional.ofNullable(query.get("period"))
                .flatMap(ReportingPeriod::parse)
                .filter(one -> !one.from().isAfter(today)
                        && one.year() >= scheme.period().from().getYear())
                .orElseGet(() -> ReportingPeriod.ofYear(year));
        var id = query.getOrDefault("indicator", "");
        var indicator = id.isBlank()
                ? null
                : totals.indicators(scheme).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(NotFound::new);
        return new TotalsQuery(
                scheme,
                scope,
                region,
                new Totals.Asked(scheme, period, day(query.get("on"), today)),
                indicator,
                Optional.ofNullable(query.get("level")).flatMap(Level::ofCode).orElse(null));
    }

    /// A day before today; today's sums are the kept ones.
    private static @Nullable LocalDate day(@Nullable String text, LocalDate today) {
        if (text == null || text.isBlank()) return null;
        try {
            var day = TypedDay.parse(text.strip());
            return day.isBefore(today) ? day : null;
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    ReportingPeriod period() {
        return asked.period();
    }

    /// The address with another region and indicator; {} stands for the region's code.
    String href(String path, @Nullable String regionCode, @Nullable String indicatorId, @Nullable Level of) {
        var asOf = asked.asOf();
        return path + "?scheme=" + Ui.query(scheme.id()) + "&region="
                + (regionCode == null ? region.value() : regionCode)
                + "&period=" + period().code()
                + (indicatorId == null ? "" : "&indicator=" + Ui.query(indicatorId))
                + (of == null ? "" : "&level=" + of.code())
                + (asOf == null ? "" : "&on=" + asOf);
    }
}
