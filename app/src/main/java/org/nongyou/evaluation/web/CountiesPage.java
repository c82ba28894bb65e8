package org.nongyou.evaluation.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Listing;
import org.nongyou.evaluation.CountyCheck;
import org.nongyou.evaluation.SafetyCounties;
import org.nongyou.journal.JournalRow;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// Pages `/evaluations/counties` and `/evaluations/counties/{listing}`.
public final class CountiesPage {

    private CountiesPage() {}

    /// @param picked the city whose counties are shown, or null
    public record Overview(
            String say,
            String tone,
            List<Rule> rules,
            List<Row> rows,
            SafetyCounties.@Nullable City picked,
            List<CountyRow> counties,
            RegionChips regions,
            List<CheckRow> checks) {}

    /// @param text the document's own sentence
    public record Rule(String schemeTitle, String text, String clause, String href) {}

    /// @param words what the rule says of the city: 够条件, 差 2 个县
    public record Row(SafetyCounties.City city, String href, boolean qualifies, String words) {}

    public record CountyRow(SafetyCounties.County county, String words, String tone) {}

    public record CheckRow(CountyCheck check, String place) {}

    /// One named county.
    /// @param proposed why the document's rules propose an exit now: cause and clause
    public record One(
            Listing listing,
            String place,
            String kindTitle,
            String schemeTitle,
            String clause,
            String href,
            String say,
            String tone,
            List<Exit> proposed,
            List<Exit> exits,
            List<CountyCheck> checks,
            boolean mayCheck,
            String formKey,
            List<JournalRow> history,
            String form,
            Entered entered) {

        public Entered typed(String one) {
            return form.equals(one) ? entered : Entered.NOTHING;
        }
    }

    public record Exit(String title, String clause, String href, String effect) {}
}
