package org.nongyou.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.journal.JournalEntry;
import org.nongyou.kernel.Area;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What the journal tells of a base (基地变动): all of it before and after, and the difference in words.
@Component
class BaseStory {

    private final JsonMapper json;

    BaseStory(JsonMapper json) {
        this.json = json;
    }

    static JournalEntry entry(String act, Base base, String summary) {
        return JournalEntry.of(act, base.region(), "base", base.id(), base.name(), summary);
    }

    String json(Base base) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("number", base.number());
        values.put("producer", base.producerId());
        values.put("name", base.name());
        values.put("region", base.region().value());
        values.put("address", base.address());
        values.put("product", base.product());
        values.put("areaMu", base.areaMu());
        values.put("measuredMu", base.measuredMu());
        values.put("responsible", base.responsibleName());
        values.put("supervisionPhone", base.supervisionPhone());
        values.put("techniques", base.techniques());
        values.put("goodVarietyPercent", base.goodVarietyPercent());
        values.put("internalInspectors", base.internalInspectors());
        values.put("householdsLed", base.householdsLed());
        values.put("operatingProcedure", base.operatingProcedure());
        values.put(
                "signboardOn",
                base.signboardOn() == null ? null : base.signboardOn().toString());
        values.put(
                "plots",
                base.plots().stream()
                        .map(plot -> plot.name() + " " + new Area(plot.areaMu()) + " 亩"
                                + (plot.place() == null ? "" : "，已圈"))
                        .toList());
        values.put(
                "certificates",
                base.certificates().stream()
                        .map(one -> one.type().code() + " " + one.number() + " " + one.validTo())
                        .toList());
        return json.writeValueAsString(values);
    }

    /// What is different, in words for the journal.
    static String differences(Base before, Base after) {
        var changed = new ArrayList<String>();
        if (before.producerId() != after.producerId()) changed.add("主体");
        if (!before.name().equals(after.name())) changed.add("名称");
        if (!before.region().equals(after.region())) changed.add("所在地");
        if (!before.address().equals(after.address())) changed.add("地址");
        if (!before.product().equals(after.product()) || before.productClass() != after.productClass())
            changed.add("产品");
        if (before.areaMu().compareTo(after.areaMu()) != 0)
            changed.add("面积 " + new Area(before.areaMu()) + " 改为 " + new Area(after.areaMu()) + " 亩");
        if (!before.responsibleName().equals(after.responsibleName())) changed.add("负责人");
        if (!before.supervisionPhone().equals(after.supervisionPhone())) changed.add("监督电话");
        if (!java.util.Objects.equals(before.techniques(), after.techniques())
                || !java.util.Objects.equals(before.signboardOn(), after.signboardOn())) changed.add("标识牌");
        if (!java.util.Objects.equals(before.measuredMu(), after.measuredMu())) changed.add("位置");
        if (!described(before.plots()).equals(described(after.plots()))) changed.add("地块");
        if (!before.certificates().stream()
                .map(BaseStory::described)
                .toList()
                .equals(after.certificates().stream().map(BaseStory::described).toList())) changed.add("认证");
        if (!java.util.Objects.equals(before.goodVarietyPercent(), after.goodVarietyPercent())
                || !java.util.Objects.equals(before.internalInspectors(), after.internalInspectors())
                || !java.util.Objects.equals(before.householdsLed(), after.householdsLed())
                || !java.util.Objects.equals(before.operatingProcedure(), after.operatingProcedure()))
            changed.add("管理情况");
        return changed.isEmpty() ? "没有改动" : String.join("、", changed);
    }

    private static List<String> described(List<Plot> plots) {
        return plots.stream()
                .map(plot -> plot.name() + plot.kind() + plot.areaMu() + plot.crop() + plot.measuredMu())
                .toList();
    }

    private static String described(Certificate one) {
        return one.type() + one.number() + one.validFrom() + one.validTo();
    }
}
