package org.nongyou.catalogue.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.catalogue.Listing;
import org.nongyou.web.Ui;

/// What somebody sees who scans a signboard: the verdict, then who, where and when.
/// @param tone ok, warn, bad or idle
/// @param code of the full page, or null
public record VerdictPage(
        String tone,
        String verdict,
        String sentence,
        List<Fact> facts,
        @Nullable String code,
        boolean demo) {

    public record Fact(String label, String value) {}

    static VerdictPage unknown(String code) {
        return new VerdictPage(
                "bad",
                "查无此码",
                "目录里没有“" + code + "”。可能是抄错了，也可能牌子是假的。可以打标识牌上的监督电话，或者向当地农业农村局反映。",
                List.of(),
                null,
                false);
    }

    static VerdictPage of(Listing listing, String kind, String classTitle, String place, @Nullable Base base) {
        var title = listing.level().title() + kind;
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("名称", listing.title()));
        if (!listing.producerName().isBlank()) facts.add(new Fact("责任主体", listing.producerName()));
        facts.add(new Fact("地点", place));
        if (!listing.product().isBlank()) facts.add(new Fact("种养品种", listing.product()));
        if (listing.areaMu() != null) facts.add(new Fact("面积", Ui.mu(listing.areaMu()) + " 亩"));
        if (!classTitle.isBlank()) facts.add(new Fact("类别", classTitle));
        facts.add(new Fact("列入目录", date(listing.listedOn())));
        facts.add(new Fact("编号", listing.number()));
        if (base != null) {
            if (base.techniques() != null && !base.techniques().isBlank())
                facts.add(new Fact("技术措施", base.techniques()));
            facts.add(new Fact("负责人", base.responsibleName()));
            facts.add(new Fact("监督电话", base.supervisionPhone()));
        }
        if (!listing.source().isBlank()) facts.add(new Fact("来源", listing.source()));
        var tone = listing.status().tone();
        var sentence = switch (listing.status()) {
            case LISTED -> "这是经过核实的" + title + "。";
            case WARNED -> "还在目录里，主管部门已经警告，正在看改得怎样。";
            case RECTIFYING -> "还在目录里，主管部门要求在 " + date(listing.rectifyBy()) + " 前整改。";
            case SUSPENDED -> "资格已暂停，暂停期间不能用目录的名义。";
            case REMOVED -> "资格已取消，这块牌子不能再用。";
            case EXPIRED -> "有效期到 " + date(listing.validTo()) + "，已经过期。";
            case PROMOTED -> "已经升为更高一级，这块牌子是原来那级的。";
        };
        return new VerdictPage(tone, listing.status().title(), sentence, facts, listing.publicCode(), listing.demo());
    }

    private static String date(@Nullable LocalDate day) {
        return Ui.date(day);
    }
}
