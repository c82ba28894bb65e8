package org.nongyou.producer.web;

import java.util.List;
import java.util.Map;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerKind;
import org.nongyou.web.Address;
import org.nongyou.web.RegionChips;

/// Page `/producers`.
/// @param area       names of the area looked at
/// @param places     names of each row's place, by region code
/// @param capped     there are more than `rows`
/// @param address    of the list with its filters, without the page
/// @param exportable the person may take the list away
public record ProducersPage(
        String area,
        ProducerFilter filter,
        List<Producer> producers,
        Map<String, String> places,
        RegionChips regions,
        Map<ProducerKind, Long> kinds,
        long rows,
        boolean capped,
        int page,
        Address address,
        boolean mayRegister,
        boolean exportable) {

    public boolean isNarrowed() {
        return filter.kind() != null || !filter.words().isEmpty() || filter.closed();
    }

    public String say() {
        if (rows == 0) return isNarrowed() ? "没有找到。去掉一个条件再看：" + conditions() + "。" : area + "还没有登记主体。";
        return area
                + (filter.closed() ? "已注销的主体 " : "登记在册的主体 ")
                + "%,d".formatted(rows)
                + (capped ? " 家以上" : " 家")
                + (conditions().isEmpty() ? "。" : "（" + conditions() + "）。");
    }

    private String conditions() {
        var parts = new java.util.ArrayList<String>();
        var kind = filter.kind();
        if (kind != null) parts.add(kind.title());
        if (!filter.words().isEmpty()) parts.add("含“" + filter.words() + "”");
        if (filter.closed()) parts.add("已注销");
        return String.join("，", parts);
    }
}
