package org.nongyou.subsidy.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.Money;
import org.nongyou.subsidy.Support;
import org.nongyou.subsidy.SupportFilter;
import org.nongyou.subsidy.SupportKind;
import org.nongyou.subsidy.SupportLists;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;

/// What the pages of supports show.
public final class SupportPages {

    private SupportPages() {}

    /// A year's supports of one kind in the area looked at.
    public record Total(int year, SupportKind kind, int supports, Money amount, Money publicMoney) {}

    /// Page `/subsidies/supports`.
    /// @param beside claims of subsidy that may be for the same, by support id
    /// @param next   address of the next page, or null
    public record ListPage(
            String say,
            SupportFilter filter,
            List<Support> rows,
            Map<Long, List<SupportLists.Beside>> beside,
            Map<String, String> places,
            RegionChips regions,
            List<Total> totals,
            List<Integer> years,
            Address address,
            @Nullable String next,
            boolean mayRecord) {

        public List<SupportKind> kinds() {
            return List.of(SupportKind.values());
        }
    }

    /// Page `/subsidies/supports/new`.
    /// @param producer name of the one that it is for, where the page was reached from it
    public record NewPage(@Nullable String producer, Entered entered) {

        public List<SupportKind> kinds() {
            return List.of(SupportKind.values());
        }
    }

    /// Page `/subsidies/supports/{id}`.
    public record OnePage(
            Support one, String place, List<SupportLists.Beside> beside, boolean mayStrike, Entered entered) {}
}
