package org.nongyou.base.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseRow;
import org.nongyou.base.Visit;
import org.nongyou.base.VisitFile;
import org.nongyou.base.VisitFilter;
import org.nongyou.base.VisitLists.Sums;
import org.nongyou.base.VisitRow;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// What the pages of checks show.
public final class VisitPages {

    private VisitPages() {}

    /// Page `/bases/visits`.
    /// @param places names of each row's place, by region code
    public record ListPage(
            VisitFilter filter,
            List<VisitRow> rows,
            Map<String, String> places,
            RegionChips regions,
            Sums sums,
            long total,
            int page,
            Address address,
            LocalDate today,
            boolean mayCheck,
            boolean exportable,
            Entered entered) {

        public List<VisitFilter.Standing> standings() {
            return List.of(VisitFilter.Standing.values());
        }

        public String say() {
            if (sums.isEmpty())
                return sums.due() == 0
                        ? "没有待检查的，也没有该安排的基地。"
                        : "没有待检查的；" + many(sums.due()) + " 个基地 " + filter.months() + " 个月没有查过，该安排了。";
            return (sums.late() > 0 ? Ui.number(sums.late()) + " 个过期没查，先去查。" : "")
                    + (sums.planned() > 0 ? "待检查 " + Ui.number(sums.planned()) + " 个。" : "")
                    + (sums.mending() > 0
                            ? "整改中 " + Ui.number(sums.mending()) + " 个"
                                    + (sums.overdue() > 0 ? "，过期没改 " + Ui.number(sums.overdue()) + " 个。" : "。")
                            : "")
                    + (sums.due() > 0 ? "还有 " + many(sums.due()) + " 个基地该安排。" : "");
        }

        public String tone() {
            return sums.late() + sums.overdue() > 0 ? "bad" : sums.mending() + sums.due() > 0 ? "warn" : "ok";
        }

        private static String many(long number) {
            return Ui.number(number) + (number >= org.nongyou.base.VisitLists.COUNTED ? " 多" : "");
        }
    }

    /// Page `/bases/{id}/visits`.
    /// @param files of each check that has any, by its id
    /// @param open  the planned check whose form is shown, or null
    public record OfBasePage(
            BaseRow base,
            List<Visit> visits,
            Map<Long, List<VisitFile>> files,
            @Nullable Visit open,
            LocalDate today,
            boolean mayCheck,
            Entered entered,
            String form) {

        public String say() {
            var mending = visits.stream()
                    .filter(one -> one.state() == org.nongyou.base.VisitState.MENDING)
                    .findFirst();
            if (open != null)
                return (open.overdue(today)
                                ? Ui.day(open.dueOn()) + "前的" + open.kindTitle() + "过期没查。"
                                : Ui.day(open.dueOn()) + "前" + open.kindTitle() + "，" + open.checker() + "去查。")
                        + (mayCheck ? "查完把情况记下来。" : "");
            if (mending.isPresent()) return "查出的问题还没有改好。";
            if (visits.isEmpty()) return "还没有安排过检查。" + (mayCheck ? "在下面安排一次。" : "");
            return "现在没有待检查的。";
        }

        public String tone() {
            return visits.stream().anyMatch(one -> one.overdue(today)) ? "bad" : open != null ? "warn" : "plain";
        }

        public List<VisitFile> filesOf(Visit one) {
            return files.getOrDefault(one.id(), List.of());
        }

        public String value(String of, String field) {
            return form.equals(of) ? entered.value(field) : "";
        }

        public @Nullable String error(String of, String field) {
            return form.equals(of) ? entered.error(field) : null;
        }
    }

    /// The card on a base's page.
    public record Card(
            long baseId, @Nullable Visit newest, @Nullable Visit open, LocalDate today, boolean mayCheck) {}
}
