package org.nongyou.compliance.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.nongyou.compliance.Entry;
import org.nongyou.compliance.Fair;
import org.nongyou.compliance.Fairs;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// Pages of exhibitions.
public final class FairPages {

    private FairPages() {}

    /// Page `/entries/fairs`.
    public record Listed(List<Fair> rows, boolean mayOpen, boolean own, LocalDate today, Entered entered) {

        public static final Map<String, String> LABELS = Map.of("name", "名称", "place", "在哪里办", "from", "哪天到哪天");

        public String say() {
            long open = rows.stream().filter(one -> one.on(today)).count();
            if (rows.isEmpty()) return own ? "你还没有登记过展会。" : "辖区里还没有登记过展会。";
            return "登记过 " + rows.size() + " 个展会，" + (open == 0 ? "今天没有在办的。" : "今天在办的 " + open + " 个。");
        }
    }

    /// Page `/entries/fairs/{id}`.
    public record One(Fair one, Fairs.Tally tally, List<Entry> last, boolean mayRecord) {

        public String tone() {
            return tally.refused() > 0 ? "warn" : "info";
        }

        public String say() {
            if (tally.lots() == 0) return "还没有查验。";
            return "查验 " + Ui.number(tally.lots()) + " 批，" + Ui.number(tally.exhibitors()) + " 家的货：收 "
                    + Ui.number(tally.accepted()) + " 批 " + Ui.number(tally.acceptedKg()) + " 公斤，其中凭合格证 "
                    + Ui.number(tally.byCertificate()) + " 批；没收 " + Ui.number(tally.refused()) + " 批。";
        }
    }
}
