package org.nongyou.base.web;

import gg.jte.Content;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Finding;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Refusal;

/// Page `/bases/{id}`.
/// @param map    the card with map and plots
/// @param main   cards of other modules under the map
/// @param beside cards of other modules in the narrow column
public record BasePage(
        Base base,
        String place,
        LocalDate today,
        Content map,
        List<Finding> findings,
        List<Content> main,
        List<Content> beside,
        List<JournalRow> history,
        boolean mayChange,
        boolean mayClose,
        boolean maySeeNumbers,
        @Nullable Refusal refusal,
        String reason) {

    /// The page's one sentence.
    public String say() {
        if (!base.active()) return "已经注销：" + base.closedReason() + "。记录都在，恢复以后才能改。";
        var lacks = base.signboardLacks();
        if (findings.size() == 1) return "登记在册，1 处要看一下：" + findings.getFirst().sentence();
        if (!findings.isEmpty()) return "登记在册，" + findings.size() + " 处要看一下，写在下面对应的地方；不影响使用。";
        if (!lacks.isEmpty()) return "登记在册。标识牌还差" + String.join("、", lacks) + "，补上才算齐全。";
        return base.measuredMu() == null ? "登记在册，标识牌齐全，位置还没有圈。" : "登记在册，位置和标识牌都齐全。";
    }

    public String tone() {
        if (!base.active()) return "warn";
        if (!findings.isEmpty()) return "warn";
        return base.signboardLacks().isEmpty() && base.measuredMu() != null ? "ok" : "info";
    }

    public String yesNo(@Nullable Boolean value) {
        return value == null ? "未填" : value ? "有" : "没有";
    }
}
