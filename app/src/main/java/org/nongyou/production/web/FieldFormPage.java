package org.nongyou.production.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.production.ActKind;
import org.nongyou.production.FarmAct;
import org.nongyou.production.FieldView;
import org.nongyou.web.Entered;
import org.nongyou.web.Ui;

/// The plain form.
/// @param plots boxes that are ticked
/// @param kept  what was written down a moment ago, or null
public record FieldFormPage(
        Entered entered,
        List<String> plots,
        List<FieldView.Ground> bases,
        List<FieldView.Stock> stock,
        List<String> units,
        LocalDate today,
        @Nullable FarmAct kept) {

    public static final Map<String, String> LABELS =
            Map.of("plots", "地块", "on", "哪一天", "kg", "公斤", "amount", "用量", "quantity", "公斤", "inputs", "用的什么");

    public FieldFormPage {
        plots = List.copyOf(plots);
        bases = List.copyOf(bases);
        stock = List.copyOf(stock);
        units = List.copyOf(units);
    }

    public ActKind[] kinds() {
        return ActKind.values();
    }

    public String box(FieldView.Ground base, FieldView.Spot plot) {
        return base.id() + "-" + (plot.id() == null ? "" : plot.id());
    }

    /// 豇豆 3 亩，6月20日前不能采收
    public String about(FieldView.Spot plot) {
        var wait = plot.waiting();
        var earliest = wait == null ? null : wait.earliest();
        return plot.produce() + " " + Ui.mu(plot.areaMu()) + " 亩"
                + (wait == null ? "" : "，" + (earliest == null ? "现在" : Ui.day(earliest) + "前") + "不能采收");
    }

    public String say() {
        if (kept == null) return bases.isEmpty() ? "还没有登记基地，先登记基地和地块。" : "做了什么就记下来。手机上没有网也能记。";
        return "记好了：" + FieldData.text(kept)
                + (kept.warnings().isEmpty() ? "" : "。" + String.join(" ", kept.warnings()));
    }
}
