package org.nongyou.base.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.base.BaseRow;
import org.nongyou.producer.Crop;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;

/// Page `/bases`.
/// @param area    name of the area looked at
/// @param places  names of each row's place, by region code
/// @param address of the list with its filters, without the page
public record BasesPage(
        String area,
        BaseFilter filter,
        List<BaseRow> bases,
        Map<String, String> places,
        RegionChips regions,
        BaseLists.Total total,
        int page,
        Address address,
        boolean mayRegister,
        boolean exportable) {

    public List<Crop> classes() {
        return List.of(Crop.values());
    }

    public boolean isNarrowed() {
        return filter.productClass() != null
                || filter.drawn() != null
                || filter.producerId() != null
                || !filter.words().isEmpty()
                || filter.closed();
    }

    public String say() {
        if (total.bases() == 0) return isNarrowed() ? "没有找到。去掉一个条件再看：" + conditions() + "。" : area + "还没有登记基地。";
        var mu = total.areaMu();
        return area
                + (filter.closed() ? "已注销的基地 " : "登记在册的基地 ")
                + Ui.number(total.bases())
                + (total.capped() ? " 个以上" : " 个")
                + (mu == null ? "" : "，共 " + Ui.mu(mu) + " 亩")
                + (conditions().isEmpty() ? "。" : "（" + conditions() + "）。");
    }

    private String conditions() {
        var parts = new ArrayList<String>();
        var productClass = filter.productClass();
        if (productClass != null) parts.add(productClass.title());
        var drawn = filter.drawn();
        if (drawn != null) parts.add(drawn ? "已圈位置" : "没圈位置");
        if (filter.producerId() != null) parts.add("一个主体的");
        if (!filter.words().isEmpty()) parts.add("含“" + filter.words() + "”");
        if (filter.closed()) parts.add("已注销");
        return String.join("，", parts);
    }

    public String cleared() {
        return address.with("q", null)
                .with("class", null)
                .with("drawn", null)
                .with("producer", null)
                .with("closed", null)
                .toString();
    }
}
