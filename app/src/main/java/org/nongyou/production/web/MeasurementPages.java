package org.nongyou.production.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.journal.JournalRow;
import org.nongyou.production.EnvironmentLimit;
import org.nongyou.production.Judged;
import org.nongyou.production.LandUse;
import org.nongyou.production.MeasuredBase;
import org.nongyou.production.MeasuredFilter;
import org.nongyou.production.MeasuredItem;
import org.nongyou.production.Medium;
import org.nongyou.production.Sample;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// Pages of soil, water and air.
public final class MeasurementPages {

    private MeasurementPages() {}

    /// Page `/production/measurements`.
    /// @param results what the newest report of a base of this page says against the limits, by base
    public record ListPage(
            String say,
            String tone,
            MeasuredFilter filter,
            List<MeasuredBase> rows,
            Map<Long, Result> results,
            Map<String, String> places,
            RegionChips regions,
            int total,
            int page,
            Address address,
            int months,
            boolean mayExport) {

        public List<Medium> media() {
            return List.of(Medium.values());
        }

        public List<MeasuredFilter.Standing> standings() {
            return List.of(MeasuredFilter.Standing.values());
        }
    }

    public record Result(String tone, String text) {}

    /// A line of the series: one item, its limit as of the newest report, its values from the newest on.
    /// @param cells by report; null where it was not measured then
    public record Line(
            MeasuredItem item, @Nullable EnvironmentLimit limit, String without, List<@Nullable Judged> cells) {}

    /// Page `/production/bases/{id}/measurements`.
    /// @param place   the plot that is shown
    /// @param reports newest first
    public record SeriesPage(
            Base base,
            String say,
            String tone,
            Medium medium,
            List<String> places,
            String place,
            List<Sample> reports,
            List<Line> lines,
            List<SeriesChart> charts,
            boolean unconfirmed,
            boolean mayRecord,
            boolean mayExport) {

        public List<Medium> media() {
            return List.of(Medium.values());
        }
    }

    /// Pages `/production/bases/{id}/measurements/new` and `/production/measurements/{id}/correct`.
    /// @param corrected null for a new report
    public record FormPage(
            Base base,
            Medium medium,
            List<MeasuredItem> items,
            @Nullable Sample corrected,
            Entered entered,
            String formKey) {

        public List<Medium> media() {
            return List.of(Medium.values());
        }

        public List<LandUse> lands() {
            return List.of(LandUse.values());
        }
    }

    /// Page `/production/measurements/{id}`.
    /// @param file name of the report, or null
    public record OnePage(
            Sample one,
            String say,
            String tone,
            List<Judged> values,
            @Nullable String file,
            boolean openable,
            List<JournalRow> history,
            boolean mayRecord,
            Entered entered) {}
}
