package org.nongyou.base.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Effect;
import org.nongyou.base.EffectFilter;
import org.nongyou.base.EffectLists.Sums;
import org.nongyou.base.EffectRow;
import org.nongyou.base.EffectWay;
import org.nongyou.kernel.Refusal;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// What the pages of effects show.
public final class EffectPages {

    private static final int YEARS = 6;

    private EffectPages() {}

    /// The newest first.
    static List<Integer> years(LocalDate today) {
        return IntStream.range(0, YEARS)
                .mapToObj(back -> today.getYear() - back)
                .toList();
    }

    /// Page `/bases/effects`.
    /// @param area   name of the area looked at
    /// @param places names of each row's place, by region code
    /// @param total  rows of the list, whichever half is shown
    public record ListPage(
            String area,
            EffectFilter filter,
            List<Integer> years,
            List<EffectRow> rows,
            Map<String, String> places,
            RegionChips regions,
            Sums sums,
            int page,
            Address address,
            boolean mayReport,
            boolean exportable) {

        public long total() {
            return filter.missing() ? sums.missing() : sums.reported();
        }

        public String say() {
            if (sums.active() == 0 && sums.reported() == 0) return area + "还没有登记基地，先登记基地再报带动情况。";
            if (sums.reported() == 0)
                return filter.year() + " 年" + area + "还没有基地报带动情况，" + Ui.number(sums.active()) + " 个都没报。";
            var growth = sums.growth();
            return filter.year() + " 年" + area + " " + Ui.number(sums.reported()) + " 个基地带动农户 "
                    + Ui.number(sums.households()) + " 户"
                    + (growth == null ? "" : "，户均收入比上年" + Effect.growthWords(growth))
                    + (sums.missing() == 0 ? "，都报了。" : "；还有 " + Ui.number(sums.missing()) + " 个没报。");
        }

        public String tone() {
            return sums.missing() == 0 && sums.reported() > 0 ? "ok" : "info";
        }
    }

    /// Page `/bases/{id}/effects`: a base's years and the form for one more.
    public record OfBasePage(
            BaseRow base, List<Effect> years, boolean mayReport, Entered entered, List<String> pickedWays) {

        public List<EffectWay> ways() {
            return List.of(EffectWay.values());
        }

        public boolean picked(EffectWay way) {
            return pickedWays.contains(way.code());
        }

        public List<Refusal> faults() {
            return entered.faults();
        }

        public @Nullable String error(String field) {
            return entered.error(field);
        }

        public String say() {
            if (years.isEmpty()) return "还没有报过带动情况。" + (mayReport ? "在下面填第一年的。" : "");
            var newest = years.getFirst();
            var growth = newest.growthPercent();
            return newest.year() + " 年带动农户 " + Ui.number(newest.households()) + " 户"
                    + (growth == null ? "，没有报收入。" : "，户均收入比上年" + Effect.growthWords(growth) + "。");
        }
    }

    /// The card on a base's page.
    public record Card(long baseId, @Nullable Effect newest, int years, boolean mayReport) {}
}
