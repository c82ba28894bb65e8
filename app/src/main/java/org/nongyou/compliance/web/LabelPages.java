package org.nongyou.compliance.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.Basis;
import org.nongyou.compliance.GateAnswer;
import org.nongyou.compliance.LabelFilter;
import org.nongyou.compliance.LabelOrder;
import org.nongyou.compliance.LabelRange;
import org.nongyou.compliance.LabelState;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// What the pages of pre-printed labels show.
public final class LabelPages {

    private LabelPages() {}

    /// Page `/conformity/labels`.
    /// @param own   a producer looks at its own ones
    /// @param next  address of the next page, or null
    public record Listed(
            boolean own,
            LabelFilter filter,
            List<LabelRange> rows,
            Map<LabelState, Long> tally,
            List<LabelOrder> orders,
            boolean mayOrder,
            boolean mayExport,
            @Nullable String next,
            Address address) {

        public long of(LabelState state) {
            return tally.getOrDefault(state, 0L);
        }

        public long all() {
            return tally.values().stream().mapToLong(Long::longValue).sum();
        }

        public String say() {
            if (all() == 0) return own ? "还没有预印标签。没有打印机，可以先订一卷，下地时贴，回来启用。" : "还没有预印标签。可以订一批，发给没有打印机的主体。";
            var stock = own ? "" : "没发的 " + Ui.number(of(LabelState.STOCK)) + " 张，";
            return stock + (own ? "手上没启用的 " : "发了没启用的 ") + Ui.number(of(LabelState.HANDED)) + " 张，启用了 "
                    + Ui.number(of(LabelState.ACTIVE)) + " 张，报失报废 "
                    + Ui.number(of(LabelState.LOST) + of(LabelState.SPOILED)) + " 张。没启用的不能当合格证用。";
        }
    }

    /// Page `/conformity/labels/order`.
    public record Order(String formId, boolean own, Entered entered) {}

    /// Page `/conformity/labels/hand-out`.
    /// @param producers found by the words typed
    public record HandOut(String words, String from, String to, List<Choice> producers, Entered entered) {}

    public record Choice(long id, String name, String place) {}

    /// Page `/conformity/labels/report`.
    public record Report(String from, String to, Entered entered) {}

    /// Page `/conformity/labels/activate`.
    public record Activate(
            String formId,
            String from,
            String to,
            List<GateAnswer> batches,
            @Nullable Long batch,
            Entered entered) {

        public boolean ticked(Basis basis) {
            return entered.refused()
                    ? List.of(entered.value("bases").split(",")).contains(basis.code())
                    : basis == Basis.CONTROL;
        }

        public boolean open() {
            return batches.stream().anyMatch(GateAnswer::allowed);
        }
    }
}
